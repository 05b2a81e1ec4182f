"""The reader's own look: theme and size of print, kept in one cookie so that the server draws it without a flash."""

from dataclasses import dataclass

COOKIE = "look"
THEMES = ("auto", "light", "dark")
SIZES = ("normal", "large")


@dataclass(frozen=True, slots=True)
class Look:
    theme: str = "auto"
    size: str = "normal"

    def __str__(self) -> str:
        return f"{self.theme}.{self.size}"


def look_of(cookie: str) -> Look:
    """Reads the cookie; whatever it does not understand is the default."""
    theme, _dot, size = cookie.partition(".")
    return Look(theme if theme in THEMES else "auto", size if size in SIZES else "normal")
