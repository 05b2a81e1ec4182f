"""From one text to the typed values it states. What admits two readings is left blank: a wrong value costs more."""

import re
from datetime import date

from luodi.text.reading.areas import read_areas
from luodi.text.reading.contacts import read_contacts
from luodi.text.reading.dates import read_dates
from luodi.text.reading.detection import judge
from luodi.text.reading.firms import ADDRESSEE, find_firms, read_firm
from luodi.text.reading.foreign import read_foreign
from luodi.text.reading.kinds import BUILDINGS, read_kinds
from luodi.text.reading.letter import Letter, letter
from luodi.text.reading.money import read_money
from luodi.text.reading.place_names import find_names
from luodi.text.reading.places import read_places
from luodi.text.reading.supplies import read_jobs, read_power
from luodi.text.reading.trades import read_industry
from luodi.text.reading.values import Reading, Value

NO_HALL = re.compile(
    r"\bno (?:factory|plant|land|production)|(?:不用|不要|不需要?|无需|不租)(?:新)?(?:厂房|车间)|收购|并购"
)
RENTED = re.compile(
    r"(?:整体|整厂|全部)?[搬迁](?:到|去|至)|(?:想|要|打算|改成|改为)租(?!金|赁)|leas(?:e|ing) (?:a|an|about)"
)
PRODUCING = re.compile("产线|年产|量产|投产|生产|分装")
LONGEST = 10_000  # characters read; what follows in a longer letter is annexes


def read(text: str, received: date) -> Reading:
    """`received` is the day the message came in; 明年二季度 counts from it. A text that is no enquiry has no values."""
    made = letter(text[:LONGEST])
    values = _values(made, received)
    language = "en" if made.is_english else "zh"
    is_enquiry, door = judge(made, values)
    if not is_enquiry:
        return Reading(False, (), language, door)
    ordered = sorted(values, key=lambda one: (one.field != "industry_division" and one.start, one.field))
    return Reading(True, tuple(ordered), language)


def _values(made: Letter, received: date) -> list[Value]:
    firms = find_firms(made)
    masked = [(one.start, one.end) for one in firms]
    addressee = ADDRESSEE.search(made.text)
    named = find_names(made.plain.text)
    written_to = addressee.span() if addressee else (0, 0)
    values = [*read_money(made, received), *read_areas(made), *read_power(made), *read_jobs(made)]
    values += read_dates(made, received)
    values += read_kinds(made, any(one.field == "land_mu" for one in values))
    values += read_places(made, masked, written_to, named)
    values += read_industry(made, [*masked, written_to], [(one.start, one.end) for one in named if one.level > 3])
    values += _hall(made, values) + _power_station(values)
    values += read_foreign(made) + read_firm(made, firms) + read_contacts(made.plain)
    return values


def _power_station(values: list[Value]) -> list[Value]:
    """A roof is wanted for solar power, unless the text names another trade."""
    roof = next((one for one in values if one.field == "kind" and one.value == "roof"), None)
    if roof is None or any(one.field == "industry_division" for one in values):
        return []
    return [Value("industry_division", "44", roof.start, roof.end)]


def _hall(made: Letter, values: list[Value]) -> list[Value]:
    """A place to rent for a trade of manufacture, with no kind of building named, is a hall to produce in."""
    floor = next((one for one in values if one.field == "floor_area_m2"), None)
    trade = next((one.value for one in values if one.field == "industry_division"), "")
    named = {one.value for one in values if one.field == "kind"}
    if named & BUILDINGS:
        return []
    used = "office" if "63" <= trade <= "72" or trade == "74" else "warehouse" if trade in ("59", "60") else ""
    if used and floor is not None:
        return [Value("kind", used, floor.start, floor.end)]
    if NO_HALL.search(made.denying) or not ("13" <= trade <= "42" or (not trade and PRODUCING.search(made.text))):
        return []
    if floor is not None:
        return [Value("kind", "plant", floor.start, floor.end)]
    rented = RENTED.search(made.denying)
    return [Value("kind", "plant", *made.plain.span(*rented.span()))] if rented else []
