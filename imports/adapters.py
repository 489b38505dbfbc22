"""The kinds of source we can read. A new one is a folder beside these, and a line here."""

from collections.abc import Sequence

from imports.errors import UnreadableFile
from imports.files import File
from imports.homecare_csv.adapter import ADAPTER as HOMECARE_CSV
from imports.json_vendor.adapter import ADAPTER as JSON_VENDOR
from imports.rows import Adapter
from imports.sniffing import SEEN, what_it_is
from imports.spreadsheet_home.adapter import ADAPTER as SPREADSHEET_HOME
from imports.workbook import MAX_FILE_BYTES, refuse_other_files

ADAPTERS: dict[str, Adapter] = {
    adapter.name: adapter for adapter in (HOMECARE_CSV, JSON_VENDOR, SPREADSHEET_HOME)
}
WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}


def adapter_for(files: Sequence[File]) -> Adapter:
    """The kind of source that some files are. Raises UnreadableFile where they are none we know."""
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


def _is_meant_as_workbook(file: File) -> bool:
    return file.suffix in WORKBOOKS or not file.size or bool(what_it_is(file.start(SEEN)))
