"""What lies in the repository: nothing made by a machine, nothing of one machine, nothing of the workshop."""

import re

import pytest
from django.core.management import call_command

from tests.promises.tree import ROOT, files, name_of, own_apps

# Written in pieces, so that this file does not hold what it forbids.
FORBIDDEN = [
    "/" + "work/",
    "/" + "home/",
    ".." + "/shared",
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".",
]
MADE_BY_MACHINES = {".mo", ".pyc", ".sqlite3", ".log", ".map", ".whl"}
TEXTS = {
    *(
        "",
        ".py",
        ".md",
        ".html",
        ".css",
        ".js",
        ".svg",
        ".txt",
        ".toml",
        ".yml",
        ".yaml",
        ".po",
        ".csv",
        ".json",
    ),
    *(".jsonl", ".ini", ".cfg", ".sh"),
}
LARGEST = 400_000  # bytes


def test_no_file_names_a_machine():
    texts = {path: path.read_text(encoding="utf-8") for path in files() if path.suffix in TEXTS}
    assert [(name_of(path), word) for path, text in texts.items() for word in FORBIDDEN if word in text] == []


def test_nothing_generated_is_kept():
    assert [name_of(path) for path in files() if path.suffix in MADE_BY_MACHINES or ".min." in path.name] == []


def test_nothing_large_is_kept():
    assert {name_of(path): path.stat().st_size for path in files() if path.stat().st_size > LARGEST} == {}


def test_nothing_is_left_undone():
    marks = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")))
    code = [path for path in files() if path.suffix in (".py", ".html", ".js", ".css")]
    assert [name_of(path) for path in code if marks.search(path.read_text(encoding="utf-8"))] == []


def test_the_pins_are_those_of_the_project():
    project = (ROOT / "pyproject.toml").read_text()
    wanted = {(name.lower(), version) for name, version in re.findall(r'"([\w-]+)(?:\[[\w,]+\])?==([\w.]+)"', project)}
    pins = (ROOT / "requirements-dev.txt").read_text()
    assert wanted <= set(re.findall(r"^([\w-]+)==([\w.]+)", pins, re.MULTILINE)), "run bin/pin"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_its_hash_and_no_host(name):
    pins = (ROOT / name).read_text()
    assert re.findall(r"^\S+==\S+$", pins, re.MULTILINE) == [], "a pin without a hash"
    assert "://" not in pins
    assert "--index" not in pins


@pytest.mark.django_db
def test_migrations_are_current():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_app_begins_with_one_migration():
    """Until the first release there is nothing to migrate from."""
    numbered = {
        app.label: sorted(path.name for path in (ROOT / "luodi" / app.label / "migrations").glob("0*.py"))
        for app in own_apps()
    }
    assert {label: names for label, names in numbered.items() if len(names) > 1} == {}
