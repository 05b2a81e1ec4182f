"""One verb on many matters."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.ledger.acts import Refused
from luodi.text import is_number


def several(verb: Callable[..., object], *, viewer: Viewer, numbers: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """Each in an act of its own, so that one that is refused does not hold back the others.

    Returns the numbers that were done, and of the others why not.
    """
    done: list[str] = []
    refused: dict[str, str] = {}
    for number in numbers:
        try:
            if not is_number(number):
                raise Duty.DoesNotExist
            verb(viewer=viewer, number=number)
            done.append(number)
        except Refused as why:
            refused[number] = str(why)
        except Duty.DoesNotExist:
            refused[number] = _("找不到这一件。")
    return done, refused
