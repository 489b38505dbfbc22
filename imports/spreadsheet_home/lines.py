"""What the lists about residents share: whose line it is, and whether it came before."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace

from imports import reasons
from imports.limits import is_too_long
from imports.register import Found, Register, Resident
from imports.rows import Kind, Outcome, ReadRow
from imports.spreadsheet_home.table import Line, Table

logger = logging.getLogger(__name__)


def read_lines(
    table: Table,
    kind: Kind,
    register: Register,
    read_line: Callable[[Line, Resident], ReadRow],
    *,
    identity: Callable[[Line], object] = lambda line: line.cells,
    seen: set[object] | None = None,
) -> Iterator[ReadRow]:
    """End every line of a list: repeats, then lines of nobody we have, then what they say."""
    seen = set() if seen is None else seen
    group_of_nobody = False
    for line in table.lines():
        who = register.find(line.text("person"))
        if line.layout or _is_a_remark(line, who):
            group_of_nobody = line.number > table.header
            yield line.ended(Kind.LAYOUT, Outcome.SKIPPED, line.layout or reasons.REMARK)
            continue
        group_of_nobody = group_of_nobody and "person" not in line.values
        if group_of_nobody and kind is Kind.CONTACT:
            yield line.ended(Kind.OTHER, Outcome.NOT_TAKEN, reasons.NOT_ABOUT_A_PERSON)
        elif (itself := identity(line)) in seen:
            repeat = line.ended(kind, Outcome.SKIPPED, reasons.EXACT_REPEAT)
            yield _with_whose(repeat, who.resident)
        else:
            seen.add(itself)
            yield _read(line, kind, who, read_line)


def safely(line: Line, kind: Kind, read: Callable[[], ReadRow]) -> ReadRow:
    """What became of one line. A line that we stumble over is left out, and the rest goes on."""
    try:
        return read()
    # One row must not cost the others. Its words are not logged, nor is what the error says.
    except Exception as error:
        logger.warning("A row could not be understood: %s, %s", line.number, type(error).__name__)
        return line.ended(kind, Outcome.REJECTED, reasons.NOT_UNDERSTOOD)


def _read(
    line: Line, kind: Kind, who: Found, read_line: Callable[[Line, Resident], ReadRow]
) -> ReadRow:
    if who.resident is None:
        return line.ended(kind, Outcome.REJECTED, who.reason, hint=who.hint)
    resident = who.resident
    row = safely(line, kind, lambda: read_line(line, resident))
    if row.item and is_too_long(row.item):
        row = line.ended(kind, Outcome.REJECTED, reasons.TOO_LONG)
    if not resident.not_imported:
        return _with_whose(row, resident)
    return replace(
        row, outcome=Outcome.REJECTED, reason=resident.not_imported, warnings=(), item=None
    )


def _with_whose(row: ReadRow, resident: Resident | None) -> ReadRow:
    """A row that says whose it was, where it makes nothing and they came in."""
    if row.item is None and resident and not resident.not_imported:
        row.whose = resident.ref
    return row


def _is_a_remark(line: Line, who: Found) -> bool:
    """A line alone under "Resident" that is not even nearly a name, such as "Reviewed Sept"."""
    return (
        len(line.cells) == 1
        and "person" in line.values
        and not who.hint
        and who.reason in {reasons.UNKNOWN_PERSON, reasons.NOT_ABOUT_A_PERSON}
    )
