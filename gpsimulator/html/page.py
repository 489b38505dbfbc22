"""One section as the XHTML that stands in a Composition."""

from collections.abc import Iterable
from datetime import date
from html import escape

from gpsimulator.html.rows import Rows, shown
from gpsimulator.html.sections import (
    ALL_ITEMS,
    DENIED,
    NO_DATA,
    NOT_FILTERED,
    NOT_SUPPORTED,
    Part,
    Section,
)
from gpsimulator.lists import WARNINGS
from gpsimulator.people import Person
from gpsimulator.practices import Practice

HOSTILE = (
    "<p>Below are markup and scripts that no GP system may send</p>"
    '<script>parent.hit = "s"</script>'
    '<img src="x" onerror="parent.hit = 1"/><a href="javascript:parent.hit=2">Look here</a>'
    '<style>body { display: none }</style><iframe srcdoc="&lt;script&gt;top.hit=3&lt;/script&gt;">'
    '</iframe><form action="https://elsewhere.example/"><input name="pin"/></form>'
    '<svg><script>parent.hit = 4</script></svg><meta http-equiv="refresh" content="0;url=/x"/>'
    '<base href="https://elsewhere.example/"/>'
)


def narrative(
    section: Section,
    *,
    bundle: dict,
    person: Person,
    practice: Practice,
    today: date,
    since: date | None,
) -> str:
    """The section's div: title, banners, and a table or a fixed text for each part."""
    rows = Rows(bundle, today)
    parts = [_part(part, rows, practice, since) for part in section.parts]
    whole = parts or [_paragraph(NOT_SUPPORTED.format(name=section.title))]
    hostile = HOSTILE if person.behaviour == "script-text" else ""
    banners = _banners(section, person)
    return f"<div><h1>{escape(section.title)}</h1>{banners}{hostile}{''.join(whole)}</div>"


def _banners(section: Section, person: Person) -> str:
    said = ""
    if person.behaviour == "data-in-transit":
        said += _banner("gptransfer", WARNINGS["data-in-transit"].format(day="02-Nov-2026"))
    if person.behaviour == "data-awaiting-filing":
        said += _banner("content", WARNINGS["data-awaiting-filing"].format(day="16-Nov-2026"))
    if person.behaviour == "confidential-items" and section.code in ("SUM", "ALL", "PRB"):
        said += _banner("exclusion", WARNINGS["confidential-items"])
    return said


def _part(part: Part, rows: Rows, practice: Practice, since: date | None) -> str:
    heading = f"<h2>{escape(part.heading)}</h2>" if part.heading else ""
    name = part.heading or part.table.split("-")[0]
    if part.area in practice.disabled:
        return f"<div>{heading}{_paragraph(DENIED.format(name=name))}</div>"
    if part.area in practice.unknown:
        return f"<div>{heading}{_paragraph(NOT_SUPPORTED.format(name=name))}</div>"
    found = rows.of(part, since)
    body = _table(part, found) if found else _paragraph(NO_DATA.format(name=name))
    return f"<div>{heading}{_period(part, since)}{body}</div>"


def _period(part: Part, since: date | None) -> str:
    if not since:
        return _banner("date", ALL_ITEMS) if part.takes_period else ""
    words = f"Data items from {shown(str(since))}" if part.takes_period else NOT_FILTERED
    return _banner("date", words)


def _banner(kind: str, words: str) -> str:
    return f'<div class="{kind}-banner"><p>{escape(words, quote=False)}</p></div>'


def _table(part: Part, rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in part.columns)
    body = "".join(f"<tr>{_row(cells)}</tr>" for cells in rows)
    table = f'<table id="{part.table}">'
    return f"{table}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(cells: tuple[str, ...]) -> str:
    first, *rest = (escape(cell) for cell in cells)
    return f'<td class="date-column">{first}</td>' + "".join(f"<td>{cell}</td>" for cell in rest)


def _paragraph(words: str) -> str:
    return f"<p>{escape(words, quote=False)}</p>"
