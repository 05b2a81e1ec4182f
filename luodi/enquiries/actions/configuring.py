"""What the operator sets without code: routing rules, allowances, reply templates, the consent text.

Every act leaves one event on each row it touches. None of them changes an enquiry that is already under way.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from luodi.accounts.models import ConsentText
from luodi.clock import Allowance
from luodi.directory.models import Unit
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.duties.clocks import allowances
from luodi.duties.models import AllowanceRule
from luodi.duties.rules import PRESETS
from luodi.enquiries.models import RoutingRule
from luodi.ledger.acts import Refused, act
from luodi.talk.models import ReplyTemplate

RANKS_APART = 10
RULE_FIELDS = ("name", "territory_id", "industries", "words", "size_bands", "unit_id", "valid_from", "valid_to")
# Kinds of deadline whose length a unit reads here when it starts one.
EDITABLE = ("sign_for", "contact", "triage", "triage_big", "handover", "remedy", "confirm", "freshness")
MOST = {"wm": 9_000, "wh": 400, "wd": 250, "d": 366, "mo": 12}  # about a year each
A_MINUTE = timedelta(minutes=1)


def operator_only(viewer: Viewer) -> None:
    if not (viewer.is_operator or viewer.is_system):
        raise Refused(_("只有平台运营可以修改设置。"))


def save_rule(*, viewer: Viewer, rule: RoutingRule) -> RoutingRule:
    """A new rule comes last. Raises Refused, Wrong."""
    with act(viewer.code) as a:
        operator_only(viewer)
        _check_rule(rule)
        before = RoutingRule.objects.filter(pk=rule.pk).first() if rule.pk else None
        if before is None:
            rule.rank = RANKS_APART * (RoutingRule.objects.filter(active=True).count() + 1)
        rule.save()
        changed = [name for name in RULE_FIELDS if before and getattr(before, name) != getattr(rule, name)]
        a.record(subject_of(rule), "rule_changed" if before else "rule_added", fields=changed, unit=rule.unit.code)
        _renumber()
        return rule


def _check_rule(rule: RoutingRule) -> None:
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        raise Wrong("valid_to", _("结束日期要晚于开始日期。"))
    if not (rule.territory_id or rule.industries or rule.words or rule.size_bands):
        raise Wrong("", _("请至少填一个条件；没有条件的规则会拿走所有申请。"))
    if not rule.unit.active or rule.unit.kind == Unit.Kind.OFFICE:
        raise Wrong("unit", _("这个单位不受理投资申请，请换一个。"))


def retire_rule(*, viewer: Viewer, rule: RoutingRule) -> None:
    """Kept with its history; it takes no more enquiries."""
    _switch(viewer, rule, active=False, code="rule_retired")


def restore_rule(*, viewer: Viewer, rule: RoutingRule) -> None:
    _switch(viewer, rule, active=True, code="rule_restored")


def _switch(viewer: Viewer, rule: RoutingRule, *, active: bool, code: str) -> None:
    with act(viewer.code) as a:
        operator_only(viewer)
        done = RoutingRule.objects.filter(pk=rule.pk, active=not active)
        if done.update(active=active, rank=RANKS_APART * 1_000):
            a.record(subject_of(rule), code)
        _renumber()


def move_rule(*, viewer: Viewer, rule: RoutingRule, up: bool) -> None:
    """One place earlier or later among the rules in use."""
    with act(viewer.code) as a:
        operator_only(viewer)
        for place, one in enumerate(moved(list(RoutingRule.objects.filter(active=True)), rule.pk, up=up), start=1):
            if one.rank != RANKS_APART * place:
                RoutingRule.objects.filter(pk=one.pk).update(rank=RANKS_APART * place)
                a.record(subject_of(one), "rule_moved", place=place)


def moved(rules: list[RoutingRule], pk: int, *, up: bool) -> list[RoutingRule]:
    """The rules in their new order; the same order where there is nowhere to go."""
    place = next((place for place, rule in enumerate(rules) if rule.pk == pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(rules):
        return rules
    rules[place], rules[other] = rules[other], rules[place]
    return rules


def _renumber() -> None:
    """Closes gaps, so that ranks never run out of their column."""
    for place, rule in enumerate(RoutingRule.objects.filter(active=True), start=1):
        if rule.rank != RANKS_APART * place:
            RoutingRule.objects.filter(pk=rule.pk).update(rank=RANKS_APART * place)


def subject_of(rule: RoutingRule) -> str:
    return f"routing:{rule.pk}"


def set_allowances(*, viewer: Viewer, tokens: Mapping[str, str]) -> list[str]:
    """Returns the kinds that changed. Deadlines that run already keep their length: they hold their own token."""
    with act(viewer.code) as a:
        operator_only(viewer)
        before = allowances()
        changed = []
        for kind, token in tokens.items():
            canonical = check_allowance(kind, token)
            if before[kind] != canonical:
                AllowanceRule.objects.update_or_create(kind=kind, defaults={"token": canonical})
                a.record(f"allowances:{kind}", "allowance_set", before=before[kind], after=canonical)
                changed.append(kind)
        return changed


def set_preset(*, viewer: Viewer, name: str) -> list[str]:
    """Sets the kinds that the preset names and leaves the others. Raises Refused for an unknown preset."""
    if name not in PRESETS:
        raise Refused(_("没有这套时限。"))
    return set_allowances(viewer=viewer, tokens=PRESETS[name])


def check_allowance(kind: str, token: str) -> str:
    """The canonical token. Raises Wrong with the kind as its field."""
    if kind not in EDITABLE:
        raise Wrong(kind, _("这个时限不能在这里改。"))
    try:
        allowance = Allowance.parse(token)
    except ValueError:
        raise Wrong(kind, _("请写数字加单位：30wm、4wh、5wd、10d 或 2mo。")) from None
    if not 0 < allowance.amount <= MOST[allowance.unit]:
        raise Wrong(kind, _("要大于零，且不超过约一年。"))
    return str(allowance)


def may_edit_reply(viewer: Viewer, unit: Unit | None) -> bool:
    """The operator writes everybody's and any unit's; a head his own unit's."""
    return viewer.is_system or viewer.is_operator or (unit is not None and viewer.heads(unit))


def save_reply(*, viewer: Viewer, reply: ReplyTemplate) -> ReplyTemplate:
    """Raises Refused."""
    with act(viewer.code) as a:
        _ask_to_edit(viewer, reply)
        code = "reply_changed" if reply.pk else "reply_added"
        reply.save()
        a.record(f"reply:{reply.pk}", code, unit=reply.unit.code if reply.unit else "")
        return reply


def switch_reply(*, viewer: Viewer, reply: ReplyTemplate, active: bool) -> None:
    with act(viewer.code) as a:
        _ask_to_edit(viewer, reply)
        if ReplyTemplate.objects.filter(pk=reply.pk, active=not active).update(active=active):
            a.record(f"reply:{reply.pk}", "reply_restored" if active else "reply_retired")


def _ask_to_edit(viewer: Viewer, reply: ReplyTemplate) -> None:
    if not may_edit_reply(viewer, reply.unit):
        raise Refused(_("主任只能改本单位的模板，公用模板由平台运营修改。"))


def add_consent(*, viewer: Viewer, text: ConsentText, now: datetime | None = None) -> ConsentText:
    """A text in force is never edited: what people agreed to stays as it was. Raises Refused, Wrong."""
    with act(viewer.code, now=now) as a:
        operator_only(viewer)
        if ConsentText.objects.filter(version=text.version).exists():
            raise Wrong("version", _("版本号 %(version)s 已经用过，请换一个。") % {"version": text.version})
        if text.valid_from < a.now - A_MINUTE:
            raise Wrong("valid_from", _("生效时间不能早于现在：已经同意的人看到的是旧版本。"))
        text.save(force_insert=True)
        a.record(f"consent:{text.version}", "consent_text_added", valid_from=text.valid_from.isoformat())
        return text
