"""Small invented extracts of vendors' systems."""

import csv
import io
import json
import zipfile
from datetime import date

from imports.adapters import adapter_for
from imports.files import File, in_memory, unpacked
from imports.rows import ReadRow

AS_OF = date(2026, 10, 31)
ART = {"ClientID": "CL1", "ClientRef": "GREART", "Forename": "Art", "Surname": "Green",
       "DateOfBirth": "14/03/1942", "Status": "Active"}  # fmt: skip
AT_HOME = {"AddressID": "AD1", "ClientID": "CL1", "Type": "HOME", "Line1": "1 High Street",
           "Town": "Holbridge", "Postcode": "HB1 1AA"}  # fmt: skip
NOTE = {"NoteID": "1", "ClientID": "CL1", "NoteType": "CALL", "EventTime": "2026-10-01 08:00:00",
        "NoteText": "Ate well", "StaffID": ""}  # fmt: skip


def as_csv(rows: list[dict[str, str]]) -> str:
    """Rows as a CSV text under all the headings that any of them has."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    target = io.StringIO()
    writer = csv.DictWriter(target, columns)
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


def rondel(clients=None, addresses=None, notes=None, files=None, **tables) -> list[File]:
    """An extract of Rondel in one zip, with what a test gives of each table."""
    tables |= {
        "clients": clients or [ART],
        "addresses": addresses or [AT_HOME],
        "visit_notes": notes or [NOTE],
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, rows in tables.items():
            package.writestr(f"{name}.csv", as_csv(rows))
        for name, content in (files or {}).items():
            package.writestr(f"documents/{name}", content)
    return [in_memory("extract.zip", target.getvalue())]


def tidewell(*people: dict, **more: object) -> list[File]:
    """A page of Tidewell Connect."""
    a_note = {"id": "n1", "type": "PC01", "occurredAt": "2026-10-01T08:00:00Z", "text": "Washed"}
    somebody = {
        "id": "p1",
        "identity": {"familyName": "Green", "givenNames": ["Art"], "dateOfBirth": "1942-03-14"},
        "status": "LIVING_IN",
        "notes": [a_note],
    } | more
    lines = "\n".join(json.dumps(person) for person in (people or (somebody,)))
    return [in_memory("people-0001.ndjson", lines.encode())]


def read(files: list[File]) -> dict[str, list[ReadRow]]:
    """The rows of an extract by table."""
    inside = unpacked(files)
    found: dict[str, list[ReadRow]] = {}
    for row in adapter_for(inside).open_source(inside, as_of=AS_OF).rows():
        found.setdefault(row.sheet, []).append(row)
    return found
