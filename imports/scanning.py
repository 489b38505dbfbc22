"""What was handed over, shown to the virus scanner.

An export is not refused for one of a thousand papers in its archive: those are looked at one by one
when they are read, and one with a virus is left out and listed.
"""

from collections.abc import Iterable

from governance.scanning import Infected, NotClean, NotScanned, refuse_infected
from imports.archives import ZIP_START
from imports.errors import UnreadableFile
from imports.files import File


def refuse_infected_files(files: Iterable[File]) -> None:
    """Refuse an upload with a virus in one of its files. Raises UnreadableFile."""
    for file in files:
        if file.start(len(ZIP_START)) == ZIP_START and file.suffix == ".zip":
            continue
        try:
            _scan(file)
        except NotClean as why:
            raise UnreadableFile(str(why)) from why


def is_infected(file: File) -> bool:
    """Whether a paper holds a virus. Raises UnreadableFile where nobody can say."""
    try:
        _scan(file)
    except Infected:
        return True
    except NotScanned as why:
        raise UnreadableFile(str(why)) from why
    return False


def _scan(file: File) -> None:
    with file.open() as stream:
        refuse_infected(stream, file.base)
