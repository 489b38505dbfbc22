"""`manage.py write_mods_table`: where each element of the standard lives, for `docs/mods.md`."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from mods import standard
from mods.homes import Home, class_homes, homes

HEAD = """# Where each element of MODS lives

Made by `manage.py write_mods_table` from `mods/mods.yaml` and `mods/homes.yaml`; a test holds it
to them. MODS release {release}: {classes} classes, {elements} elements. {inferred} of these are
inferred: filled in from other sources because the specification could not be read whole, and no
requirement of the standard. {housed} live in fields of their own or shared with another element;
for {reasoned} a sentence says why they have none.
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
    head = HEAD.format(
        release=standard().release,
        classes=len(standard().classes),
        elements=len(every),
        inferred=sum(home.element.is_inferred for home in every),
        housed=sum(bool(home.fields) for home in every),
        reasoned=sum(bool(home.reason) for home in every),
    )
    told = {name: list(rows) for name, rows in groupby(every, lambda home: home.mods_class.id)}
    parts = [_class(name, told.get(name, [])) for name in standard().classes]
    return head + "".join(parts)


def _class(name: str, rows: list[Home]) -> str:
    mods_class = standard().classes[name]
    inferred = ", inferred" if mods_class.is_inferred else ""
    home = class_homes()[name]
    lines = [
        f"\n## {mods_class.name}\n",
        f"`{name}`{inferred}. Lives in `{home}`.\n",
    ]
    if not rows:
        return "\n".join([*lines, "It has no elements of its own.\n"])
    lines.append("| element | level | source | where |")
    lines.append("| --- | --- | --- | --- |")
    return "\n".join([*lines, *map(_row, rows)]) + "\n"


def _row(home: Home) -> str:
    element = home.element
    source = "inferred" if element.is_inferred else "specification"
    where = ", ".join(f"`{path}`" for path in home.fields) or home.reason
    return f"| {element.name} (`{element.id}`) | {element.level} | {source} | {where} |"
