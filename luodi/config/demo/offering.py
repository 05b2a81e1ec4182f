"""Tells how the demo city came by its offers: told in the past, some let since, some waiting to be confirmed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from luodi.accounts.models import User
from luodi.companies.actions import company_from
from luodi.companies.models import Membership
from luodi.config.demo.history import Teller
from luodi.config.demo.supply import FirmTold, Told, firms, offers
from luodi.directory.models import Unit
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import replaying
from luodi.supply.actions.describing import describe
from luodi.supply.actions.keeping import let, reserve
from luodi.supply.actions.offering import offer
from luodi.supply.actions.picturing import add_photo
from luodi.supply.models import Offer

ENDS: dict[str, Callable[..., Offer]] = {"let": let, "reserved": reserve}
UNCONFIRMED = 80  # days: these lie with their owners to be confirmed
SIZE = (1200, 800)


def tell_supply(teller: Teller) -> None:
    for number, told in enumerate(offers()):
        # Every ninth is old enough to be asked about.
        days = UNCONFIRMED if number % 9 == 8 else told.days
        _tell(teller, told, teller.now - timedelta(days=days, hours=number % 7))
    for number, firm in enumerate(firms(), 1):
        _describe(teller, firm, number)


def _unit(teller: Teller, code: str) -> Unit:
    city = teller.city
    return city.zones[code] if code in city.zones else city.districts[code]


def _viewer(unit: Unit) -> Viewer:
    login = f"demo-{'officer' if unit.kind == Unit.Kind.ZONE else 'liaison'}-{unit.territory.code}"
    return Viewer.of(User.objects.get(login=login))


def _tell(teller: Teller, told: Told, at: datetime) -> None:
    viewer = _viewer(_unit(teller, told.where))
    longitude, latitude = told.spot
    values = {**told.what, "description": told.description, "longitude": longitude, "latitude": latitude}
    if "price" in values:
        values["price_on"] = at.date()
    with replaying(at):
        made = offer(viewer=viewer, kind=told.kind, title=told.title, values=values, visibility="public")
    number = made.duty.number
    if told.pictured:
        with replaying(at + timedelta(minutes=20)):
            file = SimpleUploadedFile("photo.jpg", drawing(len(told.title)), "image/jpeg")
            add_photo(viewer=viewer, number=number, file=file, caption=told.title)
    if told.ends:
        with replaying(at + timedelta(days=2)):
            ENDS[told.ends](viewer=viewer, number=number)


def _describe(teller: Teller, told: FirmTold, number: int) -> None:
    at = teller.now - timedelta(days=5 + 3 * number)
    user = User.objects.create_user(
        f"demo-firm-{number}", kind=User.Kind.INVESTOR, name=f"企业联系人{number}", phone=f"+8613800{number:06d}"
    )
    company = company_from(name=told.firm, uscc="", now=at)
    assert company is not None
    Membership.objects.create(company=company, user=user, since=at)
    place = _unit(teller, told.where).territory
    values = {**told.what, "description": told.description}
    with replaying(at):
        describe(viewer=Viewer.of(user), company=company, title=told.title, values=values, at=place)


def drawing(seed: int) -> bytes:
    """A hall under the sky, as a JPEG: nobody's real building."""
    picture = Image.new("RGB", SIZE, (206, 222, 232))
    pen = ImageDraw.Draw(picture)
    width, height = SIZE
    pen.rectangle((0, height * 0.72, width, height), fill=(176, 182, 170))
    left, right, top = 90 + seed % 5 * 14, width - 120 - seed % 3 * 30, int(height * (0.34 + seed % 4 * 0.03))
    pen.rectangle((left, top, right, int(height * 0.76)), fill=(232, 234, 232))
    step = (right - left) // 6
    for bay in range(6):
        x = left + bay * step
        pen.polygon([(x, top), (x + step, top), (x + step // 2, top - 46)], fill=(96, 132, 148))
        pen.rectangle((x + step // 4, top + 70, x + 3 * step // 4, top + 118), fill=(150, 176, 188))
    pen.rectangle((right - 190, int(height * 0.58), right - 60, int(height * 0.76)), fill=(120, 128, 128))
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=82)
    return kept.getvalue()
