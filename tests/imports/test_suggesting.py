"""What lists are suggested to hold and columns to be, and why."""

from pathlib import Path

import pytest

from imports.columns import profiles
from imports.files import in_memory, on_disk, unpacked
from imports.mapping.drafting import codes_of, finished, uses_of
from imports.mapping.suggesting import Learnt, draft_of, learnt_from, person_column
from imports.mapping.targets import holdings
from imports.tables.anything import handed_over
from imports.tables.delimited import DelimitedTable
from tests.imports.extracts import as_csv
from tests.imports.mappings import A_MAPPING

SAMPLES = Path(__file__).parents[1] / "samples" / "legacy"


def drafted(*files, learnt=None):
    """The draft that some files are given."""
    found = profiles(handed_over(unpacked(files)).tables)
    return draft_of(found, learnt or Learnt(), label="x")


def a_csv(name, *rows):
    return in_memory(f"{name}.csv", as_csv(list(rows)).encode())


def the_sample(name):
    files = [file for file in on_disk(SAMPLES / name) if file.name != "expected.json"]
    return drafted(*files)


def filled(table):
    """Which column fills each field of a table."""
    found = {}
    for use in uses_of(table):
        found.setdefault(use.target, []).append(use.column)
    return found


@pytest.fixture(scope="module")
def rondel():
    return the_sample("homecare-csv")["tables"]


@pytest.fixture(scope="module")
def home():
    return the_sample("spreadsheet-home")["tables"]


def test_every_list_of_an_extract_is_known_for_what_it_holds(rondel):
    assert {name: table["holds"] for name, table in rondel.items()} == {
        "clients": "person", "staff": "staff", "addresses": "addresses", "contacts": "contacts",
        "medication_profile": "medicines", "risk_assessments": "risks",
        "care_plan_tasks": "tasks", "visits": "visits", "visit_notes": "note",
        "documents": "document",
    }  # fmt: skip


def test_ids_say_whose_rows_are(rondel):
    assert rondel["visit_notes"]["key"] == "NoteID"
    assert {table["person"] for table in rondel.values() if table.get("person")} == {"ClientID"}
    assert not any("person_by" in table for table in rondel.values())


def test_columns_are_known_by_their_names_in_any_spelling(rondel):
    people = filled(rondel["clients"])

    assert people["given_names"] == ["Forename", "MiddleName"]
    assert (people["born_on"], people["moved_in_on"]) == (["DateOfBirth"], ["ServiceStart"])
    assert people["local_identifier"] == ["ClientID"]
    assert filled(rondel["risk_assessments"])["category"] == ["RiskType"]
    assert filled(rondel["risk_assessments"])["text"] == ["RiskType"]


def test_where_people_live_is_taken_from_the_list_of_addresses(rondel):
    assert rondel["clients"]["looks_up"] == {
        "addresses": {"by": "ClientID", "where": {"Type": "HOME"}}
    }
    assert filled(rondel["clients"])["postcode"] == [">addresses.Postcode"]


def test_codes_have_their_meanings_and_a_strange_one_stays_a_doubt(rondel):
    [use] = [use for use in uses_of(rondel["visit_notes"]) if use.target == "type"]
    values = codes_of(rondel["visit_notes"], use)["values"]

    assert (values["FAMILY"], values["BODY"]) == ("contact", "skin")
    assert "??" not in values


def test_a_heading_that_says_the_opposite_is_turned_round(rondel):
    fields = rondel["contacts"]["fields"]

    assert fields["must_not_be_told"]["all"][0]["values"] == {"Y": "no", "N": "yes"}
    assert fields["must_not_be_told_why"]["all"][0]["values"]["Y"] == ""


def test_door_codes_are_apart_and_rows_say_that_they_are_deleted_or_private(rondel):
    assert rondel["addresses"]["secrets"] == ["KeySafe"]
    assert rondel["visit_notes"]["withdrawn"] == {"IsDeleted": "1"}
    assert rondel["visit_notes"]["private"] == {"IsPrivate": "1"}


def test_codes_that_are_mostly_strange_are_not_pressed_into_a_field(rondel):
    assert "religion" not in filled(rondel["clients"])


def test_lists_of_a_workbook_name_their_people(home):
    assert {name: table["holds"] for name, table in home.items() if table["holds"]} == {
        "residents": "person", "contacts": "contacts", "care plans": "needs",
        "daily notes": "note", "notes feb-apr (old)": "note", "allergies": "allergies",
        "falls log": "incidents", "staff initials": "staff", "dnacpr list": "cpr-decisions",
        "weights": "weights",
    }  # fmt: skip
    assert home["notes feb-apr (old)"] | {"fields": 0, "why": 0} == {
        "holds": "note", "key": "", "person": "Name", "person_by": "name", "repeats": "skip",
        "secrets": [], "dates": {}, "fields": 0, "why": 0,
    }  # fmt: skip
    assert filled(home["daily notes"]) == {
        "text": ["What happened"], "at": ["Date"], "time": ["Time"], "author": ["Staff"],
    }  # fmt: skip
    assert home["staff initials"]["key"] == "Initials"


def test_lists_within_records_are_theirs_whose_record_it_is():
    records = b"\n".join(
        b'{"id": "p%d", "familyName": "G", "dob": "1940-05-0%d", "notes": [{"id": "n%d", '
        b'"text": "Sang", "occurredAt": "2026-10-01T08:00:00Z"}]}' % (n, n, n)
        for n in range(1, 9)
    )

    tables = drafted(in_memory("people.ndjson", records))["tables"]

    assert (tables["people.notes"]["holds"], tables["people.notes"]["person"]) == ("note", "^id")
    assert filled(tables["people.notes"]) == {"text": ["text"], "at": ["occurredAt"]}


def test_values_give_a_column_away_where_its_heading_does_not():
    people = a_csv("people", *[
        {"Ref": f"r{n}", "Surname": f"G{n}", "Forename": "A", "X1": f"0{n}/05/1940",
         "X2": "999 000 0018", "X3": f"a{n}@example.org"} for n in range(1, 7)
    ])  # fmt: skip

    assert filled(drafted(people)["tables"]["people"]) == {
        "surname": ["Surname"], "given_names": ["Forename"], "born_on": ["X1"],
        "nhs_number": ["X2"], "email": ["X3"], "local_identifier": ["Ref"],
    }  # fmt: skip


def test_months_that_stand_first_are_said_of_their_column():
    rows = [{"Id": f"p{n}", "Surname": "G", "DOB": f"05/1{n}/1940"} for n in range(3, 9)]

    assert drafted(a_csv("people", *rows))["tables"]["people"]["dates"] == {"DOB": "month first"}


def test_a_text_that_often_ends_at_a_round_length_was_cut():
    people = a_csv("clients", {"ClientID": "1", "Surname": "G", "DOB": "1.2.40"})
    notes = a_csv(
        "notes", *[{"NoteID": f"n{n}", "Client": "G", "Date": "1.2.26", "Note": "x" * 255}
                   for n in range(3)]
    )  # fmt: skip

    assert drafted(people, notes)["tables"]["notes"]["cut_at"] == 255


@pytest.mark.parametrize(
    ("no", "yes"), [("0", "1"), ("N", "Y"), ("false", "true"), ("", "")], ids=str
)
def test_how_a_column_would_say_yes_is_told_from_its_no(no, yes):
    rows = [{"Id": f"p{n}", "Surname": f"G{n}", "DOB": "1.2.40", "Deleted": no} for n in range(9)]

    table = drafted(a_csv("people", *rows))["tables"]["people"]

    assert table.get("deleted") == ({"Deleted": yes} if no else None)


def test_a_moment_of_deletion_says_that_a_row_is_deleted():
    rows = [{"Id": f"p{n}", "Surname": f"G{n}", "DOB": "1.2.40", "DeletedAt": "2026-01-0" + str(n)}
            for n in range(1, 6)]  # fmt: skip

    assert drafted(a_csv("people", *rows))["tables"]["people"]["deleted"] == {"DeletedAt": "any"}


def test_what_earlier_mappings_said_comes_first():
    learnt = learnt_from([
        A_MAPPING | {"tables": {"people": {"holds": "person", "fields": {
            "room": {"from": "Zimmer"}, "sex": {"from": "Sex", "values": {"W": "2"}},
        }}}}
    ])  # fmt: skip
    rows = [{"Id": f"p{n}", "Surname": f"G{n}", "DOB": "1.2.40", "Zimmer": f"Z {n}", "Sex": "W"}
            for n in range(5)]  # fmt: skip

    table = drafted(a_csv("people", *rows), learnt=learnt)["tables"]["people"]

    assert filled(table)["room"] == ["Zimmer"]
    assert table["fields"]["sex"]["all"][0]["values"] == {"W": "2"}


def test_a_list_of_nothing_we_know_is_left_out():
    tables = drafted(a_csv("menu", {"Day": "Monday", "Pudding": "Trifle"}))["tables"]

    assert tables == {"menu": {"holds": ""}}
    assert drafted()["tables"] == {}


def test_nobody_is_named_by_a_list_of_people_itself():
    [people] = profiles([DelimitedTable(a_csv("people", {"Name": "G", "DOB": "1.2.40"}))])

    assert person_column(people, people) == ""


def test_a_finished_mapping_reads_people_first_and_notes_last(rondel):
    mapping = finished({"name": "x", "label": "x", "tables": rondel})

    names = list(mapping["tables"])
    assert (names[:3], names[-2:]) == (
        ["clients", "staff", "visits"], ["visit_notes", "documents"],
    )  # fmt: skip
    assert mapping["tables"]["visit_notes"]["visit_in"] == "visits"
    assert mapping["tables"]["visits"]["from_to"] == ["ActualStart", "ActualEnd"]
    assert set(mapping["recognised_by"]) == {"clients", "visits"}
    assert ">addresses.Postcode" not in mapping["recognised_by"]["clients"]


def test_visits_without_an_end_have_none_to_compare(rondel):
    table = rondel["visits"] | {"fields": {"purpose": {"all": [{"from": "CallType"}]}}}

    mapping = finished({"name": "x", "label": "x", "tables": {"visits": table}})

    assert "from_to" not in mapping["tables"]["visits"]


def test_everything_that_may_be_held_says_what_it_is():
    assert all(one.label and one.targets for one in holdings().values())
    assert not holdings()["staff"].is_theirs
