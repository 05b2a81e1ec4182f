"""One matter and everybody who might look at it: what the matrix of addresses is asked about."""

from functools import cached_property

from django.conf import settings
from django.test import Client
from django.utils import timezone

from luodi.accounts.models import User
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.enquiries.actions.handling import log_contact, sign_for
from luodi.enquiries.actions.submitting import Typed, submit
from luodi.landing.actions.handovers import accept, hand_over
from tests.cast import Cast
from tests.projecting import KINDS

# Whom the cast gives enquiries and offers handles these too.
HANDLES = {
    "zone_officer": (*KINDS, "case", "item"),
    **dict.fromkeys(("zone_colleague", "zone_head", "dispatcher", "stranger_officer"), KINDS),
}
# The columns of the matrix, in this order.
ROLES = (
    "anonymous",
    "investor of another firm",
    "officer of another district",
    "colleague without the remit",
    "colleague",
    "owner",
    "investor",
    "operator",
    "head",
    "city dispatcher",
)


class Scene:
    """The photovoltaic enquiry after its first contact: owned in the port zone, handed over by the district."""

    def __init__(self) -> None:
        self.cast = cast = Cast()
        for name, kinds in HANDLES.items():
            self.handles(name, *kinds)
        typed = Typed(
            name="负责人",
            contact=cast.investor.phone,
            channel="sms",
            sentence="想建光伏电站，找地方",
            wish=cast.district,
        )
        self.number = submit(viewer=Viewer.of(cast.investor), typed=typed).duty.number
        first, owner = Viewer.of(cast.liaison), Viewer.of(cast.zone_officer)
        sign_for(viewer=first, number=self.number)
        hand_over(viewer=first, number=self.number, to_unit=cast.zone_unit, reason="港区有厂房")
        accept(viewer=owner, number=self.number)
        log_contact(viewer=owner, number=self.number, channel="phone", said="约了周三", happened_at=timezone.now())

    def handles(self, name: str, *kinds: str) -> None:
        """From now on `name` of the cast has these kinds of matter in his remit too."""
        post = getattr(self.cast, name).post
        post.remit = sorted({*post.remit, *kinds})
        post.save(update_fields=["remit"])

    @cached_property
    def people(self) -> dict[str, User | None]:
        cast = self.cast
        return {
            "anonymous": None,
            "investor of another firm": cast.other_investor,
            "officer of another district": cast.stranger_officer,
            "colleague without the remit": cast.without_remit,
            "colleague": cast.zone_colleague,
            "owner": cast.zone_officer,
            "investor": cast.investor,
            "operator": cast.operator,
            "head": cast.zone_head,
            "city dispatcher": cast.dispatcher,
        }

    @cached_property
    def sessions(self) -> dict[str, str]:
        """The session cookie of each role that signs in."""
        return {role: session_of(user) for role, user in self.people.items() if user}

    def client(self, role: str) -> Client:
        client = Client()
        if session := self.sessions.get(role):
            client.cookies[settings.SESSION_COOKIE_NAME] = session
        return client

    @cached_property
    def duty(self) -> Duty:
        return Duty.objects.get(number=self.number)


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value
