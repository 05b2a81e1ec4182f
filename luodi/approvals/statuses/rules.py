"""What the words of other systems are here, and which step each of them is. No ORM.

The words are those of the domain file `approvals`, section 3.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from luodi.approvals.rules import TAKEN_ON, TURNS, ItemState

S = ItemState
COLUMNS: Mapping[str, tuple[str, ...]] = {  # the heading told to people first
    "number": ("编号", "办件编号", "受理号", "事项编号", "业务流水号", "申办流水号"),
    "item": ("事项", "事项名称", "事项编码"),
    "word": ("状态", "办理状态", "环节", "办理结果", "结果"),
    "happened_at": ("时间", "办理时间", "状态时间", "操作时间"),
    "reason": ("理由", "说明", "原因", "意见"),
    "remedies": ("救济途径",),
    "notice": ("文书号", "告知文书号"),
    "days": ("天数", "预计天数", "补正天数"),
    "procedure": ("特别程序", "特别程序种类"),
}
REQUIRED = {"number", "word", "happened_at"}

# Word -> the turns it stands for, one after the other; none for what needs no step here.
WORDS: Mapping[str, tuple[str, ...]] = {
    "已接件": (),
    "窗口受理": ("accepted",),
    "部门受理": ("accepted",),
    "不受理": ("not_accepted",),
    "不予受理": ("not_accepted",),
    "补正开始": ("supplement_asked",),
    "补正结束": ("supplement_given",),
    "特别程序开始": ("paused",),
    "特别程序结束": ("resumed",),
    "办结通过": ("approved",),
    "办结容缺通过": ("approved",),
    "办结不通过": ("refused",),
    "已撤件": ("withdrawn",),
    "撤回": ("withdrawn",),
    "撤销": ("voided",),
    "出证办结": ("approved", "issued"),
    "退回办结": ("refused",),
    "作废办结": ("voided",),
    "转报办结": ("approved",),
}
# What the act of a turn cannot do without, beyond the time.
NEEDS: Mapping[str, tuple[str, ...]] = {
    "not_accepted": ("reason",),
    "supplement_asked": ("reason",),
    "paused": ("notice", "days"),
    "refused": ("reason", "remedies"),
    "voided": ("reason",),
}


@dataclass(frozen=True)
class Step:
    """What is left to do of a word in this state: `turns` empty and `known` where it is so already."""

    turns: tuple[str, ...]
    to: str
    known: bool = False


def step(word: str, state: str) -> Step | None:
    """None where the word cannot follow on this state."""
    turns = WORDS[word]
    if not turns:
        return Step((), state, known=True)
    left = tuple(code for code in turns if not _passed(code, state))
    if not left:
        return Step((), state, known=True)
    for code in left:
        if state not in TURNS[code].sources:
            return None
        state = TURNS[code].to
    return Step(left, state)


def _passed(code: str, state: str) -> bool:
    """Whether a turn must have been taken for an item to be in this state."""
    return state in AFTER.get(code, frozenset({TURNS[code].to}))


AFTER: Mapping[str, frozenset[str]] = {
    "accepted": TAKEN_ON | {S.REFUSED},
    "supplement_given": frozenset(),
    "resumed": frozenset(),
    "approved": frozenset({S.APPROVED, S.ISSUED, S.DELIVERED}),
    "issued": frozenset({S.ISSUED, S.DELIVERED}),
}
