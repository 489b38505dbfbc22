"""Values of lists that a provider mapped itself, which no vendor has promised to keep to a form."""

from datetime import date, time

import pytest

from imports import reasons
from imports.files import in_memory
from imports.mapped.adapter import MappedAdapter
from imports.mapped.spec import parsed
from imports.tables.anything import handed_over
from tests.imports.extracts import AS_OF
from tests.imports.mappings import A_MAPPING, PEOPLE, changed, of_willow

LISTED = {"holds": "allergies", "key": "No", "person": "Who", "fields": {"causative_agent": "What"}}
FALLS = {"holds": "incidents", "key": "No", "person": "Who",
         "fields": {"text": "What", "happened_time": "Time"}}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "state", "doubts"), [("NONE KNOWN", "none known", 0), ("tbc", "not asked", 1)]
)
def test_none_known_in_a_mapped_list_of_allergies_is_no_allergy(typed, state, doubts):
    [row] = of_willow("allergies", LISTED, f"No,Who,What\n1,1,{typed}\n".encode())

    assert (row.item.state, row.item.agents, len(row.warnings)) == (state, (), doubts)


def test_a_substance_in_a_mapped_list_of_allergies_is_one():
    [row] = of_willow("allergies", LISTED, b"No,Who,What\n1,1,Penicillin\n")

    assert dict(row.item.fields)["causative_agent"] == "Penicillin"


def test_a_time_that_nobody_can_read_is_a_doubt_and_not_a_time():
    rows = of_willow("falls", FALLS, b"No,Who,What,Time\n1,1,Fell,?!\n2,1,Slipped,8.30pm\n")

    assert [dict(row.item.fields)["happened_time"] for row in rows] == [None, time(20, 30)]
    assert rows[0].warnings == (f"{reasons.TIME_NOT_UNDERSTOOD}: ?!",)


GONE = {"holds": "person", "key": "Id", "fields": {
    "surname": "Last", "given_names": "First", "born_on": "Born", "left_on": "Left"}}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "is_here", "has_died", "left_on", "doubts"),
    [
        ("", True, False, None, 0),
        ("N", True, False, None, 0),
        ("5.4.26", False, False, date(2026, 4, 5), 0),
        ("RIP in hospital 5.4.26", False, True, date(2026, 4, 5), 0),
        ("Moved to Oak Lodge", False, False, None, 1),
        ("31.12.26", True, False, None, 1),  # after the day of the export
    ],
)
def test_whoever_left_does_not_live_here_however_it_was_typed(
    typed, is_here, has_died, left_on, doubts
):
    row = a_person(GONE, Left=typed)

    person = row.item
    assert (person.is_living_here, person.has_died, person.left_on) == (is_here, has_died, left_on)
    assert len(row.warnings) == doubts


def test_a_date_within_a_state_is_when_somebody_left():
    state = {"from": "Left", "values": {"RIP 5.4.26": "died"}}

    person = a_person(changed(GONE, "fields", GONE["fields"] | {"status": state, "left_on": ""}),
                      Left="RIP 5.4.26").item  # fmt: skip

    assert (person.has_died, person.left_on) == (True, date(2026, 4, 5))


def test_what_is_said_of_resuscitation_in_words_of_no_list_is_told():
    said = {"from": "Left", "values": {"Y": "DNACPR", "N": ""}}

    told = a_person(changed(GONE, "fields.resuscitation", said), Left="?").item.resuscitation

    assert told == ("?, place of the form not given",)


def a_person(table, **cells):
    """The row of somebody in a list that a provider mapped itself."""
    said = {"Id": "1", "Last": "Green", "First": "Art", "Born": "14/03/1942"} | cells
    rows = "\n".join([",".join(said), ",".join(said.values())]).encode()
    adapter = MappedAdapter(parsed(A_MAPPING | {"tables": {"people": table}}), handed_over)
    [row] = adapter.open_source([in_memory("people.csv", rows)], as_of=AS_OF).rows()
    return row


def test_initials_are_those_of_staff_whatever_their_case():
    staff = {"holds": "staff", "key": "Sign", "fields": {"name": "Name"}}
    mapping = changed(A_MAPPING, "tables", {"staff": staff} | A_MAPPING["tables"])
    files = [
        in_memory("people.csv", PEOPLE),
        in_memory("staff.csv", b"Sign,Name\nRK,Ruth Kay\n"),
        in_memory("diary.csv", b"No,Who,Words,More,When,By\n1,1,Sang,,2026-10-01 08:00,rk\n"),
    ]

    rows = MappedAdapter(parsed(mapping), handed_over).open_source(files, as_of=AS_OF).rows()

    [note] = [row for row in rows if row.sheet == "diary"]
    assert (note.item.author, note.warnings) == ("Ruth Kay", ())


@pytest.mark.parametrize(
    ("typed", "is_held_back"), [("DO NOT RING", True), ("Do not ring at night", False)]
)
def test_whom_some_cell_says_not_to_ring_is_told_nothing(typed, is_held_back):
    kin = {"holds": "contacts", "person": "Who", "fields": {"name": "Name", "comment": "Notes"}}

    [row] = of_willow("kin", kin, f"Who,Name,Notes\n1,Joan Green,{typed}\n".encode())

    assert dict(row.item.fields).get("must_not_be_told", False) is is_held_back
    assert row.warnings == ((f"{reasons.MUST_NOT_BE_TOLD}: {typed}",) if is_held_back else ())


def test_no_code_of_a_key_safe_comes_into_an_alert():
    said = {"from": "Left", "values": {"Y": "DNACPR"}}
    fields = GONE["fields"] | {"resuscitation": said, "resuscitation_place": "Kept"}
    decided = {"holds": "cpr-decisions", "person": "Who",
               "fields": {"decision": "Said", "location_of_document": "Kept"}}  # fmt: skip
    kept = "hall, key safe 1234"

    [told] = a_person(
        changed(GONE, "fields", fields), Left="Y", Kept=f'"{kept}"'
    ).item.resuscitation
    [row] = of_willow("decided", decided, f'Who,Said,Kept\n1,Y,"{kept}"\n'.encode())

    assert "1234" not in f"{told}{row.item}{row.warnings}"
