"""Durations between two stages, from a table as it is kept: three ways of writing a date, gaps, a byte-order mark."""

from dataclasses import dataclass, field
from datetime import date, datetime

from luodi.projects.forecast.tables import Fault
from luodi.text.sheets.lines import read_lines

# A day before its month where both are numbers below 13: the lists met so far are written so.
FORMATS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y", "%d/%m/%Y %I:%M:%S %p", "%Y/%m/%d", "%d/%m/%Y %H:%M:%S")
FEWEST = 2
MOST_ROWS = 1_000_000


@dataclass
class Durations:
    """`days` of the rows that have both dates in order; `reversed_rows` are passed over and told."""

    days: list[int] = field(default_factory=list)
    unfinished: int = 0
    reversed_rows: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def day_of(text: str) -> date:
    """Raises ValueError."""
    for form in FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError(text)


def read_durations(data: bytes, begin: str, end: str) -> Durations:
    """Of a CSV file with a header. Raises SheetError where the file as a whole cannot be read."""
    found = Durations()
    for row in read_lines(data, {"begin": (begin,), "end": (end,)}, {"begin", "end"}, MOST_ROWS):
        ends: dict[str, date] = {}
        for name, heading in (("begin", begin), ("end", end)):
            said = row.values[name]
            try:
                if said:
                    ends[name] = day_of(said)
            except ValueError:
                found.faults.append(Fault("not_date", row.row, heading, said))
        if len(ends) < 2:
            found.unfinished += 1
        elif ends["end"] < ends["begin"]:
            found.reversed_rows.append(Fault("before", row.row, end, row.values["end"]))
        else:
            found.days.append((ends["end"] - ends["begin"]).days)
    if not found.faults and len(found.days) < FEWEST:
        found.faults.append(Fault("too_few", 0, "", ""))
    return found
