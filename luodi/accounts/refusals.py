"""Why a sign-in or a code was refused, in sentences for the reader."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luodi.ledger.acts import Refused
from luodi.ui.timewords import moment_words


class TooMany(Refused):
    """Tried too often; `retry_at` is when the next try is taken."""

    def __init__(self, retry_at: datetime, now: datetime) -> None:
        self.retry_at = retry_at
        super().__init__(_sentence(retry_at, now))


class Locked(TooMany):
    """Sign-in of this name is refused for a while, whether the name exists or not."""

    def __init__(self, retry_at: datetime, now: datetime) -> None:
        super().__init__(retry_at, now)
        until = moment_words(retry_at + timedelta(seconds=59), now)
        self.args = (_("连续多次不正确，登录已锁定到 %(until)s。急用请联系平台运营。") % {"until": until},)


class BadCode(Refused):
    """The one-time code does not open anything; subclasses say why."""


class WrongCode(BadCode):
    def __init__(self, left: int) -> None:
        sentence = ngettext("验证码不对，还可以再试 %(left)s 次。", "验证码不对，还可以再试 %(left)s 次。", left)
        super().__init__(sentence % {"left": left})


class ExpiredCode(BadCode):
    def __init__(self) -> None:
        super().__init__(_("验证码已过期，请重新获取一个。"))


class UsedUpCode(BadCode):
    def __init__(self) -> None:
        super().__init__(_("这个验证码不能再用了，请重新获取一个。"))


class WrongPassword(Refused):
    def __init__(self) -> None:
        super().__init__(_("登录名或密码不对。请检查大小写后再试。"))


class WrongFactor(Refused):
    def __init__(self) -> None:
        super().__init__(_("动态码不对或已经用过。请等验证器换出下一个再输入。"))


class WrongPin(Refused):
    def __init__(self, left: int) -> None:
        sentence = ngettext("PIN 不对，还可以再试 %(left)s 次。", "PIN 不对，还可以再试 %(left)s 次。", left)
        super().__init__(sentence % {"left": left})


def _sentence(retry_at: datetime, now: datetime) -> str:
    seconds = max(1, int((retry_at - now).total_seconds() + 0.999))
    if seconds > 120:
        moment = moment_words(retry_at + timedelta(seconds=59), now)
        return _("操作太频繁了，请在 %(moment)s 后再试。") % {"moment": moment}
    return ngettext("操作太频繁了，请 %(seconds)s 秒后再试。", "操作太频繁了，请 %(seconds)s 秒后再试。", seconds) % {
        "seconds": seconds
    }
