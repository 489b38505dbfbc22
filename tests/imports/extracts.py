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


# What expected.json calls what a mapping made by hand says in the words of its columns.
SAID_AS = {
    "text cut by the old system": "text cut at 2,000 characters by the vendor",
    "visit not in the export": "visit not in the extract",
    "staff not in the export": "staff not in the extract",
    "note type not in the list of the old system": "note type not in the vendor's list",
    "Status not in the list of the old system": "status not in the vendor's list",
    "some letters look damaged": "text looks encoded twice",
    "the clocks went back": "local time that happened twice (clocks went back)",
    "the clocks went forward": "local time that did not happen (clocks went forward)",
    "recorded before it happened": "entered before it happened",
}


def ends_as_expected(report: dict, expected: dict) -> None:
    """Hold the reconciliation of Rondel's sample to its expected.json, row for row and doubt for
    doubt: people, notes, visits, documents and every other list.
    """
    people, rows = report["people"], report["rows"]
    for part in ("rows", "rejected", "imported_unmerged", "imported_merged", "nhs_numbers"):
        assert people[part] == expected["people"][part], part
    proposed = [pair for some in expected["people"]["merge_proposals"].values() for pair in some]
    assert sorted(map(sorted, people["merge_proposals"])) == sorted(map(sorted, proposed))
    for table, part in (("visit_notes", "notes"), ("visits", "visits")):
        found = rows[table]["imported_with_warning"]
        doubts = {SAID_AS.get(doubt, doubt): number for doubt, number in found.items()}
        assert doubts == expected[part]["imported_with_warning"], table
        assert rows[table]["outcome"] == expected[part]["outcome"], table
    assert rows["documents"]["outcome"] == expected["documents"]["outcome"]
    others = {name: ends for name, ends in expected["other_tables"].items() if name != "staff"}
    assert {name: rows[name]["outcome"] for name in others} == others
