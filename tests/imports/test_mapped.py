"""Sources read by a mapping: what each row becomes, row by row of small invented extracts."""

import pytest

from imports import reasons
from imports.errors import UnreadableFile
from imports.files import in_memory
from imports.rows import AllergyKnowledge, ImportedNote
from tests.imports.extracts import ART, AT_HOME, NOTE, read, rondel, tidewell

PDF = b"%PDF-1.4 x"


def person(**more):
    [row] = read(rondel([ART | more]))["clients"]
    return row


def note(**more):
    [row] = read(rondel(notes=[NOTE | more]))["visit_notes"]
    return row


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"Surname": ""}, reasons.NO_NAME),
        ({"DateOfBirth": ""}, reasons.NO_BIRTH_DATE),
        ({"DateOfBirth": "31/04/1941"}, reasons.IMPOSSIBLE_BIRTH_DATE),
        ({"DateOfBirth": "01/11/2026"}, reasons.FUTURE_BIRTH_DATE),
        ({"ClientID": "CL2"}, reasons.NO_ADDRESS),
        ({"Surname": "ZZDuck"}, reasons.TEST_RECORD),
        ({"CommunicationNeeds": "This is a test record"}, reasons.TEST_RECORD),
        ({"Surname": "G" * 101}, reasons.TOO_LONG),
    ],
)
def test_somebody_who_cannot_be_brought_in_says_why_and_so_do_their_rows(more, reason):
    rows = read(rondel([ART | more], [AT_HOME], [NOTE | {"ClientID": more.get("ClientID", "CL1")}]))

    [row], [theirs] = rows["clients"], rows["visit_notes"]
    assert (row.reason, row.item) == (reason, None)
    is_test = reason == reasons.TEST_RECORD
    assert theirs.reason == (reasons.TEST_RECORD if is_test else reasons.PERSON_REJECTED)


@pytest.mark.parametrize(
    ("more", "doubt"),
    [
        ({"DateOfBirth": "01/01/1900"}, reasons.PLACEHOLDER_BIRTH_DATE),
        ({"NHSNumber": "999 000 0018?"}, reasons.NHS_QUERIED),
        ({"NHSNumber": "999 000 0019"}, f"{reasons.NHS_NOT_USED}: 999 000 0019"),
        ({"Surname": "?ucja"}, reasons.LETTERS_LOST),
        ({"ServiceStart": "soon"}, f"{reasons.DATE_NOT_UNDERSTOOD}: soon"),
        ({"ServiceStart": "01/11/2026"}, f"{reasons.DATE_NOT_UNDERSTOOD}: 01/11/2026"),
        ({"Allergies": "Penicillin?"}, f"{reasons.ALLERGY_IN_DOUBT}: Penicillin?"),
        ({"Sex": "K"}, "not in the list of the old system: K"),
        ({"DNACPR": "Y"}, f"{reasons.RESUSCITATION}: DNACPR, place of the form not given"),
    ],
)
def test_what_is_doubtful_about_somebody_is_a_warning_and_stops_nobody(more, doubt):
    assert doubt in person(**more).warnings


def test_a_postcode_that_cannot_be_one_is_doubted():
    [row] = read(rondel(addresses=[AT_HOME | {"Postcode": "NO IDEA"}]))["clients"]

    assert row.warnings == (f"{reasons.POSTCODE_ODD}: NO IDEA",)


def test_words_that_no_field_takes_are_kept_under_their_headings():
    kept = dict(person(Mobility="stick", Sex="K").item.kept)

    assert kept == {"Mobility": "stick", "Sex": "K"}


@pytest.mark.parametrize(
    ("said", "agents"),
    [
        ("Penicillin - rash", [("Penicillin", "rash")]),
        ("Trimethoprim (hives); Nuts", [("Trimethoprim", "hives"), ("Nuts", "")]),
        ("Codeine \u2013 confusion", [("Codeine", "confusion")]),
    ],
)
def test_a_substance_is_told_apart_from_what_it_does(said, agents):
    item = person(Allergies=said).item

    assert [(agent.name, agent.reaction) for agent in item.agents] == agents
    assert item.allergy_state is AllergyKnowledge.PRESENT


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"ClientID": "CL9"}, reasons.UNKNOWN_PERSON),
        ({"NoteText": " "}, reasons.EMPTY_NOTE),
        ({"EventTime": ""}, reasons.NO_DATE),
        ({"EventTime": "31/06/2026 08:00"}, reasons.IMPOSSIBLE_DATE),
        ({"EventTime": "1026-10-01 08:00:00"}, reasons.IMPOSSIBLE_DATE),
        ({"EventTime": "2026-11-01 08:00:00"}, reasons.FUTURE_DATE),
        ({"NoteText": "x" * 200_001}, reasons.TOO_LONG),
    ],
)
def test_a_note_that_cannot_be_brought_in_says_why(more, reason):
    assert note(**more).reason == reason


def test_a_note_is_read_as_a_person_would_have_read_it():
    row = note(NoteText="<p>Art\u00e2\u20ac\u2122s tea</p>Key safe 1234 by the door", StaffID="ST9")

    assert row.item.text == "Art\u2019s tea\nKey safe [code kept apart] by the door"
    assert (row.item.author, row.item.secrets) == ("ST9", ("1234",))
    assert set(row.warnings) == {reasons.ENCODED_TWICE, reasons.SECRET_APART}
    assert "1234" not in f"{row.summary}{row.cells}"


def test_a_repeat_is_skipped_and_the_same_number_with_other_words_is_refused():
    rows = read(rondel(notes=[NOTE, NOTE, NOTE | {"NoteText": "Slept"}]))["visit_notes"]

    assert [row.reason for row in rows] == [
        "", reasons.EXACT_REPEAT, reasons.DUPLICATE_ID_CONFLICT,
    ]  # fmt: skip


def test_a_record_of_another_kind_says_what_is_missing_too_long_or_doubtful():
    risk = {"RiskID": "R1", "ClientID": "CL1", "RiskType": "Falls", "Status": "ARCH"}
    rows = read(
        rondel(
            contacts=[
                {"ContactID": "C1", "ClientID": "CL1", "FullName": "", "MayShareInfo": "N"},
                {"ContactID": "C2", "ClientID": "CL1", "FullName": "x" * 200, "MayShareInfo": "N"},
                {"ContactID": "C3", "ClientID": "CL1", "FullName": "Tom", "MayShareInfo": "N"},
            ],
            risk_assessments=[risk | {"ReviewDue": "later", "Rating": "VH?", "RiskType": "Ghosts"}],
            visits=[
                {
                    "VisitID": "V1",
                    "ClientID": "CL1",
                    "CallType": "AM",
                    "Status": "MISSED",
                    "PlannedStart": "26/10/2025 01:30",
                    "ActualStart": "soon",
                    "ActualEnd": "",
                },
            ],
        )
    )

    assert [row.reason for row in rows["contacts"]] == [reasons.MISSING_FIELD, reasons.TOO_LONG, ""]
    assert dict(rows["contacts"][2].item.fields)["must_not_be_told"] is True
    [falls] = rows["risk_assessments"]
    fields = dict(falls.item.fields)
    assert (fields["category"], fields["ended_on"].isoformat()) == ("other", "2026-10-31")
    assert "Ghosts" in fields["comment"]
    assert {doubt.partition(":")[0] for doubt in falls.warnings} == {
        "not in the list of the old system", reasons.DATE_NOT_UNDERSTOOD,
    }  # fmt: skip
    [visit] = rows["visits"]
    fields = dict(visit.item.fields)
    assert (fields["visited_on"].isoformat(), "arrived_time" in fields) == ("2025-10-26", False)
    assert f"{reasons.DATE_NOT_UNDERSTOOD}: soon" in visit.warnings


def test_a_note_of_a_visit_to_somebody_else_is_refused():
    visits = [{"VisitID": "V1", "ClientID": "CL2", "CallType": "AM"}]
    joan = ART | {"ClientID": "CL2", "Forename": "Joan"}
    homes = [AT_HOME, AT_HOME | {"ClientID": "CL2"}]

    rows = read(rondel([ART, joan], homes, [NOTE | {"VisitID": "V1"}], visits=visits))

    assert [row.reason for row in rows["visit_notes"]] == [reasons.CLIENT_AND_VISIT_DIFFER]


def test_documents_are_taken_for_what_is_in_them():
    index = [
        {"DocID": f"D{n}", "ClientID": "CL1", "FileName": name, "SizeBytes": "10"}
        for n, name in enumerate(["a.pdf", "B.PDF", "c.exe", "empty.pdf", "huge.pdf", "gone.pdf",
                                  "letter.txt", ""])
    ]  # fmt: skip
    files = {
        "a.pdf": PDF,
        "b.pdf": PDF,
        "c.exe": b"MZ\0\x01",
        "empty.pdf": b"",
        "huge.pdf": PDF + b"0" * 10 * 1024**2,
        "letter.txt": b"Caf\xe9 at 3",
        "odd.bin": b"1",
    }

    rows = read(rondel(documents=index, files=files))

    assert [row.reason for row in rows["documents"]] == [
        "", "", reasons.FILE_KIND, reasons.EMPTY_FILE, reasons.FILE_TOO_LARGE,
        reasons.MISSING_FILE, "", reasons.MISSING_FILE,
    ]  # fmt: skip
    assert rows["documents"][1].warnings == (f"{reasons.NAME_IN_ANOTHER_CASE}: b.pdf",)
    assert rows["documents"][6].warnings[0] == reasons.OTHER_LETTERS
    [beside] = rows["files beside the lists"]
    assert (beside.summary, beside.reason) == ("documents/odd.bin", reasons.FILE_NOT_NAMED)


def test_a_list_that_nobody_mapped_is_left_and_said_to_be():
    rows = read(rondel(invoices=[{"No": "1", "Sum": "2"}]))

    assert [row.reason for row in rows["invoices"]] == [reasons.SHEET_NOT_TAKEN]


def test_an_older_copy_of_somebody_gives_way_to_the_newer():
    newer = {
        "id": "p1",
        "resourceVersion": 2,
        "status": "LIVING_IN",
        "identity": {"familyName": "Green", "givenNames": ["Art"], "dateOfBirth": "1942-03-14"},
    }
    older = newer | {"resourceVersion": 1, "notes": [{"id": "n0", "text": "x", "occurredAt": "1"}]}

    rows = read(tidewell(older, newer | {"notes": [{"id": "n1", "text": "Sang",
                "occurredAt": "2026-10-01T08:00:00Z"}]}))  # fmt: skip

    assert [row.reason for row in rows["people"]] == [reasons.OLDER_COPY, ""]
    assert [row.item.text for row in rows["people.notes"]] == ["Sang"]


def test_a_note_that_another_replaces_comes_first_and_names_it():
    at = {"type": "PC01", "occurredAt": "2026-10-01T08:00:00Z"}
    notes = [
        {"id": "n2", "text": "new", "supersedesId": "n1", **at},
        {"id": "n1", "text": "old", **at},
    ]

    rows = read(tidewell(notes=notes))["people.notes"]

    assert [(row.item.text, row.item.replaced_by) for row in rows] == [("old", "n2"), ("new", "")]


@pytest.mark.parametrize(
    ("value", "kept", "warnings"),
    [
        ({"type": "WEIGHT", "value": 61.5, "unit": "kg"}, "61.5", ()),
        ({"type": "WEIGHT", "value": 150, "unit": "lb"}, "68", ("converted from pounds",)),
        ({"type": "TEMP", "value": "98.6", "unit": "degF"}, "37",
         ("number sent as text", "converted from Fahrenheit")),
        ({"type": "BP", "value": "132/84", "unit": "mmHg"}, "132/84", ()),
    ],
)  # fmt: skip
def test_a_measured_value_is_kept_in_one_unit(value, kept, warnings):
    value |= {"id": "o1", "takenAt": "2026-10-01T08:00:00Z"}

    [row] = read(tidewell(observations=[value]))["people.observations"]

    said = (
        row.item.values[0][1]
        if isinstance(row.item, ImportedNote)
        else dict(row.item.fields)["value"]
    )
    assert (said, row.warnings) == (kept, warnings)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"type": "AURA", "value": 7}, reasons.UNKNOWN_TYPE),
        ({"type": "PULSE", "value": 7800}, reasons.IMPOSSIBLE_VALUE),
        ({"type": "PULSE", "value": "fast"}, reasons.IMPOSSIBLE_VALUE),
        ({"type": "BP", "value": "84/132"}, reasons.IMPOSSIBLE_VALUE),
        ({"type": "BP", "value": "high"}, reasons.IMPOSSIBLE_VALUE),
        ({"type": "PULSE", "value": 70, "takenAt": "2026-13-01"}, reasons.IMPOSSIBLE_DATE),
        ({"type": "PULSE", "value": 70, "takenAt": "2026-12-01"}, reasons.FUTURE_DATE),
    ],
)
def test_a_value_that_cannot_be_is_refused(value, reason):
    value = {"id": "o1", "takenAt": "2026-10-01T08:00:00"} | value

    [row] = read(tidewell(observations=[value]))["people.observations"]

    assert row.reason == reason


def test_a_value_without_a_zone_is_doubted():
    value = {"id": "o1", "type": "PULSE", "value": 70, "takenAt": "2026-10-01T08:00:00"}

    [row] = read(tidewell(observations=[value]))["people.observations"]

    assert row.warnings == (f"{reasons.NO_TIME_ZONE}: 2026-10-01T08:00:00",)


def test_about_me_without_words_is_refused():
    [row] = read(tidewell(aboutMe=[{"section": "WELLNESS", "text": ""}]))["people.aboutMe"]

    assert row.reason == reasons.MISSING_FIELD


def test_an_export_that_nobody_knows_is_refused_with_the_names_of_its_files():
    with pytest.raises(UnreadableFile, match=r"do not know an export .* \(a.csv, b.csv\)"):
        read([in_memory("a.csv", b"x,y\n1,2\n"), in_memory("b.csv", b"words alone")])


def test_the_columns_that_we_add_to_rows_to_be_mended_say_nothing_of_a_person():
    ours = {"What is wrong": "No date of birth", "Row in the workbook": "3", "Likes": "Tea"}

    [person] = read(rondel(clients=[ART | ours]))["clients"]

    assert person.item.kept == (("Likes", "Tea"),)
