"""A list with a column for each month or day: a weight for each cell that is filled."""

from imports import reasons
from imports.mapped.line import Line
from imports.mapped.people import Whose
from imports.mapped.records import Context
from imports.rows import ImportedSeries, Kind, Outcome, ReadRow
from imports.weighing import weighed, when_of
from imports.words import clean


def read_weights(line: Line, whose: Whose, context: Context) -> ReadRow:
    """A row of somebody's weights."""
    columns = line.spec.fields["weight"].columns
    cells = [(when_of(name), clean(line.row.values.get(name, ""))) for name in columns]
    found = weighed(whose.ref, cells, context.as_of)
    said = f"{whose.label}: weights"
    if not found.notes:
        return line.ended(
            Kind.MEASUREMENT, Outcome.REJECTED, reasons.MISSING_FIELD, marks=found.marks,
            summary=said,
        )  # fmt: skip
    line.doubts += found.doubts
    return line.ended(
        Kind.MEASUREMENT, Outcome.IMPORTED, marks=found.marks, summary=said,
        item=ImportedSeries(whose.ref, found.notes),
    )  # fmt: skip
