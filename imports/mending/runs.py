"""What mends a run, and what of a run is to be mended."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from imports import queries
from imports.errors import UnreadableFile
from imports.files import File, unpacked
from imports.fingerprints import Marked
from imports.mapped.adapter import MappedAdapter
from imports.mapping import saved
from imports.mending.reading import MendingAdapter, Overlaid, Row, mended_in, run_named_in
from imports.mending.writing import Download, written
from imports.models import ImportRow, ImportRun
from imports.problems import EndedRow
from imports.rows import Adapter
from imports.storing import stored
from imports.tables import Table
from imports.tables.anything import Named

NOT_YET = (
    "These rows are of an import that is not in the record. Bring that in first, or mend the whole "
    "files and bring those."
)


def reader_of(run: ImportRun) -> Adapter:
    """What reads the files of a run: for mended rows among those of the run that they mend."""
    return reader_mending(run.mends) if run.mends else saved.adapter_of(run)


def reader_for(files: Sequence[File], *, places: Sequence[UUID] | None = None) -> Adapter | None:
    """What reads files that mend a run at one of these places; None for any other files.

    Raises UnreadableFile where that run is not in the record, or not theirs.
    """
    run_id = run_named_in(files)
    if run_id is None:
        return None
    runs = ImportRun.objects.filter(pk=run_id).select_related("mends", "mapping_version__mapping")
    run = (runs if places is None else runs.filter(location__in=places)).first()
    if run is None:
        raise UnreadableFile("These rows are of an import that is not one of yours.")
    if run.state != ImportRun.State.COMMITTED:
        raise UnreadableFile(NOT_YET)
    return reader_mending(run)


def reader_mending(run: ImportRun) -> MendingAdapter:
    """What reads rows that mend a run."""
    reader = reader_of(run)
    adapter = reader.adapter if isinstance(reader, MendingAdapter) else reader
    assert isinstance(adapter, MappedAdapter)  # no other source is mended in its own kind of file
    return MendingAdapter(
        adapter,
        run.pk,
        tables=partial(_tables_of, run),
        beside=partial(_beside, run),
        shown=partial(_shown, run),
    )


def people_before(run: ImportRun) -> dict[str, Marked]:
    """As whom the people of what a run mends came in, by where they stood.

    Of one who was mended twice the last counts.
    """
    if run.mends is None:
        return {}
    rows = ImportRow.objects.filter(run=run.mends, kind="person", person_id__isnull=False)
    here = {
        f"{row.sheet}!{row.number}": Marked(row.person_id, row.fingerprint, bool(row.source_id))
        for row in rows.only("sheet", "number", "person_id", "fingerprint", "source_id")
        if row.person_id
    }
    return people_before(run.mends) | here


def download(run: ImportRun) -> Download | None:
    """The rows to be mended in files like those of the run; None where a workbook is right."""
    adapter = reader_of(run)
    while isinstance(adapter, MendingAdapter):
        adapter = adapter.adapter
    if not isinstance(adapter, MappedAdapter):
        return None
    rows: dict[str, dict[int, EndedRow]] = defaultdict(dict)
    for row in queries.rows_to_look_at(run):
        if not row.is_private:  # it is in the record, for those who may read it
            rows[row.sheet][row.number] = row
    tables = [_bare(table) for table in _tables_of(run)]
    return written(run.pk, tables, adapter.mapping, rows)


def _tables_of(run: ImportRun) -> list[Table]:
    """The tables of a run; of one that mends, those of what it mends with its rows in them."""
    reader, files = reader_of(run), unpacked(stored(run))
    if isinstance(reader, MendingAdapter):
        return reader.overlaid(mended_in(files))
    assert isinstance(reader, MappedAdapter)
    return reader.handed_over(files).tables


def _beside(run: ImportRun) -> list[File]:
    reader = reader_of(run)
    if isinstance(reader, MendingAdapter):
        return list(reader.beside())
    assert isinstance(reader, MappedAdapter)
    return reader.handed_over(unpacked(stored(run))).beside


def _shown(run: ImportRun, table: str) -> Mapping[int, Row]:
    """The cells of a run's rows as they were downloaded."""
    rows = ImportRow.objects.filter(run=run, sheet=table).exclude(cells=[])
    return {row.number: {cell[0]: cell[1] for cell in row.cells} for row in rows.iterator(1000)}


def _bare(table: Table) -> Table:
    """A table as it was handed over."""
    while isinstance(table, Overlaid | Named):
        table = table.table
    return table
