"""What was handed over, shown to the virus scanner.

An archive is not scanned as one: scanners look into archives only so far, and an export is not
refused for one of a thousand papers. What is in it is scanned unpacked when it is read: all lists
before the first row, of which none may have a virus; papers one by one, and one with a virus is
left out and listed.
"""

from collections.abc import Iterable

from governance.scanning import Infected, NotClean, NotScanned, is_set_up, refuse_infected
from imports.archives import ZIP_START
from imports.errors import UnreadableFile
from imports.files import File


def refuse_infected_files(files: Iterable[File]) -> None:
    """Refuse an upload with a virus in one of its files. Raises UnreadableFile."""
    for file in files:
        if file.start(len(ZIP_START)) == ZIP_START and file.suffix == ".zip":
            continue
        _refuse(file)


def refuse_infected_lists(files: Iterable[File], beside: Iterable[File] = ()) -> None:
    """Refuse an export with a virus in one of its files, but for the papers `beside` its lists.

    Raises UnreadableFile.
    """
    papers = frozenset(beside)
    for file in files:
        if file not in papers:
            _refuse(file)


def is_infected(file: File) -> bool:
    """Whether a paper holds a virus. Raises UnreadableFile where nobody can say."""
    try:
        _scan(file)
    except Infected:
        return True
    except NotScanned as why:
        raise UnreadableFile(str(why)) from why
    return False


def _refuse(file: File) -> None:
    try:
        _scan(file)
    except NotClean as why:
        raise UnreadableFile(str(why)) from why


def _scan(file: File) -> None:
    if is_set_up():
        with file.open() as stream:
            refuse_infected(stream, file.base)
