"""What becomes known of an enquiry: read at the start, told by the investor, filled in or corrected by an officer."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from luodi.clock import SHANGHAI
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.duties.reach import acting_post, ask, locked
from luodi.enquiries.facts.found import Findings, find
from luodi.enquiries.facts.merging import Merged, around, division_in, size_band_of
from luodi.enquiries.facts.table import BY_CODE, Field
from luodi.enquiries.models import Enquiry, Example, Fact
from luodi.enquiries.rules import OPEN
from luodi.enquiries.typed import Filled
from luodi.ledger.acts import Act, Refused, Stale, act
from luodi.notices.actions import tell

Source = Fact.Source


def keep_facts(a: Act, enquiry: Enquiry, filled: Filled) -> None:
    """Step: the facts of a new enquiry, and an example of each one that was read wrong. The opening is the event."""
    rows = [_row(a, enquiry, one) for one in filled.facts.values() if one.value is not None]
    Fact.objects.bulk_create(rows)
    examples = [
        example
        for one in filled.facts.values()
        if one.is_corrected and (example := _example(a, enquiry, one.code, one, one.value, filled.findings))
    ]
    if examples:
        Example.objects.bulk_create(examples)


def add_facts(a: Act, enquiry: Enquiry, facts: Mapping[str, Merged]) -> list[str]:
    """Step: what came later fills what is still empty; returns the codes of the fields that it filled."""
    there = Fact.objects.filter(enquiry=enquiry).known()
    rows = [_row(a, enquiry, one) for one in facts.values() if one.value is not None and one.code not in there]
    Fact.objects.bulk_create(rows)
    for row in rows:
        _settle_column(enquiry, row.field, row.value)
    return [row.field for row in rows]


def _row(a: Act, enquiry: Enquiry, one: Merged) -> Fact:
    source = Source.CORRECTED if one.is_corrected else Source.TYPED if one.by_person else Source.READ
    spans = [list(span) for span in one.spans]
    return Fact(
        enquiry=enquiry,
        field=one.code,
        value=one.value,
        bound=one.bound,
        source=source,
        spans=spans,
        by=a.actor,
        at=a.now,
    )


def _example(a: Act, enquiry: Enquiry, code: str, read: Any, now: Any, findings: Findings) -> Example | None:
    """None for what may not be kept: personal fields, restricted enquiries, and what no words said."""
    spans = read.read.spans if isinstance(read, Merged) and read.read else [tuple(span) for span in read.spans]
    was = read.read.value if isinstance(read, Merged) and read.read else read.value
    text = around(enquiry.sentence, spans, findings, enquiry.name)
    if BY_CODE[code].personal or enquiry.alias or not text:
        return None
    received = enquiry.submitted.astimezone(SHANGHAI).date()
    return Example(enquiry=enquiry, field=code, text=text, received=received, was=was, now=now, at=a.now)


def set_fact(
    *, viewer: Viewer, number: str, code: str, value: Any, bound: str = "", seen: str | None = None
) -> Fact | None:
    """Either side fills in or corrects one field; None takes the value away.

    `seen` is the mark of the value that the page showed ("" for none): another one since is refused as stale.
    """
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "set_fact", duty)
        enquiry = _open_enquiry(duty)
        fact = fact_step(a, viewer, enquiry, BY_CODE[code], value, bound, seen)
        if viewer.is_investor:
            tell(a, reader=duty.owner.user, code="fact_told", subject=number, key=f"fact:{a.id}")
        return fact


def fact_step(
    a: Act, viewer: Viewer, enquiry: Enquiry, field: Field, value: Any, bound: str = "", seen: str | None = None
) -> Fact | None:
    """Step. The caller has locked the duty and asked for permission."""
    duty = enquiry.duty
    before = Fact.objects.filter(enquiry=enquiry, field=field.code).first()
    if seen is not None and seen != mark_of(before):
        raise Stale(_("“%(field)s”刚刚被改过，请看过再填。") % {"field": field.name}, subject=duty.number)
    fact = _written(a, viewer, enquiry, field, value, bound, before)
    _learn(a, enquiry, before, value)
    _settle_column(enquiry, field.code, value)
    if field.code in enquiry.put_off:
        left = [code for code in enquiry.put_off if code != field.code]
        Enquiry.objects.filter(pk=enquiry.pk).update(put_off=left)
    happened = "fact_dropped" if value is None else "fact_told" if viewer.is_investor else "fact_set"
    post: dict[str, Any] = {} if viewer.is_investor else {"post": acting_post(viewer, duty).pk}
    a.record(duty.number, happened, field=field.code, **post)
    return fact


def mark_of(fact: Fact | None) -> str:
    """Changes whenever the value does."""
    return fact.at.isoformat() if fact else ""


def _written(
    a: Act, viewer: Viewer, enquiry: Enquiry, field: Field, value: Any, bound: str, before: Fact | None
) -> Fact | None:
    if value is None:
        Fact.objects.filter(enquiry=enquiry, field=field.code).delete()
        return None
    was_read = before is not None and before.source in (Source.READ, Source.CORRECTED)
    source = Source.OFFICER if not viewer.is_investor else Source.CORRECTED if was_read else Source.TYPED
    values = {"value": value, "bound": bound, "source": source, "spans": [], "by": a.actor, "at": a.now}
    if before is not None and before.value == value:
        values["spans"] = before.spans
    fact, _made = Fact.objects.update_or_create(enquiry=enquiry, field=field.code, defaults=values)
    return fact


def _learn(a: Act, enquiry: Enquiry, before: Fact | None, value: Any) -> None:
    if before is None or before.source != Source.READ or before.value == value:
        return
    findings = find(enquiry.sentence, enquiry.submitted.astimezone(SHANGHAI).date())
    example = _example(a, enquiry, before.field, before, value, findings)
    if example is not None:
        example.save(force_insert=True)


def _settle_column(enquiry: Enquiry, code: str, value: Any) -> None:
    """Routing and lists read the division and the size band from the enquiry itself."""
    derived = {"industry_division": ("industry", division_in), "total_investment": ("size_band", size_band_of)}
    column, derive = derived.get(code, ("", size_band_of))
    # An amount without a band, in another currency, leaves a band that somebody chose.
    if column and (value is None or derive(value)):
        Enquiry.objects.filter(pk=enquiry.pk).update(**{column: derive(value)})


def put_off(*, viewer: Viewer, number: str, code: str) -> None:
    """The investor answers this question another time; the officer may still ask."""
    with act(viewer.code) as a:
        duty = locked(viewer, number)
        ask(viewer, "set_fact", duty)
        enquiry = _open_enquiry(duty)
        if code not in enquiry.put_off:
            Enquiry.objects.filter(pk=enquiry.pk).update(put_off=[*enquiry.put_off, code])
            a.record(number, "fact_put_off", field=code)


def _open_enquiry(duty: Duty) -> Enquiry:
    if duty.progress not in OPEN:
        raise Refused(_("这件申请已经结束，不能再补充。"))
    return Enquiry.objects.select_related("duty").get(duty=duty)
