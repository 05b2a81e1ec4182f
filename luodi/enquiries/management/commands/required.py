"""`luodi required`: docs/required-at-stage.md, drawn from the table of fields."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from luodi.enquiries.facts.table import FACTS, KINDS, NEEDED_FIRST, Field
from luodi.enquiries.models import State

HEAD = """# 各阶段要知道什么 · Required at which stage

Drawn by `luodi required` from the table in `luodi/enquiries/facts/table.py`, from which the form, the questions and the
officer's page are drawn as well; a test holds this page to it. “Must” refuses the step while the value is missing, the
others are named and may be asked later. A value may be a range, and 还没定 (undecided) counts as an answer.
"""
COLUMNS = "| 项目 | field | code | must | 需要它的 | 问法 | why it is asked |\n|---|---|---|---|---|---|---|\n"


class Command(BaseCommand):
    help = "Prints docs/required-at-stage.md from the table of fields."
    requires_system_checks = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(document(), ending="")


def document() -> str:
    parts = [
        HEAD,
        _part("提交 · to submit", [row for row in NEEDED_FIRST if row.at == State.DRAFT]),
        _part("跟进之前 · before following (contacted → engaged)", [row for row in FACTS if row.at == State.ENGAGED]),
        "## 只读不问 · read where the text says it, never asked\n\n"
        + "\n".join(
            f"- {_said(row.name, 'zh-hans')} · {_said(row.name, 'en')} (`{row.code}`)" for row in FACTS if not row.at
        )
        + "\n",
    ]
    return "\n".join(parts)


def _part(title: str, rows: list[Field]) -> str:
    return f"## {title}\n\n{COLUMNS}" + "".join(_line(row) for row in rows)


def _line(row: Field) -> str:
    kinds = "、".join(_said(name, "zh-hans") for code, name in KINDS.items() if code in row.kinds) or "全部"
    cells = (
        _said(row.name, "zh-hans"),
        _said(row.name, "en"),
        f"`{row.code}`",
        "yes" if row.hard else "",
        kinds,
        _said(row.question, "zh-hans"),
        _said(row.why, "en"),
    )
    return "| " + " | ".join(cells) + " |\n"


def _said(words: Any, language: str) -> str:
    with override(language):
        return str(words)
