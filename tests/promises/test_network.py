"""Nothing that Luodi serves or runs needs another machine."""

import re
import socket
from pathlib import Path

import pytest

from tests.promises.tree import PACKAGE, files, name_of

# An address that a browser would fetch by itself; `xmlns` only names a vocabulary.
OUTSIDE = re.compile(
    r"""(?:src|href|action|srcset|poster|data|content)\s*=\s*["']\s*(?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import\s+["'](?:https?:)?//"""
)
SCRIPTED = re.compile(r"""["'`](?:https?:|wss?:)?//[\w[]""")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|\son\w+\s*=\s*[\"']|javascript:", re.IGNORECASE
)


def served(*suffixes: str) -> list[Path]:
    return [path for path in files() if path.suffix in suffixes and PACKAGE in path.parents]


def holding(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [name_of(path) for path in paths if pattern.search(path.read_text(encoding="utf-8"))]


def test_no_template_style_or_drawing_names_an_outside_host():
    assert holding(OUTSIDE, served(".html", ".css", ".svg")) == []


def test_no_script_names_an_outside_host():
    assert holding(SCRIPTED, served(".js")) == []


def test_no_template_carries_a_script_of_its_own():
    """The content security policy would refuse it."""
    assert holding(INLINE, served(".html")) == []


def test_a_test_cannot_reach_another_machine():
    with pytest.raises(PermissionError), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
