"""Plain text, and the body of an e-mail saved as .eml."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

from luodi.text.papers.paper import PaperError

# GB18030 reads nearly any bytes, so it comes last.
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
BLOCKS = frozenset(("p", "div", "br", "tr", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"))
UNSEEN = frozenset(("script", "style", "head", "title"))


def words_of_text(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or GB18030. Raises PaperError."""
    encodings = [name for mark, name in MARKS if data.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return re.sub(r"\r\n?", "\n", text).strip()
    raise PaperError("broken")


def words_of_mail(path: Path) -> str:
    """The subject and the body with its signature; attachments are left alone. Raises PaperError."""
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise PaperError("broken")
    try:
        body = message.get_body(("plain", "html"))
        text = body.get_content() if body else ""
        subject = str(message.get("subject", ""))
    except (LookupError, ValueError, KeyError, AttributeError) as problem:  # charsets and headers nobody knows
        raise PaperError("broken") from problem
    if body and body.get_content_subtype() == "html":
        text = _shown(text)
    return f"{subject}\n{text.strip()}".strip()


def _shown(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.found).split("\n"))
    return "\n".join(line for line in lines if line)


class _Words(HTMLParser):
    """The text of a page, a line for each block; nothing of what a browser does not show."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in UNSEEN))
        if tag in BLOCKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.found.append(" ".join(data.split("\n")))
