"""The samples of two vendors end as their expected.json says, in the check and in the record."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from dailycare.models import CareEntry
from imports import services
from imports.adapters import adapter_for
from imports.files import on_disk, unpacked
from imports.models import ImportRun
from imports.reconciliation import Reconciliation
from imports.rows import ImportedNote, is_brought_in
from imports.tables.delimited import DelimitedTable
from records.models import (
    AboutMe,
    Contact,
    Document,
    Goal,
    InvestigationResult,
    Medication,
    Need,
    Observation,
    Person,
    PersonAddress,
    Risk,
    Task,
    Visit,
)

LEGACY = Path(__file__).parents[1] / "samples" / "legacy"
# What their files call the same.
CALLED = {
    "text cut by the old system": "text cut at 2,000 characters by the vendor",
    "visit not in the export": "visit not in the extract",
    "staff not in the export": "staff not in the extract",
    "note type not in the list of the old system": "note type not in the vendor's list",
    "status not in the list of the old system": "status not in the vendor's list",
    "some letters look damaged": "text looks encoded twice",
    "the clocks went back": "local time that happened twice (clocks went back)",
    "the clocks went forward": "local time that did not happen (clocks went forward)",
    "recorded before it happened": "entered before it happened",
}


def sample(name):
    folder = LEGACY / name
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    files = on_disk(folder)
    reader = adapter_for(unpacked(files))
    source = reader.open_source(unpacked(files), as_of=date.fromisoformat(expected["as_of"]))
    rows = list(source.rows())
    reconciliation = Reconciliation()
    for row in rows:
        reconciliation.add(row)
    report = reconciliation.as_dict(source.sheets)
    return SimpleNamespace(
        expected=expected, files=files, reader=reader, rows=rows, report=report, folder=folder
    )


@pytest.fixture(scope="module")
def rondel():
    return sample("homecare-csv")


@pytest.fixture(scope="module")
def tidewell():
    return sample("json-vendor")


def outcome(sample, table):
    return sample.report["rows"][table]["outcome"]


def doubts(sample, table):
    found = sample.report["rows"][table]["imported_with_warning"]
    return {CALLED.get(doubt, doubt): number for doubt, number in found.items()}


def test_each_is_known_by_its_headings(rondel, tidewell):
    assert (rondel.reader.name, tidewell.reader.name) == ("homecare_csv", "json_vendor")


def test_the_people_of_rondel_are_as_expected(rondel):
    people, expected = rondel.report["people"], rondel.expected["people"]

    for part in ("rows", "rejected", "imported_unmerged", "imported_merged", "nhs_numbers"):
        assert people[part] == expected[part], part
    proposed = [pair for pairs in expected["merge_proposals"].values() for pair in pairs]
    assert sorted(map(sorted, people["merge_proposals"])) == sorted(map(sorted, proposed))
    [clash] = rondel.report["nhs_number_on_different_people"]
    [not_merged, _twins] = expected["not_to_be_merged"].values()
    assert [sorted(clash)] == [sorted(pair) for pair in not_merged]


def test_the_allergies_of_rondel_are_in_their_three_states(rondel):
    states = Counter(
        row.item.allergy_state for row in rondel.rows if row.sheet == "clients" and row.item
    )

    assert states == rondel.expected["people"]["allergies"]


def test_the_notes_and_visits_of_rondel_are_as_expected(rondel):
    notes, visits = rondel.expected["notes"], rondel.expected["visits"]

    assert outcome(rondel, "visit_notes") == notes["outcome"]
    assert doubts(rondel, "visit_notes") == notes["imported_with_warning"]
    assert outcome(rondel, "visits") == visits["outcome"]
    assert doubts(rondel, "visits") == visits["imported_with_warning"]
    assert rondel.report["rows"]["visit_notes"]["rows"] == notes["rows"]


def test_the_very_rows_of_rondel_are_the_ones_expected(rondel):
    found = {}
    for row in rondel.rows:
        if row.sheet == "visit_notes" and row.reason:
            found.setdefault(f"{row.outcome}: {row.reason}", []).append(row.source_id)
    for ending, ids in rondel.expected["notes"]["note_ids"].items():
        if not ending.startswith("warning"):
            assert found[ending] == ids, ending


@pytest.mark.parametrize("table", [
    "addresses", "contacts", "medication_profile", "risk_assessments", "care_plan_tasks",
])  # fmt: skip
def test_the_other_tables_of_rondel_are_as_expected(rondel, table):
    assert outcome(rondel, table) == rondel.expected["other_tables"][table]


def test_the_documents_of_rondel_are_as_expected(rondel):
    expected = rondel.expected["documents"]
    rows = [row for row in rondel.rows if row.sheet == "documents"]
    said = {}
    for row in rows:
        for doubt in row.warnings:
            said.setdefault(doubt.partition(":")[0], []).append(row.summary.partition(": ")[2])

    assert outcome(rondel, "documents") == expected["outcome"]
    names = expected["names"]
    assert said["file name differs in letter case"] == names["file name differs in letter case"]
    assert sorted(said["size differs from the list"]) == sorted(
        names["size differs from the index"]
    )
    assert (
        said["ending of the file does not match what is in it"]
        == (names["extension does not match the content"])
    )
    missing = [row.summary.partition(": ")[2] for row in rows if row.reason == "missing-file"]
    assert sorted(missing) == sorted(names["missing"])
    beside = [r.summary for r in rondel.rows if r.reason == "file not named in any list"]
    assert {Path(name).name for name in beside if name.startswith("documents/")} == {
        *names["on disk, not in the index"]
    }


def test_the_staff_of_rondel_are_looked_up_and_make_no_account(rondel):
    assert outcome(rondel, "staff") == {"skipped: looked up": 46}


def test_no_code_of_a_key_safe_is_in_what_is_kept_of_its_row(rondel):
    [file] = [file for file in unpacked(rondel.files) if file.stem == "addresses"]
    codes = {cells.number: cells.values.get("KeySafe") for cells in DelimitedTable(file).rows()}
    rows = [row for row in rondel.rows if row.sheet == "addresses" and codes[row.number]]

    assert len(rows) == rondel.expected["defects"]["key_safe_codes_in_column"]
    words = {row.number: f"{row.item} {row.summary} {row.cells}" for row in rows}
    ids = {row.number: row.source_id for row in rows}
    assert [
        number for number, said in words.items() if codes[number] in said.replace(ids[number], "")
    ] == []


def test_the_people_of_tidewell_are_as_expected(tidewell):
    people, expected = tidewell.report["people"], tidewell.expected["people"]

    rejected = {reason: sorted(ids) for reason, ids in people["rejected"].items()}
    assert (
        len(rejected.pop("invalid-json")) == tidewell.expected["people"]["lost_with_the_cut_line"]
    )
    assert rejected == {reason: sorted(ids) for reason, ids in expected["rejected"].items()}
    assert people["imported_unmerged"] == expected["imported_unmerged"]
    assert people["imported_merged"] == expected["imported_merged"]
    assert sorted(map(sorted, people["merge_proposals"])) == sorted(
        map(sorted, expected["merge_proposals"])
    )


def test_the_notes_of_tidewell_are_as_expected(tidewell):
    found, expected = outcome(tidewell, "people.notes"), tidewell.expected["notes"]["outcome"]

    refused = found.pop("rejected: test-record") + found.pop("rejected: person-rejected")
    assert refused == expected.pop("rejected: person-rejected")
    assert found == {
        ending.replace("imported: current", "imported")
        .replace("imported: earlier version", "imported as an earlier version")
        .replace("imported: withdrawn", "imported as withdrawn"): number
        for ending, number in expected.items()
    }


def test_the_measured_values_of_tidewell_are_as_expected(tidewell):
    expected = tidewell.expected["observations"]
    found = outcome(tidewell, "people.observations")

    assert {ending: found[ending] for ending in expected["outcome"]} == expected["outcome"]
    assert doubts(tidewell, "people.observations") == expected["imported_with_warning"]


def test_all_other_blocks_of_tidewell_are_as_expected(tidewell):
    expected = tidewell.expected["other_blocks_imported"]
    tables = {
        "about_me_sections": "aboutMe", "body_map_points": "bodyMap", "contacts": "contacts",
        "goals": "goals", "needs": "needs", "risks": "risks",
    }  # fmt: skip

    assert {
        name: outcome(tidewell, f"people.{table}")["imported"] for name, table in tables.items()
    } == expected


@pytest.mark.parametrize("which", ["rondel", "tidewell"])
def test_the_people_to_check_by_hand_have_the_notes_expected(which, request):
    found = request.getfixturevalue(which)
    table = {"rondel": "visit_notes", "tidewell": "people.notes"}[which]
    by_person = {}
    refs = {row.ref: row.source_id for row in found.rows if row.kind == "person"}
    for row in found.rows:
        if row.sheet == table and isinstance(row.item, ImportedNote):
            by_person.setdefault(refs[row.item.person], Counter())[str(row.outcome)] += 1

    for person in found.expected["named_people"]:
        counts = by_person[person.get("client_id") or person["id"]]
        assert counts["imported"] == person.get("notes_imported", person.get("notes_current"))
        assert counts["imported as withdrawn"] == person["notes_withdrawn"]


@pytest.mark.parametrize("which", ["rondel", "tidewell"])
def test_every_row_ends_once_and_says_why_when_it_is_left_out(which, request):
    rows = request.getfixturevalue(which).rows
    refs = [row.ref for row in rows]

    assert len(refs) == len(set(refs))
    assert all(bool(row.item) == is_brought_in(row.outcome) for row in rows)
    assert all(row.reason for row in rows if not row.item)


def committed(sample, by):
    run = services.start_check(
        sample.files,
        file_name=sample.folder.name,
        location=by.locations[0],
        as_of=date.fromisoformat(sample.expected["as_of"]),
        by=by,
    )
    services.check_run(run.pk, by=by)
    services.start_commit(run.pk, by=by)
    services.commit_run(run.pk, by=by)
    run.refresh_from_db()
    assert (run.state, run.error) == (ImportRun.State.COMMITTED, "")
    return run


def made(run, model, **more):
    return model._default_manager.filter(import_run_id=run.pk, **more).count()


def test_tidewell_stands_in_the_record_and_again_adds_nothing(rosewood, tidewell):
    run = committed(tidewell, rosewood.adele)
    expected = tidewell.expected

    assert made(run, Person) == expected["people"]["imported_unmerged"]
    notes = CareEntry.objects.filter(import_run_id=run.pk)
    weights = notes.filter(kind="weight").count()
    bodies = expected["other_blocks_imported"]["body_map_points"]
    assert notes.filter(standing="current").count() - weights - bodies == 14704
    assert notes.filter(standing="withdrawn").count() == 118
    assert notes.filter(version=2).count() == 60
    assert weights + made(run, InvestigationResult) == 934
    for model, block in ((Need, "needs"), (Risk, "risks"), (Goal, "goals"), (Contact, "contacts")):
        assert made(run, model) == expected["other_blocks_imported"][block]
    assert made(run, AboutMe) == AboutMe.objects.values("person").distinct().count()

    again = committed(tidewell, rosewood.adele)

    assert again.result["created"] == {}


def test_rondel_stands_in_the_record(rosewood, rondel):
    run = committed(rondel, rosewood.adele)
    expected = rondel.expected

    assert made(run, Person) == expected["people"]["imported_unmerged"]
    private = made(run, Observation, is_restricted=True)
    assert private == expected["defects"]["note_private"]
    assert made(run, CareEntry, standing="current") + private == 39398
    assert made(run, CareEntry, standing="withdrawn") == 31
    assert made(run, Visit) == expected["visits"]["outcome"]["imported"]
    tables = expected["other_tables"]
    assert made(run, Document) == expected["documents"]["outcome"]["imported"]
    for model, table in (
        (PersonAddress, "addresses"), (Contact, "contacts"), (Medication, "medication_profile"),
        (Risk, "risk_assessments"), (Task, "care_plan_tasks"),
    ):  # fmt: skip
        assert made(run, model) == tables[table]["imported"]
