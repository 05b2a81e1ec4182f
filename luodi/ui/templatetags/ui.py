"""Tags and filters of the look: `{% load ui %}`."""

import json
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from luodi.ui import charts, look, numberwords, timewords
from luodi.ui.strip import Step, Strip

register = template.Library()

HTMX_CONFIG = json.dumps(
    {
        "allowEval": False,
        "includeIndicatorStyles": False,
        "historyCacheSize": 0,
        "scrollBehavior": "auto",
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            # A form sent back with its errors, and the page that says what changed meanwhile.
            {"code": "4(09|22)", "swap": True},
            {"code": "[45]..", "swap": False, "error": True},
        ],
    }
)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A symbol of the sprite; silent for a screen reader unless it has a label."""
    if label:
        address = f"{static('ui/icons.svg')}#{name}"
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address)
    return _silent_icon(name)


@cache
def _silent_icon(name: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("ui/icons.svg"), name)


@register.simple_tag
def nav_icon(name: str) -> SafeString:
    """A sprite symbol, or one Chinese character set as a seal."""
    if len(name) == 1:
        return format_html('<b class="glyph" aria-hidden="true" lang="zh-CN">{}</b>', name)
    return icon(name) if name else format_html("")


@register.inclusion_tag("ui/duty_strip.html")
def duty_strip(strip: Strip, compact: bool = False) -> dict[str, Any]:
    return {"strip": strip, "compact": compact}


@register.simple_tag
def step_list(steps: tuple[Step, ...]) -> SafeString:
    """The same few rows of steps stand on every row of every list, so each is drawn once."""
    return _drawn_steps(steps, get_language())


@lru_cache(maxsize=500)
def _drawn_steps(steps: tuple[Step, ...], language: str) -> SafeString:
    return render_to_string("ui/steps.html", {"steps": steps})


@register.inclusion_tag("ui/bar_chart.html")
def bar_chart(chart: charts.BarChart) -> dict[str, Any]:
    return {"chart": chart}


@register.inclusion_tag("ui/step_chart.html")
def step_chart(chart: charts.StepChart) -> dict[str, Any]:
    return {"chart": chart}


@register.simple_tag
def htmx_config() -> str:
    return HTMX_CONFIG


@register.simple_tag(takes_context=True)
def reader_look(context: RequestContext) -> look.Look:
    """Theme and size chosen by this reader; the defaults on a page without a request (500)."""
    request = context.get("request")
    return look.look_of(request.COOKIES.get(look.COOKIE, "") if request else "")


@register.filter
def moment(at: datetime) -> str:
    return timewords.moment_words(at, timezone.now())


@register.filter
def day(on: date) -> str:
    return timewords.short_day(on)


@register.filter
def due(at: datetime) -> str:
    return timewords.due_words(at, timezone.now())


@register.filter
def period(code: str) -> str:
    return timewords.period_words(code)


@register.filter
def left(minutes: int) -> str:
    return timewords.left_words(minutes)


@register.filter
def money(yuan: Decimal | int) -> str:
    return numberwords.money_words(yuan)
