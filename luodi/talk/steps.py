"""Steps of the conversation: a message said, a contact logged."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from luodi.accounts.models import User
from luodi.directory.models import Post
from luodi.duties.models import Duty
from luodi.ledger.acts import Act, Refused
from luodi.talk.models import Contact, Message


def say(a: Act, duty: Duty, *, side: str, author: User, body: str, post: Post | None = None) -> Message:
    """Raises Refused for an empty message. The event holds the message's id, never its words."""
    if not body.strip():
        raise Refused(_("请先写几个字再发送。"))
    message = Message.objects.create(duty=duty, side=side, author=author, post=post, body=body.strip(), said_at=a.now)
    a.record(duty.number, "noted" if side == Message.Side.NOTE else "said", message=message.pk, side=side)
    return message


def log(a: Act, duty: Duty, *, post: Post, channel: str, reached: bool, said: str, happened_at: datetime) -> Contact:
    """Whoever lets the time be typed has asked `check_time` before. Raises Refused when nothing was said."""
    if reached and not said.strip():
        raise Refused(_("请写一句谈了什么，投资人会看到这条记录。"))
    contact = Contact.objects.create(
        duty=duty,
        post=post,
        channel=channel,
        reached=reached,
        said=said.strip(),
        happened_at=happened_at,
        recorded_at=a.now,
    )
    a.record(
        duty.number,
        "contacted" if reached else "attempted",
        happened_at=happened_at,
        contact=contact.pk,
        channel=channel,
    )
    return contact


def check_time(now: datetime, duty: Duty, happened_at: datetime) -> None:
    """Raises Refused when the time lies in the future, before the duty, or further back than the unit allows."""
    if happened_at > now + timedelta(minutes=1):
        raise Refused(_("发生时间还没有到，请改成已经发生的时间。"))
    if happened_at < duty.opened - timedelta(minutes=1):
        raise Refused(_("发生时间早于投资人提交的时间，请核对。"))
    days = duty.unit.backdating_days
    if happened_at < now - timedelta(days=days):
        raise Refused(_("最多只能补登 %(days)d 天以内的联系，请联系主任。") % {"days": days})
