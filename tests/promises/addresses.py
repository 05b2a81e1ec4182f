"""Every address of the URLconf with the parts that it needs."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def routes() -> dict[str, tuple[str, ...]]:
    """The name of each address with the names of its variable parts. An address without a name is a mistake."""
    return dict(walk(get_resolver().url_patterns, "", ()))


def walk(
    patterns: list[URLPattern | URLResolver], namespace: str, parts: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        inside = (*parts, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, inner, inside)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{namespace}{pattern.name}", inside
