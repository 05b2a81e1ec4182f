"""A person's own notices on the page."""

from collections.abc import Sequence

from luodi.accounts.models import User
from luodi.notices.models import Notice, Preference


def latest(reader: User, *, before: int = 0, size: int = 30, plus: int = 0) -> list[Notice]:
    """Newest first, read or not; `before` is the key of the last one of the page before, 0 on the first."""
    found = Notice.objects.filter(reader=reader, channel=Notice.Channel.PAGE).order_by("-id")
    return list((found.filter(pk__lt=before) if before else found)[: size + plus])


def of_reader(reader: User, pk: int) -> Notice:
    """Raises Notice.DoesNotExist for somebody else's."""
    return Notice.objects.get(pk=pk, reader=reader, channel=Notice.Channel.PAGE)


def subjects(notices: Sequence[Notice]) -> set[str]:
    return {notice.subject for notice in notices if notice.subject}


def wish_of(reader: User) -> dict[str, bool]:
    """Everything is wanted until somebody says otherwise."""
    said = Preference.objects.filter(user=reader).first()
    return {"email": said is None or said.email, "sms": said is None or said.sms}
