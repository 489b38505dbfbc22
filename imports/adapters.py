"""The kinds of source we can read. A new one is a folder beside these, and a line here."""

from collections.abc import Sequence

from imports.errors import UnreadableFile
from imports.files import File
from imports.homecare_csv.adapter import ADAPTER as HOMECARE_CSV
from imports.json_vendor.adapter import ADAPTER as JSON_VENDOR
from imports.rows import Adapter
from imports.spreadsheet_home.adapter import ADAPTER as SPREADSHEET_HOME
from imports.workbook import MAX_FILE_BYTES, refuse_other_files

ADAPTERS: dict[str, Adapter] = {
    adapter.name: adapter for adapter in (HOMECARE_CSV, JSON_VENDOR, SPREADSHEET_HOME)
}


def adapter_for(files: Sequence[File]) -> Adapter:
    """The kind of source that some files are. Raises UnreadableFile where they are none we know."""
    for adapter in ADAPTERS.values():
        if adapter.takes(files):
            return adapter
    if len(files) == 1:
        refuse_other_files(files[0].start(MAX_FILE_BYTES + 1))
    names = ", ".join(file.base for file in files[:5])
    raise UnreadableFile(
        f"We do not know an export like this one ({names}). Choose an Excel workbook, or the whole "
        "folder or zip that the old system gave."
    )
