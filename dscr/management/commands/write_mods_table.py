"""`manage.py write_mods_table`: where each element of the standard lives, for `docs/mods.md`."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from mods import Element, standard
from mods.homes import Home, class_homes, homes

HEAD = """# Where each element of MODS lives

Made by `manage.py write_mods_table` from `mods/mods.yaml` and `mods/homes.yaml`; a test holds it
to them. MODS release {release}: {classes} classes, {elements} elements. {inferred} of these are
inferred: filled in from other sources because the specification could not be read whole, and no
requirement of the standard. {housed} live in fields of their own or shared with another element;
for {reasoned} a sentence says why they have none. {musts} are mandatory, of which {inferred_musts}
are inferred.

`→` is a record that an element points at, `list` the coded list it is from. The source of what is
inferred is named: the key of one of the sources at the end.
"""


class Command(BaseCommand):
    """Writes the table."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Write `docs/mods.md`."""
        (settings.BASE_DIR / "docs" / "mods.md").write_text(table())


def table() -> str:
    """Return the whole page, in Markdown."""
    every = homes()
    musts = [home for home in every if home.element.is_must]
    head = HEAD.format(
        release=standard().release,
        classes=len(standard().classes),
        elements=len(every),
        inferred=sum(home.element.is_inferred for home in every),
        housed=sum(bool(home.fields) for home in every),
        reasoned=sum(bool(home.reason) for home in every),
        musts=len(musts),
        inferred_musts=sum(home.element.is_inferred for home in musts),
    )
    told = {name: list(rows) for name, rows in groupby(every, lambda home: home.mods_class.id)}
    parts = [_class(name, told.get(name, [])) for name in standard().classes]
    return "".join([head, *parts, *_appendices()])


def _class(name: str, rows: list[Home]) -> str:
    mods_class = standard().classes[name]
    inferred = ", inferred" if mods_class.is_inferred else ""
    home = class_homes()[name]
    said = [f"`{name}`{inferred}. Lives in `{home}`.", mods_class.note]
    if not rows:
        said.append("It has no elements of its own.")
    lines = "\n\n".join(filter(None, said))
    columns = ["element", "level", "occurs", "holds", "source", "where"]
    return f"\n## {mods_class.name}\n\n{lines}\n" + _table(columns, map(_row, rows))


def _row(home: Home) -> list[str]:
    element = home.element
    where = ", ".join(f"`{path}`" for path in home.fields) or home.reason
    named = f"{element.name} (`{element.id}`)"
    occurs = "once or more" if element.is_repeated else "once"
    return [named, element.level, occurs, _holds(element), _source(element), where]


def _holds(element: Element) -> str:
    """What an element holds: a type, a list, or a record of another class."""
    if element.refers_to:
        return f"→ `{element.refers_to}`"
    return f"list `{element.value_set}`" if element.value_set else element.type


def _source(element: Element) -> str:
    if element.is_inferred:
        return f"inferred ({element.source.id})"
    unread = f", but not its {' and '.join(element.not_read)}" if element.not_read else ""
    return f"specification{unread}"


def _appendices() -> Iterator[str]:
    rules, sources = standard().rules.values(), standard().sources.values()
    yield "\n# Rules that bind every record\n"
    yield _table(
        ["rule", "level", "source", "text"],
        ([rule.id, rule.level, _read(rule), rule.text] for rule in rules),
    )
    yield "\n# Code lists\n"
    yield _table(
        ["list", "system", "codes", "source"],
        (
            [
                f"{one.name} (`{one.id}`)",
                one.system,
                f"{len(one.codes)}{'' if one.is_complete else ', not all'}",
                _read(one),
            ]
            for one in standard().value_sets.values()
        ),
    )
    yield "\n# Sources\n"
    yield _table(
        ["source", "title", "address"], ([f"`{s.id}`", s.title, s.address] for s in sources)
    )


def _read(one: Any) -> str:
    """Where a rule or a code list was read."""
    return f"inferred ({one.source.id})" if one.is_inferred else "specification"


def _table(columns: list[str], rows: Any) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    if not lines:
        return ""
    head = ["| " + " | ".join(columns) + " |", "| " + " | ".join("---" for _ in columns) + " |"]
    return "\n".join(["", *head, *lines]) + "\n"
