"""The kinds of source we can read. A new one is a folder beside these, and a line here.

What a provider has mapped itself is asked first (`imports.mapping.saved`).
"""

from collections.abc import Mapping, Sequence

from imports.errors import UnreadableFile
from imports.files import File
from imports.homecare_csv.adapter import ADAPTER as HOMECARE_CSV
from imports.json_vendor.adapter import ADAPTER as JSON_VENDOR
from imports.mapped.adapter import MappedAdapter
from imports.rows import Adapter
from imports.sheet import MAX_FILE_BYTES
from imports.sniffing import SEEN, what_it_is
from imports.spreadsheet_home.adapter import ADAPTER as SPREADSHEET_HOME
from imports.tables.anything import handed_over
from imports.workbook import ENDINGS, refuse_other_files

ADAPTERS: dict[str, Adapter] = {
    adapter.name: adapter for adapter in (HOMECARE_CSV, JSON_VENDOR, SPREADSHEET_HOME)
}


def adapter_for(files: Sequence[File], own: Sequence[MappedAdapter] = ()) -> Adapter:
    """The kind of source that some files are. Raises UnreadableFile where they are none we know."""
    if found := _own_for(files, own):
        return found
    refusals = []
    for adapter in ADAPTERS.values():
        try:
            if adapter.takes(files):
                return adapter
        except UnreadableFile as refused:
            refusals.append(refused)
    if refusals and len(files) == 1:
        raise refusals[0]
    if len(files) == 1 and _is_meant_as_workbook(files[0]):
        refuse_other_files(files[0].start(MAX_FILE_BYTES + 1))
    names = ", ".join(file.base for file in files[:5])
    choose = "Choose an Excel workbook, or the whole folder or zip that the old system gave."
    # Perhaps we should know it, but for the file that could not be read.
    what_next = str(refusals[0]) if refusals else choose
    raise UnreadableFile(f"We do not know an export like this one ({names}). {what_next}")


def _own_for(files: Sequence[File], own: Sequence[MappedAdapter]) -> MappedAdapter | None:
    """Of the mappings whose tables are all there, the one that knows most columns."""
    if not own:
        return None
    try:
        columns = handed_over(files).columns
    except UnreadableFile:
        return None
    return knows_most(own, columns)


def knows_most(
    own: Sequence[MappedAdapter], columns: Mapping[str, set[str]]
) -> MappedAdapter | None:
    """Of the mappings that read such tables, the one that knows most of their columns."""
    fitting = [adapter for adapter in own if adapter.fits(columns)]
    return max(fitting, key=lambda one: one.mapping.known_columns, default=None)


def _is_meant_as_workbook(file: File) -> bool:
    return file.suffix in ENDINGS or not file.size or bool(what_it_is(file.start(SEEN)))
