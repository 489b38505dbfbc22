"""That every row of an import is accounted for, and holds nothing that no database could keep."""

import json
import re

from imports import reasons
from imports.adapters import adapter_for
from imports.errors import UnreadableFile
from imports.files import unpacked
from imports.reconciliation import Reconciliation
from imports.rows import is_brought_in
from tests.imports.homes import AS_OF

NO_DATABASE_KEEPS = re.compile("[\x00\ud800-\udfff]")


def accounted(files):
    """The rows of some files, each ended once and with a reason. Raises UnreadableFile."""
    inside = unpacked(files)
    source = adapter_for(inside).open_source(inside, as_of=AS_OF)
    rows = list(source.rows())
    refs = [row.ref for row in rows]
    assert len(refs) == len(set(refs)) == sum(sheet.rows for sheet in source.sheets), "counts"
    people = set()
    for row in rows:
        assert is_brought_in(row.outcome) == bool(row.item), f"{row.ref} without item or reason"
        assert row.item or row.reason, f"{row.ref} without a reason"
        assert row.reason != reasons.NOT_UNDERSTOOD, f"{row.ref} not understood"
        whose = getattr(row.item, "person", None)
        assert whose is None or whose in people, f"{row.ref} is nobody's"
        if getattr(row.item, "surname", None):
            people.add(row.ref)
        _check_words(row)
    _check_report(rows, source)
    return rows


def _check_words(row):
    said = [row.sheet, row.source_id, row.hint, row.summary, *row.warnings, *sum(row.cells, ())]
    said += _strings([getattr(row.item, name) for name in getattr(row.item, "__slots__", ())])
    lost = [words for words in said if NO_DATABASE_KEEPS.search(words)]
    assert not lost, f"{row.ref} holds {lost[0]!r}"


def _strings(values):
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from _strings(value)


def _check_report(rows, source):
    reconciliation = Reconciliation()
    for row in rows:
        reconciliation.add(row)
    report = reconciliation.as_dict(source.sheets)
    words = json.dumps(report, allow_nan=False)
    assert not re.search(r"\\u0000|\\ud[89a-f][0-9a-f]{2}(?!\\)", words), "report"


def end_of(files):
    """Whether an import of some files is refused with a sentence, or read and accounted for."""
    try:
        accounted(files)
    except UnreadableFile as refused:
        said = str(refused)
    else:
        return "read"
    assert said.endswith("."), f"not a sentence: {said}"
    return "refused"
