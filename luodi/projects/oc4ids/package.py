"""A package of projects, line by line: none of it is held in memory."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from luodi.projects.oc4ids.mapping import Line, project

VERSION = "0.9"  # of the standard; its package schema wants major.minor
PLACEHOLDER = "oc4ids-luodi"  # until a prefix is registered


def package(
    projects: Iterable[Line], publisher: str, published: datetime, *, uri: str, prefix: str = PLACEHOLDER
) -> Iterator[str]:
    """JSON text in pieces. `projects` are lines of `mapping`, of what may be published to whoever reads it.

    A package without projects does not validate: ask before whether there are any.
    """
    head = {
        "uri": uri,
        "publisher": {"name": publisher},
        "publishedDate": published.isoformat(timespec="seconds"),
        "version": VERSION,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "projects": ['
    as_of, joint = published.date().isoformat(), ""
    for line in projects:
        yield joint + json.dumps(project(line, prefix=prefix, as_of=as_of), ensure_ascii=False)
        joint = ",\n"
    yield "]}\n"
