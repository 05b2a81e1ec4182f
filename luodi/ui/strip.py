"""The duty strip (责任条): who · time left · how far. Pure data; drawn by the tag `{% duty_strip %}`."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy as lazy_in

Tone = Literal["calm", "soon", "late", "held", "done", "none"]
State = Literal["was", "now", ""]

# Colour never speaks alone: each tone that asks for attention has its word beside it.
TONE_WORDS = {
    "soon": lazy_in("句中", "将到期"),
    "late": lazy_in("句中", "已超时"),
    "held": lazy_in("句中", "暂停计时"),
    "done": lazy_in("句中", "已办结"),
    "none": lazy_in("句中", "没有时限"),
}


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    state: State = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """`share` is the part of the allowance already used, 0 to 100; `seal` one character of the unit's name."""

    owner_name: str
    unit_name: str
    note: str = ""
    phone: str = ""
    mine: bool = False
    seal: str = ""
    tone: Tone = "calm"
    left_text: str = ""
    due_text: str = ""
    share: int = 0
    steps: tuple[Step, ...] = ()
    provisional: bool = False
    deadline_label: str = ""

    @property
    def owner_words(self) -> str:
        return _("您") if self.mine else self.owner_name

    @property
    def seal_character(self) -> str:
        return (self.seal or self.unit_name or self.owner_name or "·")[0]

    @property
    def tone_word(self) -> str:
        return str(TONE_WORDS.get(self.tone, ""))

    @property
    def tone_shown(self) -> bool:
        """Whether the tone's word is needed beside `left_text`: 超 and 办结 already say it."""
        return self.tone in ("soon", "held") and self.tone_word not in self.left_text

    @property
    def dial(self) -> str:
        """The number as a `tel:` address wants it: digits and a leading plus."""
        return "".join(c for c in self.phone if c.isdigit() or c == "+")

    @property
    def filled(self) -> int:
        """Width of the bar in hundredths; an overdue or finished bar is full."""
        if self.tone in ("late", "done"):
            return 100
        return 0 if self.tone == "none" else max(0, min(100, self.share))

    @property
    def bar_words(self) -> str:
        """What the bar says to somebody who does not see it."""
        words = (self.deadline_label, self.tone_word, self.left_text, self.due_text)
        return _("，").join(word for word in words if word)

    @property
    def step_words(self) -> str:
        """The steps in one short sentence, for a table cell: 第 3 步，共 6 步：联系."""
        for place, step in enumerate(self.steps, start=1):
            if step.state == "now":
                values = {"place": place, "all": len(self.steps), "label": step.label}
                return _("第 %(place)s 步，共 %(all)s 步：%(label)s") % values
        return ""
