"""Tails, not averages: the longest files and functions decide how heavy a code base feels."""

from collections.abc import Iterable
from pathlib import Path
from statistics import quantiles

from tests.promises.tree import (
    files,
    functions_in,
    length_of,
    name_of,
    product_files,
    python_files,
    templates,
)


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def over(limit: int, paths: Iterable[Path]) -> dict[str, int]:
    return {name_of(path): lines(path) for path in paths if lines(path) > limit}


def ninth_decile(lengths: list[int]) -> float:
    return quantiles(lengths, n=10)[8]


def functions_over(limit: int, paths: Iterable[Path]) -> dict[str, int]:
    return {
        f"{name_of(path)}:{function.name}": length_of(function)
        for path in paths
        for function in functions_in(path)
        if length_of(function) > limit
    }


def test_files_stay_short():
    assert over(400, python_files()) == {}
    assert ninth_decile([lines(path) for path in python_files() if lines(path)]) <= 200


def test_functions_stay_short():
    assert functions_over(60, python_files()) == {}
    lengths = [length_of(function) for path in python_files() for function in functions_in(path)]
    assert ninth_decile(lengths) <= 30


def test_views_stay_thin():
    views = [path for path in product_files() if "views" in (path.stem, path.parent.name)]
    assert functions_over(25, views) == {}


def test_templates_stay_short():
    assert over(120, templates()) == {}


def test_styles_and_scripts_stay_short():
    assert over(400, [path for path in files() if path.suffix in (".css", ".js")]) == {}
