"""What is printed on a licence of what the form says, and until when it is valid. No ORM."""

from datetime import date, timedelta

# Fields of the one form that belong on a licence, in this order, as they are called there: an applicant's
# intended head is the head by then. What only serves the handling is not printed. Papers are Chinese.
PRINTED = {
    "new_person": "负责人",
    "legal_person": "法定代表人",
    "head": "法定代表人",
    "address": "地址",
    "place": "建设地点",
    "new_items": "经营项目",
    "scope": "经营范围",
    "purpose": "宗旨和业务范围",
    "capital": "注册资本（元）",
    "funds": "注册资金（元）",
    "project_name": "项目名称",
    "project_code": "项目代码",
    "floor_area": "面积（平方米）",
    "land_area": "用地面积（亩）",
    "capacity": "装机容量（千瓦）",
}
USCC = "统一社会信用代码"
# The holder, where no company stands behind the case yet.
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
