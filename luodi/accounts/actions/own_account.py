"""What a person changes about himself: name, contact, PIN, password, second factors. Each is an act."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from luodi.accounts import factors
from luodi.accounts.actions.codes import use_code
from luodi.accounts.actions.throttling import forget_tries
from luodi.accounts.models import OneTimeCode, User
from luodi.accounts.refusals import WrongFactor
from luodi.accounts.rules import digest_of
from luodi.ledger.acts import Act, Refused, act


def correct_name(*, user: User, name: str, language: str, now: datetime) -> None:
    with act(user.code, now=now) as correcting:
        fields = {"name": name, "language": language}
        changed = [field for field, value in fields.items() if getattr(user, field) != value]
        User.objects.filter(pk=user.pk).update(**fields)
        if changed:
            correcting.record(user.code, "account_corrected", fields=changed)


def correct_contact(*, user: User, code: OneTimeCode, now: datetime) -> None:
    """Gives an investor the contact that `check_code` just proved; sign-in goes to it from now on.

    Raises Refused when another investor signs in with it.
    """
    with act(user.code, now=now) as correcting:
        put_contact(correcting, user, code)


def put_contact(correcting: Act, user: User, code: OneTimeCode) -> str:
    """A step of `correct_contact`. Returns the contact that was replaced, "" where there was none of the kind."""
    use_code(code, now=correcting.now)
    other = User.objects.investor_with(code.contact)
    if other and other.pk != user.pk:
        raise Refused(_("这个电话或邮箱已用于另一个账号。请换一个，或用它登录。"))
    field = "email" if "@" in code.contact else "phone"
    User.objects.filter(pk=user.pk).update(**{field: code.contact})
    correcting.record(user.code, "account_corrected", fields=[field])
    return getattr(user, field)


def set_pin(*, user: User, pin: str, now: datetime) -> None:
    with act(user.code, now=now) as setting:
        User.objects.filter(pk=user.pk).update(shift_pin=digest_of(pin))
        setting.record(user.code, "pin_set")


def set_password(*, user: User, password: str, by: str, now: datetime, one_time: bool = False) -> None:
    """`by` is the ledger's name of who did it: the person, or an operator. Ends the person's other sessions.

    A one-time password opens nothing but the page that asks for one of the person's own.
    """
    with act(by, now=now) as setting:
        put_password(setting, user, password, one_time=one_time)


def put_password(setting: Act, user: User, password: str, *, one_time: bool = False) -> None:
    """A step of `set_password`."""
    user.set_password(password)
    user.must_change_password = one_time
    User.objects.filter(pk=user.pk).update(password=user.password, must_change_password=one_time)
    setting.record(user.code, "password_set", one_time=one_time)
    if one_time:  # who is locked out asks for one
        forget_tries("sign-in", user.login.lower())


def add_totp(*, user: User, secret: str, code: str, now: datetime) -> list[str]:
    """Returns new recovery codes with the first factor, else none. Raises WrongFactor."""
    if not factors.validate_totp_code(secret, "".join(code.split())):
        raise WrongFactor
    with act(user.code, now=now) as adding:
        first = not factors.has_factor(user)
        factors.add_totp(user, secret)
        adding.record(user.code, "factor_added", kind=str(factors.Kind.TOTP))
        return factors.fresh_recovery_codes(user) if first else []


def add_passkey(*, user: User, name: str, credential: dict[str, Any], now: datetime) -> list[str]:
    """Returns new recovery codes with the first factor, else none. Raises WrongFactor."""
    with act(user.code, now=now) as adding:
        first = not factors.has_factor(user)
        if not factors.add_passkey(user, name, credential):
            raise WrongFactor
        adding.record(user.code, "factor_added", kind=str(factors.Kind.WEBAUTHN))
        return factors.fresh_recovery_codes(user) if first else []


def renew_recovery_codes(*, user: User, now: datetime) -> list[str]:
    """Raises Refused without a factor that the codes could stand in for."""
    with act(user.code, now=now) as renewing:
        if not factors.has_factor(user):
            raise Refused(_("请先添加动态码或通行密钥，再生成备用码。"))
        renewing.record(user.code, "recovery_codes_renewed")
        return factors.fresh_recovery_codes(user)


def remove_factor(*, user: User, factor: int, last_may_go: bool, now: datetime) -> None:
    """Raises Refused for the last one while staff must have one."""
    with act(user.code, now=now) as removing:
        kept = factors.factors_of(user).filter(pk=factor).first()
        if kept is None:
            raise Refused(_("这一项已经不在了。"))
        if not last_may_go and factors.factors_of(user).count() == 1:
            raise Refused(_("这是最后一项二次验证，不能移除。请先添加另一项。"))
        kept.delete()
        removing.record(user.code, "factor_removed", kind=str(kept.type))


def reset_factors(*, user: User, by: str, now: datetime) -> None:
    """An operator helps somebody whose phone is lost: the next sign-in enrols anew."""
    with act(by, now=now) as resetting:
        factors.forget_all(user)
        resetting.record(user.code, "factors_reset")
