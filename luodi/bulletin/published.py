"""Published editions and their files, for anybody."""

from luodi.bulletin.models import Edition, EditionFile

MOST = 60


def published_edition(number: str) -> Edition:
    """Raises Edition.DoesNotExist."""
    return Edition.objects.published().with_duty().prefetch_related("files").get(duty__number=number)


def published_editions(year: str = "") -> tuple[list[Edition], Edition | None]:
    """The newest first, of one year where it is asked; and the newest of all."""
    rows = Edition.objects.published().with_duty().order_by("-as_of", "-published_at")
    newest = rows.first()
    if year.isdecimal() and len(year) == 4:
        rows = rows.filter(year=int(year))
    return list(rows[:MOST]), newest


def edition_file(number: str, kind: str) -> EditionFile | None:
    published = EditionFile.objects.filter(edition__state="published")
    return published.filter(edition__duty__number=number, kind=kind).first()
