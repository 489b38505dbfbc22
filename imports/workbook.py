"""Open a workbook that a stranger uploaded, whichever program saved it."""

from imports.continued import rejoined
from imports.errors import UnreadableFile
from imports.old_excel import is_workbook, read_old_excel
from imports.opendocument import is_opendocument, read_opendocument
from imports.sheet import MAX_FILE_BYTES, Sheet
from imports.sniffing import OLD_OFFICE, what_it_is
from imports.xlsx import read_xlsx

ENDINGS = frozenset({".xlsx", ".xlsm", ".ods", ".xls"})
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def read_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Every sheet of a workbook. Raises UnreadableFile with a sentence for anything else."""
    refuse_other_files(data)
    return tuple(map(rejoined, _read(data)))


def _read(data: bytes) -> tuple[Sheet, ...]:
    if data.startswith(OLD_OFFICE):
        return read_old_excel(data)
    return read_opendocument(data) if is_opendocument(data) else read_xlsx(data)


def refuse_other_files(data: bytes) -> None:
    """Say in one sentence what the file is, when it is no workbook."""
    if not data:
        raise UnreadableFile("This file is empty. Choose the workbook again.")
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableFile(
            f"This file is larger than {MAX_FILE_BYTES // 1024**2} MB, the most we can read."
        )
    if data.startswith(OLD_OFFICE):
        _refuse_other_old_files(data)
    elif not data.startswith(b"PK"):
        if what := what_it_is(data):
            raise UnreadableFile(f"This is {what}, not a workbook. Choose the workbook itself.")
        raise UnreadableFile(
            "This is not a workbook, whatever its name says. Choose a file saved as .xlsx, .ods or "
            ".xls."
        )


def _refuse_other_old_files(data: bytes) -> None:
    if ENCRYPTED_STREAM in data:
        raise UnreadableFile(
            "This workbook is locked with a password. "
            "Open it, remove the password, save it, and choose the new file."
        )
    if not is_workbook(data):
        raise UnreadableFile(
            "This is an older Office file, but no whole workbook. Choose the workbook."
        )
