"""Tables of the enquiry: what is required at which stage, which states may become which, reasons, aliases."""

import secrets
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as lazy_in


class State(TextChoices):
    """Values of `Duty.progress` for an enquiry; domain file promotion, section 5.1."""

    DRAFT = "draft", "待确认"
    UNCONFIRMED = "unconfirmed", "联系方式待核实"
    SUBMITTED = "submitted", "已提交"
    ASSIGNED = "assigned", "已分派"
    SIGNED = "signed", "已签收"
    CONTACTED = "contacted", "已联系"
    ENGAGED = "engaged", "跟进中"
    NURTURE = "nurture", "培育中"
    CLOSED = "closed", "已办结"
    MERGED = "merged", "已并入"
    CONVERTED = "converted", "已转项目"
    WITHDRAWN = "withdrawn", "已撤回"
    DORMANT = "dormant", "已休眠"


OPEN = frozenset(
    {
        State.UNCONFIRMED,
        State.SUBMITTED,
        State.ASSIGNED,
        State.SIGNED,
        State.CONTACTED,
        State.ENGAGED,
        State.NURTURE,
        State.DORMANT,
    }
)
UNSIGNED = frozenset({State.UNCONFIRMED, State.SUBMITTED, State.ASSIGNED})
UNCONTACTED = UNSIGNED | {State.SIGNED}
RESTING = frozenset({State.NURTURE, State.DORMANT})
TRIAGED = frozenset({State.CONTACTED, State.ENGAGED, State.NURTURE, State.DORMANT})
RATEABLE = frozenset({State.CLOSED, State.ENGAGED, State.CONVERTED, State.CONTACTED, State.NURTURE})

SENTENCE_LIMIT = 4000
FOLLOW_UP_WORKING_DAYS = 10
FOLLOW_UP_DAYS = 40  # no ten working days take longer, whatever holidays lie between
NURTURE_DAYS = 2 * 366
DENIAL_WORKING_DAYS = 5
CLAIM_DAYS = 90
CLAIM_QUIET_DAYS = 60
CLAIM_GRACE_DAYS = 30
# Three attempts on two days pause the first-contact clock as waiting for the investor.
ATTEMPTS_TO_PAUSE = 3
ATTEMPT_DAYS_TO_PAUSE = 2

CLOSING_REASONS = {
    "not_here": _("本地不具备条件"),
    "policy": _("不符合产业或环保要求"),
    "land": _("暂无合适场地"),
    "not_investment": _("不属于投资申请"),
    "unreachable": _("多次联系不上"),
    "investor": _("投资人放弃"),
}

VERDICTS = {
    "follow": lazy_in("研判", "跟进"),
    "nurture": _("培育，到期再联系"),
    "unsuitable": _("不合适，说明原因"),
    "duplicate": _("与另一件重复"),
}

ALIAS_WORDS = (
    "海棠",
    "银杏",
    "松石",
    "云帆",
    "白鹭",
    "青禾",
    "玉兰",
    "流泉",
    "远山",
    "明湖",
    "春潮",
    "赤松",
    "晴川",
    "紫藤",
    "金桂",
)


def new_alias() -> str:
    """A name that says nothing of the company: 海棠-4827."""
    return f"{secrets.choice(ALIAS_WORDS)}-{secrets.randbelow(9000) + 1000}"


@dataclass(frozen=True)
class Facts:
    """What routing looks at."""

    territory_code: str = ""
    industry: str = ""
    size_band: str = ""
    text: str = ""


def rule_fits(facts: Facts, *, territory_code: str, industries: str, words: str, size_bands: str) -> bool:
    """Whether every condition that a routing rule states holds; an empty condition holds for anything."""
    conditions = (
        not territory_code or facts.territory_code.startswith(territory_code),
        not industries or facts.industry in industries.split(),
        not size_bands or facts.size_band in size_bands.split(),
        not words or any(word in facts.text for word in words.split()),
    )
    return all(conditions)
