"""Imports and foreign keys go down only."""

import configparser
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings

from tests.promises.tree import LIBRARIES, PACKAGE, ROOT, layer_of, own_apps


def contract(name: str) -> configparser.SectionProxy:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return parser[f"importlinter:contract:{name}"]


def test_no_import_goes_up_or_sideways():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    linter = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert linter.returncode == 0, linter.stdout


def test_the_contract_is_the_order_of_the_settings():
    drawn = [line.split(" | ") for line in contract("layers")["layers"].split("\n") if line]
    assert drawn == [["config"], *settings.LAYERS[:-1], [*settings.LAYERS[-1], *LIBRARIES]]


def test_the_order_inside_an_app_is_checked_in_every_app():
    listed = contract("inside")["containers"].split()
    assert listed == sorted(app.name for app in own_apps() if app.label != "config")


def test_every_folder_of_the_package_has_its_layer():
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders == {"config", *LIBRARIES, *(app for line in settings.LAYERS for app in line)}


def test_no_foreign_key_goes_up_or_sideways():
    """A foreign key named by a string slips past the import contract."""
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("luodi.")
        for field in model._meta.get_fields()
        if field.concrete
        and field.is_relation
        and field.related_model
        and field.related_model.__module__.startswith("luodi.")
        and field.related_model._meta.app_label != model._meta.app_label
        and layer_of(field.related_model._meta.app_label) <= layer_of(model._meta.app_label)
    ]
    assert wrong == []
