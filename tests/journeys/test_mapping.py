"""An administrator maps an export that nobody knows, from nothing, and it is read as it should."""

import json
from pathlib import Path

import pytest

from tests.imports.extracts import ends_as_expected
from tests.journeys.conftest import DESK, PHONE, Visitor

SAMPLE = Path("tests/samples/legacy/homecare-csv").resolve()
EXPECTED = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))
FILES = [
    path
    for path in sorted(SAMPLE.rglob("*"))
    if path.is_file() and path.name not in {"README.md", "expected.json"}
]


def uploads(visitor: Visitor, files: list[Path], *, saved_on: tuple[str, str, str]) -> None:
    visitor.go("/imports/upload/")
    visitor.page.get_by_label("The files from the old system").set_input_files(files)
    visitor.page.get_by_label("Where do these people live?").select_option(label="Rosewood")
    visitor.page.get_by_label("What is it?").select_option("map")
    day = visitor.page.get_by_role("group", name="The day it was saved last")
    for box, value in zip(("Day", "Month", "Year"), saved_on, strict=True):
        day.get_by_label(box, exact=True).fill(value)
    visitor.tap("Check these files")
    visitor.waits_for("Say what the lists hold")
    visitor.tap("Say what the lists hold")


def goes_to(visitor: Visitor, name: str) -> None:
    """Go on from list to list until this one's columns are there."""
    visitor.tap("Back to all lists")
    visitor.tap(f"Go through the columns of {name}")


def kept(visitor: Visitor, link: str) -> dict:
    """What a link gives to keep."""
    address = visitor.page.get_by_role("link", name=link).get_attribute("href")
    return visitor.page.request.get(visitor.stack.base_url + str(address)).json()


def test_maps_an_export_by_hand_and_every_row_ends_as_it_should(visitor):
    adele = visitor(DESK)
    adele.sign_in("adele")
    uploads(adele, FILES, saved_on=("31", "10", "2026"))
    adele.reads("What do these lists hold?", "clients", "visit_notes")

    # people: what was suggested is right
    adele.tap("Go through the columns of clients")
    adele.reads("Columns of “clients”", "DateOfBirth")

    # one state of a visit is none that the old system's list has
    goes_to(adele, "visits")
    adele.tap("Status as")
    adele.page.get_by_label("PART", exact=True).select_option("")
    adele.tap("Keep these meanings")

    # its maker says that notes end at 2,000 letters
    goes_to(adele, "visit_notes")
    adele.page.get_by_label("At how many letters", exact=False).fill("2000")
    adele.tap("Keep these columns")
    adele.tap("Back to all lists")

    adele.tap("See some rows as they will look")
    adele.reads("Some rows as they will look", "visit_notes: Daily notes")
    adele.tap("Name the mapping and check everything")
    adele.fill("What shall this mapping be called?", "Our rostering system")
    adele.tap("Save it and check everything")
    adele.waits_for("What was understood")

    # Whoever tells this a second time begins with what was saved, and changes nothing of it.
    adele.reads("Our rostering system, version 1")
    ends_as_expected(kept(adele, "Keep the reconciliation (JSON)"), EXPECTED)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_workbook_is_mapped_with_the_pages_alone(visitor, size):
    [workbook] = (SAMPLE.parent / "spreadsheet-home").glob("*.xlsx")
    adele = visitor(size)
    adele.sign_in("adele")
    uploads(adele, [workbook], saved_on=("31", "10", "2026"))

    adele.reads("residents", "daily notes")
    adele.tap("Go through the columns of residents")
    adele.tap("Keep these columns")
    goes_to(adele, "allergies")
    adele.tap("Back to all lists")
    adele.tap("See some rows as they will look")
    adele.tap("Name the mapping and check everything")
    adele.fill("What shall this mapping be called?", f"The home's workbook, {size['width']}")
    adele.tap("Save it and check everything")

    adele.waits_for("What was understood")
    adele.reads("2521 to bring in", "42 to bring in")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_what_was_understood_wrongly_is_mapped_once_more(visitor, size, tmp_path):
    adele = visitor(size)
    # Lists that nobody has mapped: what was saved before would be begun with.
    which = f"{size['width']}-{adele.has_scripts}"
    people, journal = tmp_path / f"members-{which}.csv", tmp_path / f"journal-{which}.csv"
    people.write_text("Ref,Surname,Forename,Born\nA1,Lark,Edna,3.4.1938\nA2,Wren,Odo,5.6.1940\n")
    journal.write_text("No,Who,When,Words\nN1,A1,1.10.2026,Sang\nN2,A2,2.10.2026,Slept well\n")
    name = f"The day centre {which}"
    adele.sign_in("adele")
    uploads(adele, [people, journal], saved_on=("31", "10", "2026"))
    adele.tap("Name the mapping and check everything")
    adele.fill("What shall this mapping be called?", name)
    adele.tap("Save it and check everything")
    adele.waits_for("What was understood")
    # Two names were too few to tell that the journal says whose a row is by an id.
    adele.reads(f"{name}, version 1", "2 rows: 2 left out")

    adele.tap("Change the mapping")
    adele.waits_for("Say what the lists hold")
    adele.tap("Say what the lists hold")
    adele.tap("Go through the columns of journal")
    adele.page.get_by_label("How does it say so?").select_option("id")
    adele.tap("Back to all lists")  # each way on keeps what was chosen
    adele.tap("Name the mapping and check everything")
    adele.tap("Save it and check everything")

    adele.waits_for("What was understood")
    adele.reads(f"{name}, version 2", "4 can be brought in", "Nothing is left out")
