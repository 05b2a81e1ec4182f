"""The repository as the promises read it: its files, apps, and syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "luodi"
LIBRARIES = ("clock", "text", "signing")  # pure Python, no Django app
CHINESE = r"[\u3400-\u9fff]"


def own_apps() -> list[AppConfig]:
    return [app for app in apps.get_app_configs() if app.name.startswith("luodi.")]


def layer_of(app_label: str) -> int:
    """0 is the top. Raises StopIteration for an app that LAYERS does not name."""
    return next(height for height, line in enumerate(settings.LAYERS) if app_label in line)


@cache
def files() -> tuple[Path, ...]:
    """What git tracks or would track."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


def python_files(*, migrations: bool = False) -> list[Path]:
    return [path for path in files() if path.suffix == ".py" and (migrations or "migrations" not in path.parts)]


def product_files() -> list[Path]:
    """Python of the product itself, without its tests."""
    return [
        path for path in python_files() if PACKAGE in path.parents and "tests" not in path.relative_to(PACKAGE).parts
    ]


def templates() -> list[Path]:
    return [path for path in files() if "templates" in path.parts and PACKAGE in path.parents]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions_in(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the last one; decorators are not counted."""
    assert function.end_lineno
    return function.end_lineno - function.lineno + 1


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))
