"""The page that checks codes without a network: one file, opened from a disk or a stick at a bank's counter."""

import json
from base64 import b64encode
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template

from luodi.signing.keys import Keyring
from luodi.signing.paper import Lang
from luodi.signing.status import SHANGHAI, read_list

DATA = Path(__file__).parent / "data"
SCRIPTS = ("ed25519.js", "verifier.js")
PLACES = ("intro", "label", "check", "image", "camera", "none")


def verifier_page(keys: Keyring, status_list: bytes, now: datetime, lang: Lang = "zh") -> str:
    """`status_list` as `make_list` gives it. Verdicts stand in both languages. Raises BadCode for a bad list.

    Its script is inline: serve it as a download, never as a page.
    """
    first = "en" if lang == "en" else "zh"
    listed = read_list(status_list, keys)
    words = json.loads((DATA / "verifier.json").read_text(encoding="utf-8"))
    times = {"made": said(now), "next": said(listed.next)}
    known = {
        "keys": {key.id: {"key": b64encode(key.raw).decode(), "test": key.is_test} for key in keys.values()},
        "list": b64encode(status_list).decode(),
        "words": words,
        "lang": first,
    }
    return Template((DATA / "verifier.html").read_text(encoding="utf-8")).substitute(
        {name: escape(words[name][first]) for name in PLACES},
        lang="zh-CN" if first == "zh" else "en",
        title=escape(words["page_title"][first]),
        note=escape(words["note"][first].format(**times)),
        style=(DATA / "verifier.css").read_text(encoding="utf-8"),
        known=json.dumps(known, ensure_ascii=False).replace("<", "\\u003c"),
        script="\n".join(f"<script>\n{(DATA / name).read_text(encoding='utf-8')}</script>" for name in SCRIPTS),
    )


def said(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
