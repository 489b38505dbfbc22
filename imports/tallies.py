"""Rows by class of record and by month, counted as they are read."""

from collections import Counter, defaultdict
from typing import Any

from imports.rows import ImportedNote, ImportedRecord, Kind, Outcome, ReadRow

NOT_COUNTED = {Kind.LAYOUT, Kind.OTHER, Kind.STAFF}


class Tallies:
    """How rows of each class ended, and how many notes there are of each month."""

    def __init__(self) -> None:
        self._classes: dict[str, dict[str, Counter[str]]] = defaultdict(
            lambda: defaultdict(Counter)
        )
        self._months: Counter[tuple[int, int]] = Counter()

    def add(self, row: ReadRow) -> None:
        """Count one row."""
        if row.kind in NOT_COUNTED:
            return
        item = row.item
        named = item.kind if isinstance(item, ImportedRecord) else ""
        self._classes[row.sheet][named or row.kind][row.outcome] += 1
        if isinstance(item, ImportedNote) and row.outcome is not Outcome.EARLIER:
            self._months[item.on.year, item.on.month] += 1

    def as_dict(self) -> dict[str, Any]:
        """Ready for a report. A row that was left out counts to the class of its list."""
        classes: dict[str, Counter[str]] = defaultdict(Counter)
        for found in self._classes.values():
            own = [name for name in found if name != Kind.RECORD]
            for name, ends in found.items():
                theirs = own[0] if name == Kind.RECORD and len(own) == 1 else name
                classes[str(theirs)].update(ends)
        return {
            "by_class": {
                name: {"rows": ends.total(), "outcome": dict(sorted(ends.items()))}
                for name, ends in sorted(classes.items())
            },
            "notes_by_month": {
                f"{year:04}-{month:02}": number
                for (year, month), number in sorted(self._months.items())
            },
        }
