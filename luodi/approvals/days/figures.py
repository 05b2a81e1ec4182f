"""The table of a scope: one row a bundle, service or department, with its bar and figures. Eight queries at most."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from luodi.approvals.days.bars import Row, rows_of, totals
from luodi.approvals.days.samples import Spread, Whole, handling, whole_cases
from luodi.approvals.days.scope import Scope
from luodi.approvals.days.sums import Count4, Gap, counts, days_by_holder, gaps, kept_promises
from luodi.approvals.models import BundleVersion, ServiceVersion
from luodi.approvals.rules import Holder, Validity
from luodi.approvals.words import named
from luodi.directory.models import Unit

FEW = 5  # of fewer cases nothing is published: a figure would tell of a person
SHOWN = 60  # rows, those with the most items first


@dataclass(frozen=True)
class Promise:
    promised: int | None = None
    statutory: int | None = None


NAMELESS = ("—", Promise())


@dataclass(frozen=True)
class Line:
    """`bar` is days a case on average, items summed up. Shares are of 1."""

    key: int
    name: str
    counts: Count4
    bar: Row
    spread: Spread | None
    promise: Promise
    kept: tuple[int, int] | None  # decisions within their promise, of so many
    gap: Gap | None
    whole: Whole | None

    @property
    def hands(self) -> list[tuple[str, float]]:
        """Days by whose they are, in the order of `Holder`."""
        return list(zip(map(str, Holder.labels), self.bar.cells, strict=True))

    @property
    def kept_words(self) -> str:
        return share_words(self.kept[0] / self.kept[1] if self.kept else None)

    @property
    def silent_words(self) -> str:
        return share_words(self.counts.silent_share)

    @property
    def gap_words(self) -> str:
        if self.gap is None or not self.gap.late:
            return share_words(None if self.gap is None else 0)
        return _("%(share)s，晚 %(days)s 天") % {"share": share_words(self.gap.share), "days": self.gap.days}


@dataclass(frozen=True)
class Table:
    lines: tuple[Line, ...]
    more: int  # groups that are not shown

    @property
    def bars(self) -> list[Row]:
        return [line.bar for line in self.lines]


def share_words(share: float | None) -> str:
    return "—" if share is None else f"{100 * share:.0f} %"


def table(scope: Scope, *, few: int = 1, drill: bool = False) -> Table:
    """Groups with fewer than `few` cases are left out. With `drill` the bars lead to the services behind them."""
    counted = {key: found for key, found in counts(scope).items() if found.cases >= few}
    order = sorted(counted, key=lambda key: (-counted[key].items, key))[:SHOWN]
    lain, known = days_by_holder(scope), _names(scope.by, order)
    names = {key: known.get(key, NAMELESS) for key in order}
    each = {key: {holder: days / counted[key].cases for holder, days in lain.get(key, {}).items()} for key in order}
    bars = rows_of((names[key][0], each[key], _behind(scope, key) if drill else "") for key in order)
    took, kept = handling(scope), kept_promises(scope)
    late = gaps(scope) if scope.by == "service" else {}
    whole = whole_cases(scope) if scope.by == "bundle" else {}
    lines = tuple(
        Line(
            key=key,
            name=names[key][0],
            counts=counted[key],
            bar=bar,
            spread=took.get(key),
            promise=names[key][1],
            kept=kept.get(key),
            gap=late.get(key),
            whole=whole.get(key),
        )
        for key, bar in zip(order, bars, strict=True)
    )
    return Table(lines, len(counted) - len(order))


def _behind(scope: Scope, key: int) -> str:
    inner = {"bundle": "bundle", "department": "unit"}.get(scope.by)
    asked = {"by": "service", "months": scope.months, "bundle": scope.bundle or "", "unit": scope.unit or ""}
    return f"?{urlencode(asked | {inner: key})}" if inner else ""


@dataclass(frozen=True)
class Open:
    """What the public reads of a bundle; `whole` of cases that are finished."""

    cases: int
    items: int
    bar: Row
    whole: Whole | None
    each: Table

    @property
    def bars(self) -> list[Row]:
        return [self.bar]

    @property
    def kept_words(self) -> str:
        kept = [line.kept for line in self.each.lines if line.kept]
        return share_words(sum(one for one, _of in kept) / sum(of for _one, of in kept) if kept else None)

    @property
    def silent_words(self) -> str:
        accepted = sum(line.counts.accepted for line in self.each.lines)
        return share_words(sum(line.counts.silent for line in self.each.lines) / accepted if accepted else None)


def open_figures(bundle: int, now: datetime) -> Open | None:
    """None of fewer than `FEW` cases, and no service of fewer, in the last year."""
    scope = Scope(now, by="service", bundle=bundle)
    cases = scope.cases().count()
    if cases < FEW:
        return None
    each, whole = table(scope, few=FEW), whole_cases(scope).get(bundle)
    lain = totals(
        {part.holder: part.days * line.counts.cases / cases for part in line.bar.parts} for line in each.lines
    )
    return Open(
        cases=cases,
        items=sum(line.counts.items for line in each.lines),
        bar=rows_of([("", lain, "")])[0],
        whole=whole if whole and whole.spread.number >= FEW else None,
        each=each,
    )


def _names(by: str, keys: list[int]) -> Mapping[int, tuple[str, Promise]]:
    """With what the latest version of a service promises."""
    if by == "department":
        return {unit.pk: (unit.name, Promise()) for unit in Unit.objects.filter(pk__in=keys)}
    if by == "bundle":
        bundles = BundleVersion.objects.filter(bundle__in=keys).exclude(state=Validity.DRAFT).order_by("version")
        return {row.bundle_id: (named(row), Promise()) for row in bundles.defer("definition")}
    services = ServiceVersion.objects.filter(service__in=keys).exclude(state=Validity.DRAFT).order_by("version")
    return {row.service_id: (named(row), Promise(row.promised_days, row.statutory_days)) for row in services}
