"""Spreadsheets that are a zip of XML parts, looked at before anything builds objects of them."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Protocol
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from imports.archives import refuse_hostile, refuse_long_list
from imports.errors import UnreadableFile
from imports.sheet import DAMAGED

MAX_PARTS = 2_000
MAX_UNPACKED_BYTES = 120 * 1024**2
MAX_DEPTH = 60
ENTITIES = "This workbook holds XML entities, which no spreadsheet needs. It was not opened."


class Readable(Protocol):
    """A part of a package while it is unpacked."""

    def read(self, size: int = -1, /) -> bytes: ...


def opened_package(data: bytes) -> zipfile.ZipFile:
    """The package, if it is one that may be opened. Raises UnreadableFile, BadZipFile."""
    refuse_long_list("This workbook", BytesIO(data))
    package = zipfile.ZipFile(BytesIO(data))
    parts = package.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UnreadableFile(
            "This workbook unpacks to far more than a care record can hold. It was not opened."
        )
    for part in parts:
        refuse_hostile("This workbook", part)
    return package


def elements(stream: Readable, *, whole: str) -> Iterator[Element]:
    """Every element of a part as it closes, refusing nesting that no spreadsheet has.

    Each is let go once it was seen; what is in an element called `whole` stays until that closes.
    """
    open_ones: list[Element] = []
    within = 0
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            open_ones.append(element)
            within += name_of(element) == whole
            if len(open_ones) > MAX_DEPTH:
                raise UnreadableFile(DAMAGED)
            continue
        yield element
        open_ones.pop()
        within -= name_of(element) == whole
        if open_ones and not within:
            open_ones[-1].remove(element)


def name_of(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]
