"""Minutes as an official paper in Word."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from luodi.bulletin.drawing.paper import Paper, Section, Table
from luodi.bulletin.drawing.word import drawn

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def minutes_document(minutes: Mapping[str, Any], *, now: datetime) -> bytes:
    """`minutes` as of `luodi.desk.meetings.minutes_of`."""
    return drawn(paper_of(minutes, now=now))


def paper_of(minutes: Mapping[str, Any], *, now: datetime) -> Paper:
    """Not issued yet it says so on its head."""
    issued: date | None = minutes["issued"]
    unit = minutes["unit"]
    dated = _day(issued or localdate(now))
    return Paper(
        heading=_("会议纪要"),
        issue="" if issued else _("（送审稿，尚未印发）"),
        sender=unit,
        dated=dated,
        title=minutes["title"],
        sections=_sections(minutes),
        copies=_("分送：议定事项各责任单位"),
        printed=_("%(unit)s　%(day)s 印发") % {"unit": unit, "day": dated} if issued else "",
    )


def _sections(minutes: Mapping[str, Any]) -> list[Section]:
    told = [_("%(label)s：%(words)s") % {"label": label, "words": words} for label, words in minutes["told"]]
    sections = [Section(_("一、会议情况"), [*told, *minutes["paragraphs"]])]
    if minutes["decisions"]:
        count = {"count": len(minutes["decisions"])}
        table = Table(
            "", [_("序号"), pgettext("会议", "事项"), _("责任人"), _("完成时限")], _rows(minutes), [1, 7, 5, 3]
        )
        sections.append(Section(_("二、议定事项（%(count)s 项）") % count, [], [table]))
    return sections


def _rows(minutes: Mapping[str, Any]) -> list[list[str]]:
    return [
        [str(one["place"]), one["title"], one["owner"], _day(one["due"]) if one["due"] else ""]
        for one in minutes["decisions"]
    ]


def _day(day: date) -> str:
    return _("%(year)s 年 %(month)s 月 %(day)s 日") % {"year": day.year, "month": day.month, "day": day.day}
