"""Turns LUODI_EMAIL_URL into Django's mail settings; empty means that no mail leaves."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

DEFAULT_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True)
class Mail:
    backend: str
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    start_tls: bool = False
    tls: bool = False


def email_from(url: str, debug: bool) -> Mail:
    """`smtp+tls://user:password@host:port`. Raises ValueError for any other scheme."""
    kind = "smtp" if url else "console" if debug else "dummy"
    backend = f"django.core.mail.backends.{kind}.EmailBackend"
    if not url:
        return Mail(backend)
    parts = urlsplit(url)
    if parts.scheme not in DEFAULT_PORTS:
        raise ValueError(f"LUODI_EMAIL_URL: {parts.scheme} is none of {', '.join(DEFAULT_PORTS)}")
    return Mail(
        backend,
        host=parts.hostname or "localhost",
        port=parts.port or DEFAULT_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        start_tls=parts.scheme == "smtp+tls",
        tls=parts.scheme == "smtps",
    )
