"""What is printed on a certificate of what the form says, and until when it is valid. No ORM."""

from datetime import date, timedelta

# Fields of the one form that belong on a certificate, in this order; what only serves the handling does not.
PRINTED = (
    *("new_person", "legal_person", "head", "address", "place", "new_items", "scope", "purpose", "capital", "funds"),
    *("project_name", "project_code", "floor_area", "land_area", "capacity"),
)
# The holder, where no firm stands behind the case yet.
HOLDER_FIELDS = ("company_name", "org_name")
NEW_NAME = "new_name"  # a change of name goes before the name that is registered


def last_day(start: date, months: int | None) -> date | None:
    """The day before the same day so many months on; of a month without that day, its last."""
    if months is None:
        return None
    years, month = divmod(start.month - 1 + months, 12)
    first = date(start.year + years, month + 1, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    return min(first + timedelta(days=start.day - 1), following) - timedelta(days=1)
