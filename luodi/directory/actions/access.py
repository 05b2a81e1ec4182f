"""How an operator lets a colleague in: a one-time password, and a fresh start when the phone is lost."""

import secrets
from datetime import datetime

from django.utils.translation import gettext as _

from luodi.accounts.actions import reset_factors, set_password
from luodi.accounts.models import User
from luodi.directory.refusals import operators_only
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Refused

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are taken for another when read aloud or off a slip
GROUPS, GROUP = 4, 4  # 16 signs of 31: 79 bits


def give_password(*, viewer: Viewer, user: User, now: datetime) -> str:
    """The one-time password, to be shown once and handed over in person; ends the person's sessions."""
    _may_help(viewer, user)
    password = "-".join("".join(secrets.choice(SIGNS) for _sign in range(GROUP)) for _group in range(GROUPS))
    set_password(user=user, password=password, by=viewer.code, now=now, one_time=True)
    return password


def forget_factors(*, viewer: Viewer, user: User, now: datetime) -> None:
    """The next sign-in enrols a second factor anew."""
    _may_help(viewer, user)
    reset_factors(user=user, by=viewer.code, now=now)


def _may_help(viewer: Viewer, user: User) -> None:
    operators_only(viewer)
    if user.pk == viewer.user_id:
        raise Refused(_("自己的密码和二次验证请在账号页更换。"))
