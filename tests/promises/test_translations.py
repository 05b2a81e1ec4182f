"""Plain Chinese first, and every word of it in English too, in the same app."""

import ast
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.promises.tree import CHINESE, PACKAGE, name_of, own_apps, product_files, templates, tree_of

# What Django's own extractor leaves of a template: gettext calls among filler.
CALL = re.compile(
    r"""\b(n?p?)gettext\((u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')(?:, ?u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))*)"""
)
LITERAL = re.compile(r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
SILENT = re.compile(
    r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->|{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%}|{%.*?%}",
    re.DOTALL,
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|(?<!{){(\w*)[^}]*}")
# The page of last resort is drawn without a context, in both languages; patterns show invented rows.
OWN_NAME = "中文"  # how the language calls itself, in every language
WITHOUT_GETTEXT = ("luodi/ui/templates/500.html", "luodi/ui/templates/ui/patterns/")


def catalogue(app: str) -> Catalog:
    path = PACKAGE / app / "locale/en/LC_MESSAGES/django.po"
    if not path.exists():
        return Catalog()
    return read_po(BytesIO(path.read_bytes()), locale="en")


Said = tuple[str | None, str]  # context, text: a word may be said in two ways


def messages_of(path: Path) -> set[Said]:
    return messages_of_template(path) if path.suffix != ".py" else messages_of_module(path)


def messages_of_template(path: Path) -> set[Said]:
    found = set()
    for kind, literals in CALL.findall(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        texts = [ast.literal_eval(text) for text in LITERAL.findall(literals)]
        found.add((texts[0], texts[1]) if "p" in kind else (None, texts[0]))
    return found


def messages_of_module(path: Path) -> set[Said]:
    called = gettext_names(tree_of(path))
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and (name := called.get(getattr(node.func, "id", ""))):
            context, *texts = node.args if "pgettext" in name else (None, *node.args)
            if isinstance(texts[0], ast.Constant) and isinstance(texts[0].value, str):
                found.add((context.value if isinstance(context, ast.Constant) else None, texts[0].value))
    return found


def gettext_names(tree: ast.Module) -> dict[str, str]:
    """What the module calls Django's translating functions, by its own name for each."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name
    }


def used_by(app: str) -> dict[Said, str]:
    """Each message of the app with a file that uses it."""
    paths = [path for path in (*product_files(), *templates()) if path.relative_to(PACKAGE).parts[0] == app]
    return {message: name_of(path) for path in paths for message in messages_of(path)}


def is_complete(entry: Message | None) -> bool:
    """Every plural form counts."""
    if entry is None:
        return False
    return bool(entry.string) if isinstance(entry.string, str) else all(entry.string)


APPS = [app.label for app in own_apps()]


@pytest.mark.parametrize("app", APPS)
def test_every_chinese_message_has_its_english(app):
    english = catalogue(app)
    missing = [
        f"{where}: {message}"
        for (context, message), where in used_by(app).items()
        if re.search(CHINESE, message) and not is_complete(english.get(message, context))
    ]
    assert missing == []


@pytest.mark.parametrize("app", APPS)
def test_no_translation_is_left_over_or_doubtful(app):
    used = used_by(app)
    entries = [entry for entry in catalogue(app) if entry.id]
    ids = {(entry.context, entry.id[0] if isinstance(entry.id, tuple) else entry.id): entry for entry in entries}
    assert [said for said, entry in ids.items() if entry.fuzzy] == []
    # Without a Chinese character it is our wording for one of Django's own messages.
    assert [said for said in ids if re.search(CHINESE, said[1]) and said not in used] == []


@pytest.mark.parametrize("app", APPS)
def test_both_languages_have_the_same_placeholders(app):
    def names(text: str) -> set[tuple[str, str]]:
        return set(PLACEHOLDER.findall(text))

    differing = [
        entry.id
        for entry in catalogue(app)
        if isinstance(entry.id, str) and entry.id and entry.string and names(entry.id) != names(entry.string)
    ]
    assert differing == []


def test_no_message_has_two_english_texts():
    """Django merges the catalogues of all apps: of two texts one would show everywhere. A context tells them apart."""
    said: dict[tuple[str | None, object], dict[object, list[str]]] = {}
    for app in APPS:
        for entry in catalogue(app):
            if entry.id:
                said.setdefault((entry.context, entry.id), {}).setdefault(entry.string, []).append(app)
    assert {message: texts for message, texts in said.items() if len(texts) > 1} == {}


def test_no_template_holds_chinese_outside_a_translation():
    bare = {}
    for path in templates():
        left = SILENT.sub("", path.read_text(encoding="utf-8"))
        found = set(re.findall(rf"[^\n<>]*{CHINESE}[^\n<>]*", left)) - {OWN_NAME}
        if found and not name_of(path).startswith(WITHOUT_GETTEXT):
            bare[name_of(path)] = found
    assert bare == {}


def test_no_view_or_form_holds_chinese_outside_a_translation():
    bare = {
        f"{name_of(path)}:{node.lineno}": node.value
        for path in product_files()
        if {"views", "forms", "actions"} & {part.removesuffix(".py") for part in path.relative_to(PACKAGE).parts}
        for node in plain_strings(tree_of(path))
        if re.search(CHINESE, node.value) and not node.value.startswith("^")  # a pattern, not a sentence
    }
    assert bare == {}


def plain_strings(tree: ast.Module) -> list[ast.Constant]:
    """Strings that are neither docstrings nor arguments of gettext."""
    silent, called = set(), gettext_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            silent.add(node.value)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in called:
            silent.update(node.args)
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node for node in strings if node not in silent]
