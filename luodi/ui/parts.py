"""What the list partials read. A dictionary with the same keys serves as well."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from luodi.ui.strip import Strip, Tone


@dataclass(frozen=True, slots=True)
class NavItem:
    """`icon` is a name of the sprite or one Chinese character; `count` is shown when it is not 0."""

    label: str
    url: str
    icon: str = ""
    count: int | str = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that says its denominator and opens into its records."""

    label: str
    value: str
    of: str = ""
    url: str = ""
    tone: Tone = "calm"


@dataclass(frozen=True, slots=True)
class MatterRow:
    title: str
    url: str
    number: str
    gist: str = ""
    tag: str = ""
    tag_tone: str = ""
    strip: Strip | None = None
    pick: str = ""  # value of the checkbox for acts on several at once; none is drawn when empty
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter; `url` is the list without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Happening:
    at: datetime
    text: str
    by: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class File:
    name: str
    url: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a conversation; `passed` is an event between the words."""

    kind: Literal["said", "mine", "passed"]
    text: str
    at: datetime
    who: str = ""
    files: tuple[File, ...] = ()
