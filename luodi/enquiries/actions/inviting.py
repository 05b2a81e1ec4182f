"""A colleague of the investor's company joins one enquiry, by his own confirmed contact."""

from luodi.companies.actions import invite_colleague
from luodi.directory.viewer import Viewer
from luodi.duties.reach import ask, locked
from luodi.ledger.acts import act
from luodi.notices.actions import send_link


def invite(*, viewer: Viewer, number: str, contact: str) -> None:
    """Sends number and link only; the colleague sees the enquiry after a code to that contact."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "invite", duty)
        assert viewer.user is not None
        invite_colleague(subject=number, contact=contact, invited_by=viewer.user, now=a.now)
        channel = "email" if "@" in contact else "sms"
        send_link(a, address=contact, channel=channel, code="invited", subject=number)
        a.record(number, "invited")
