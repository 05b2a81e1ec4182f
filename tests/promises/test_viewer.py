"""Rows are reached through the viewer; nobody forgets who may see."""

import ast
from pathlib import Path

from tests.promises.tree import name_of, product_files, tree_of

ROOMS = ("desk", "portal")


def reads_for_a_reader(path: Path) -> bool:
    inside = path.parts[path.parts.index("luodi") + 1 :]
    return inside[0] in ROOMS or "views" in (part.removesuffix(".py") for part in inside)


def attributes(names: tuple[str, ...]) -> list[str]:
    return [
        f"{name_of(path)}:{node.lineno} {ast.unparse(node)}"
        for path in filter(reads_for_a_reader, product_files())
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and (node.attr in names or ast.unparse(node) in names)
    ]


def test_views_and_rooms_never_touch_a_raw_manager():
    assert attributes(("objects", "_default_manager", "_base_manager")) == []


def test_views_and_rooms_never_reach_around_the_viewer():
    """`Viewer.system` sees everything: it is for jobs, not for pages."""
    assert attributes(("Viewer.system",)) == []
