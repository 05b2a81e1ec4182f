"""The documents tell the truth: what the code has they name, and what they name the code has."""

import ast
import re
from collections import Counter
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands

from luodi.config.watch import EXPIRIES, LANES
from tests.promises.tree import LIBRARIES, ROOT, files, own_apps, product_files, tree_of

SETTING = re.compile(r"(?:LUODI_[A-Z_]+|DATABASE_URL)")
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
FLOWS = (ROOT / "docs/flows.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
HEADER = "中文"


@dataclass(frozen=True)
class Word:
    """One row of the glossary. Alternatives of a column are separated by ` / `."""

    chinese: tuple[str, ...]
    english: tuple[str, ...]
    code: tuple[str, ...]


def glossary() -> list[Word]:
    rows = [line.strip().strip("|").split("|") for line in GLOSSARY.splitlines() if line.startswith("| ")]
    return [
        Word(*(tuple(part.strip().strip("`") for part in cell.split(" / ")) for cell in row[:3]))
        for row in rows
        if row[0].strip() != HEADER
    ]


def own_models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("luodi.")]


def settings_read() -> set[str]:
    """Names of environment variables that stand as strings of their own in the product's code."""
    strings = {
        node.value
        for path in product_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in strings if SETTING.fullmatch(text)}


def settings_explained() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS, re.MULTILINE))


def test_every_setting_is_explained_and_every_explained_one_is_read():
    assert settings_read() == settings_explained()


def test_every_command_is_explained():
    own = {name for name, app in get_commands().items() if app.startswith("luodi.")}
    explained = set(re.findall(r"^\| `luodi (\w+)", OPERATIONS, re.MULTILINE))
    assert own - explained == set()
    assert explained - set(get_commands()) == set()


def test_every_script_is_explained():
    texts = OPERATIONS + (ROOT / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in (ROOT / "bin").iterdir() if f"bin/{path.name}" not in texts] == []


def test_the_figure_is_the_order_of_the_settings():
    figure = ARCHITECTURE.split("```")[1].strip().splitlines()
    drawn = [line.split(" | ") for line in figure]
    assert drawn == [["config"], *settings.LAYERS[:-1], [*settings.LAYERS[-1], *LIBRARIES]]


def test_every_app_has_its_line_in_the_architecture_with_its_own_name():
    lines = dict(re.findall(r"^\| `(\w+)` \| (\S+) \|", ARCHITECTURE, re.MULTILINE))
    assert {app.label: app.verbose_name for app in own_apps()} == {
        label: name for label, name in lines.items() if label not in LIBRARIES
    }
    assert set(LIBRARIES) <= set(lines)


def test_every_app_and_every_model_is_a_word_of_the_glossary():
    words = {code: word for word in glossary() for code in word.code}
    named = [(app.label, app.verbose_name) for app in own_apps()]
    named += [(model.__name__, str(model._meta.verbose_name)) for model in own_models()]
    missing = [pair for pair in named if pair[0] not in words or pair[1] not in words[pair[0]].chinese]
    assert missing == []


def test_the_glossary_names_no_model_that_is_not_there():
    there = {model.__name__ for model in own_models()}
    classes = {
        node.name for path in product_files() for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)
    }
    coded = {code for word in glossary() for code in word.code if re.fullmatch(r"[A-Z][a-z]\w+", code)}
    assert coded - there - classes == set()


@pytest.mark.parametrize("column", ["chinese", "english", "code"])
def test_one_thing_has_one_word(column):
    counted = Counter(part for word in glossary() for part in getattr(word, column) if part != "-")
    assert [part for part, times in counted.items() if times > 1] == []


def test_every_step_of_the_watch_stands_in_the_flows_with_its_lane_and_its_seconds():
    rows = re.findall(r"^\| (\w+) \| (`\w+`(?:, `\w+`)*) \| (\d+) s \|", FLOWS, re.MULTILINE)
    written = {(lane, name, int(every)) for lane, names, every in rows for name in re.findall(r"\w+", names)}
    assert written == {(lane, step.name, step.every) for lane, steps in LANES.items() for step in steps}


def test_every_expiry_that_is_an_act_stands_in_the_flows_with_that_act():
    written = dict(re.findall(r"^\| `(\w+)` \| `([\w.]+)`:", FLOWS, re.MULTILINE))
    acts = {kind: f"{act.__module__}.{act.__name__}" for kind, act in EXPIRIES.items()}
    assert written == {kind: name.removeprefix("luodi.") for kind, name in acts.items()}


def test_every_link_between_documents_leads_somewhere():
    broken = [
        f"{path.name}: {target}"
        for path in files()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert broken == []


def test_every_decision_stands_in_the_index():
    index = (ROOT / "docs/decisions/0000-index.md").read_text(encoding="utf-8")
    decisions = {path.name for path in (ROOT / "docs/decisions").glob("*.md")} - {"0000-index.md"}
    assert [name for name in decisions if f"({name})" not in index] == []
