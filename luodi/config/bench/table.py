"""`python -m luodi.config.bench.table FILE…`: what `luodi bench --json` printed on each database, as a page."""

import json
import sys
from pathlib import Path
from typing import Any

MACHINE = "2 cores, 24 GiB, shared with other work"
HEAD = """# Scale

Measured on {date} by `bin/bench` (`luodi bench --json` on each database; sizes with `--enquiries`, `--duties`,
`--deadlines`) on {machine}: {enquiries:,} enquiries among {duties:,} duties with {deadlines:,} open deadlines.
Production settings, both databases wait for the disk with every transaction.

- *p50*, *p95*: milliseconds of the whole request, with session, viewer and template. The machine was not idle: its
  load is named under each table. *CPU* is the part that the process itself computed.
- *SQL*: statements with data of one request, all of it counted; BEGIN, COMMIT and SAVEPOINT are not.
- *page*: bytes gzipped; *first visit*: with every style sheet, script and symbol it draws in.
- Each submit is by a person of his own. The calendar year is recalculated by a `luodi watch` in a process of its own
  while this one goes on submitting, for two minutes at most; the line below it gives the middle and the slowest submit.
- Memory is resident megabytes, after sixty requests and after five seconds of watching.

| bar | |
|---|---|
| list pages, for a viewer without a row, of a district, of the city | at most 12 queries, p50 40 ms |
| submit | at most 20 statements signed in, 30 with a new account; p50 60 ms |
| enquiry page with everything, first visit | at most 60 kB |
| 500 due among all open deadlines | one query, 20 ms |
| 3,000 due in the same second | all told within 5 s |
| a calendar year over all open deadlines | no submit fails, none waits more than 1.5 s on SQLite |
| resident memory | web and watch 200 MB each |
"""


MATCHING = """## Matching

Measured on {date} by `luodi bench match --offers N` in one process, as the watch is one: it writes the index and asks
it. Offers are drawn by a seeded generator: kinds, trades, streets, numbers. Up to 100,000 each says something of its
own; a million say 150,000 different things. Enquiries are new ones: each is read, looked for by words, by its own
meaning, by that of its parts and of what its trade needs, compared with 300 offers and ranked with reasons.

Candidates by meaning are chosen on 160 axes and then compared exactly; a test holds how many of the true nearest that
keeps. Reading the offers is part of building. *CPU* is what the process itself computed, and the fairer figure on a
machine that others use: their work is the load.
"""

APPROVALS = """## Approvals

Measured on {date} by `luodi bench approvals --items N` on an empty database of each kind, both waiting for the disk.
A case of 12 items, T1 → {{A1 → A2 → A3, B1 → B2, C1 → (C2, C3)}} → D1 → (E1, E2), goes from filing to closed, each
step a committed act of its own; the same with 30 items. Statements count BEGIN and COMMIT; session and viewer are made
before. A statement that writes many rows at once counts once, and says how many rows it wrote beyond one. *CPU* is
what the process itself computed; the time that passed includes the disk and whoever else used the machine.

The bar of an act is one of CPU, those of lists and certificates are of the time that passed. Lists are read over the
stated number of items, five of a hundred open, written by a seeded generator.
"""

PROJECTS = """## Key projects

Measured on {date} by `luodi bench projects` on an empty database of each kind: {projects:,} key projects with sixty
monthly reports each, one city of a circle of five. A round, a workbook, forecasts and the open data are of 5,000
projects. *CPU* is what the process itself computed. The bar of 60 ms is one of the list with its sums, not of the page
around it.
"""


def page(results: list[dict[str, Any]]) -> str:
    """Of results of matching alone, their section only."""
    cities = [result for result in results if "size" in result]
    matched = [result for result in results if "offers" in result]
    handled = [result for result in results if "items" in result]
    built = [result for result in results if "projects" in result]
    parts = []
    if cities:
        parts += [HEAD.format(date=cities[0]["date"], machine=MACHINE, **cities[0]["size"]), *map(table, cities)]
    if matched:
        parts += [MATCHING.format(date=matched[0]["date"]), *map(matching_table, matched)]
    if handled:
        parts += [APPROVALS.format(date=handled[0]["date"]), *(counted_table(result, "items") for result in handled)]
    if built:
        parts += [PROJECTS.format(**built[0]), *(counted_table(result, "projects") for result in built)]
    return "\n".join(parts)


def matching_table(result: dict[str, Any]) -> str:
    made_with = f"{result['encoder']}, {result['engine']}"
    return figures_table(result, f"{result['offers']:,} offers", made_with)


def counted_table(result: dict[str, Any], what: str) -> str:
    return figures_table(result, f"{result['engine']}, {result[what]:,} {what}", result["engine"])


def figures_table(result: dict[str, Any], title: str, made_with: str) -> str:
    lines = [
        f"### {title}",
        "",
        "| | measured | CPU | at most | |",
        "|---|--:|--:|--:|---|",
        *(matching_line(row) for row in result["rows"]),
        "",
        f"Python {result['python']}, {made_with}; load of the machine {result['load']}.",
        "",
    ]
    return "\n".join(lines)


def matching_line(row: dict[str, Any]) -> str:
    cells = (f"{row[name]:,.1f}" if row[name] else "" for name in ("value", "cpu"))
    bar = f"{row['bar']:,.0f}" if row["bar"] else ""
    return f"| {row['name']} | {' | '.join(cells)} | {bar} | {row['unit']} |"


def table(result: dict[str, Any]) -> str:
    lines = [
        f"## {result['engine']}",
        "",
        "| | p50 | p95 | CPU | SQL | page | first visit |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *(line(row) for row in result["rows"]),
        "",
        f"Python {result['python']}; filled in {result['filling_s']} s; load of the machine {result['load']}.",
        "",
    ]
    return "\n".join(lines)


def line(row: dict[str, Any]) -> str:
    """Nothing stands where nothing was measured."""
    columns = ("p50_ms", "p95_ms", "cpu_ms", "sql", "bytes_gz", "first_visit_gz")
    cells = (f"{row[name]:,}" if row[name] else "" for name in columns)
    return f"| {row['name']} | {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(page([json.loads(Path(name).read_text()) for name in sys.argv[1:]]))
