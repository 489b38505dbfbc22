"""An import is taken back, brought again, brought newer, and mended; on a phone and at a desk."""

import csv
import io
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.imports.extracts import ART, AT_HOME, NOTE, rondel
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.journeys.test_administrator import checks

BOTH = pytest.mark.parametrize("screen", [PHONE, DESK], ids=["360", "1280"])
SCRIPTS = pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)  # axe needs them
pytestmark = [BOTH, SCRIPTS]


class Extract:
    """An extract of an old system about one person, whom no other story knows."""

    def __init__(self, folder: Path, surname: str, screen: dict[str, int]) -> None:
        self.surname = f"{surname}{'phone' if screen is PHONE else 'desk'}"
        self._id = self.surname.upper()
        self._path = folder / f"{self.surname}.zip"

    def path(self, *notes: tuple[str, ...], contacts: tuple[tuple[str, ...], ...] = ()) -> Path:
        """The file with these notes (id, words, moment) and contacts (id, name, telephone)."""
        mine = {"ClientID": self._id}
        [file] = rondel(
            clients=[ART | mine | {"Surname": self.surname}],
            addresses=[AT_HOME | mine | {"AddressID": f"A-{self._id}"}],
            notes=[
                NOTE
                | mine
                | {"NoteID": f"{self._id}-{key}", "NoteText": words}
                | ({"EventTime": at[0]} if at else {})
                for key, words, *at in notes
            ],
            contacts=[
                mine | {"ContactID": f"{self._id}-{key}", "FullName": name, "Tel1": phone}
                for key, name, phone in contacts
            ]
            or [mine | {"ContactID": f"{self._id}-0", "FullName": "Tom Green", "Tel1": "1"}],
        )
        with file.open() as stream:
            self._path.write_bytes(stream.read())
        return self._path


def brings_in(adele: Visitor, path: Path) -> str:
    """Have a file checked and brought in; returns the address of its page."""
    checks(adele, path)
    adele.waits_for("What was understood")
    address = urlsplit(adele.page.url).path
    adele.tap("Go on to bring this in")
    adele.tap("Bring it in to Rosewood")
    adele.waits_for("In the record")
    return address


def opens(visitor: Visitor, surname: str) -> str:
    """Open somebody's page; returns its address."""
    visitor.go(f"/people/?q={surname}")
    visitor.tap(surname)
    return urlsplit(visitor.page.url).path


def test_an_import_is_taken_back_but_for_what_staff_built_on(visitor, tmp_path, screen):
    stays = Extract(tmp_path, "Stayer", screen)
    goes = Extract(tmp_path, "Goer", screen)
    adele = visitor(screen)
    adele.sign_in("adele")
    built_on = brings_in(adele, stays.path(("1", "Ate well")))
    alone = brings_in(adele, goes.path(("1", "Slept well")))

    kofi = visitor(screen)
    kofi.sign_in("kofi")
    opens(kofi, stays.surname)
    kofi.tap("Note")
    kofi.fill("What happened?", "Walked to the pond.")
    kofi.tap("Save note for")

    adele.go(f"{built_on}undo/")
    adele.reads("What stays, and why", stays.surname, "notes added since: 1")
    adele.fill("Why is it taken back?", "The wrong week")
    adele.tap("Take it back from Rosewood")
    adele.waits_for("Taken back")
    adele.reads("What stays, and why", stays.surname, "notes added since: 1")
    adele.go(f"/people/?q={stays.surname}")
    adele.reads(stays.surname)

    adele.go(f"{alone}undo/")
    adele.reads("1 will be taken back")
    adele.fill("Why is it taken back?", "The wrong week")
    adele.tap("Take it back from Rosewood")
    adele.waits_for("Taken back")
    adele.go(f"/people/?q={goes.surname}")
    adele.reads("Nobody found for")


def test_the_same_file_again_adds_nothing_and_says_so(visitor, tmp_path, screen):
    extract = Extract(tmp_path, "Again", screen)
    adele = visitor(screen)
    adele.sign_in("adele")
    brings_in(adele, extract.path(("1", "Ate well")))

    checks(adele, extract.path(("1", "Ate well")))
    adele.waits_for("What was understood")
    adele.tap("Go on to bring this in")
    adele.reads("Nothing would be added: all of it is there already")
    adele.tap("Bring it in to Rosewood")

    adele.waits_for("Nothing was added: all of it was there already")
    adele.reads("It adds up.")
    adele.tap("The files against the record")
    adele.reads("there already")


def test_a_newer_export_adds_and_changes_but_for_what_staff_changed(visitor, tmp_path, screen):
    extract = Extract(tmp_path, "Newer", screen)
    adele = visitor(screen)
    adele.sign_in("adele")
    brings_in(adele, extract.path(("1", "Ate wel"), contacts=(("1", "Tom Green", "07700 900345"),)))
    marcus = visitor(screen)
    marcus.sign_in("marcus")
    person = opens(marcus, extract.surname)
    marcus.go(f"{person}contacts/")
    marcus.tap("Tom Green")
    marcus.tap("Change this contact")
    marcus.fill("Telephone", "07700 900111")
    marcus.tap("Save")

    newer = extract.path(
        ("1", "Ate well"), ("2", "Slept well"), contacts=(("1", "Tom Green", "07700 900999"),)
    )
    checks(adele, newer)
    adele.waits_for("What was understood")
    adele.reads("1 changed in the old system: the record is brought up to date")
    adele.tap("1 changed in the old system and by staff here")
    adele.reads("Changed in the old system and here: left as it is here", "contacts row 2")
    adele.page.go_back()
    adele.tap("Go on to bring this in")
    adele.tap("Bring it in to Rosewood")
    adele.waits_for("In the record")
    adele.reads("It adds up.")

    marcus.go(person)
    marcus.reads("Ate well", "Slept well")
    marcus.go(f"{person}contacts/")
    marcus.reads("07700 900111")


def test_rows_are_mended_in_a_file_like_their_own_and_only_they_are_taken(
    visitor, tmp_path, screen
):
    extract = Extract(tmp_path, "Mended", screen)
    adele = visitor(screen)
    adele.sign_in("adele")
    run = brings_in(
        adele, extract.path(("1", "Ate well"), ("2", "Sang a psalm", "31/04/2026 08:00"))
    )

    with adele.page.expect_download() as waiting:
        adele.page.get_by_role("link", name="Download the rows to mend or look at").click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_text())))
    [wrong] = [row for row in rows if row["NoteText"] == "Sang a psalm"]
    assert wrong["What is wrong"] == "The date is not a date that can be."
    mended = tmp_path / "mended.csv"
    with mended.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(wrong))
        writer.writeheader()
        writer.writerows([wrong | {"EventTime": "30/04/2026 08:00"}])

    checks(adele, mended)
    adele.waits_for("What was understood")
    adele.reads("It mends rows of", "1 rows hold something. 1 can be brought in")
    assert urlsplit(adele.page.url).path != run
    adele.tap("Go on to bring this in")
    adele.tap("Bring it in to Rosewood")
    adele.waits_for("In the record")
    adele.tap("The same by person")
    adele.reads(extract.surname, "1 row: 1 found in the record")
    adele.go(f"/people/?q={extract.surname}")
    adele.tap(extract.surname)
    adele.reads(extract.surname)


def test_what_the_old_system_had_is_read_from_the_note_it_became(visitor, tmp_path, screen):
    extract = Extract(tmp_path, "Markup", screen)
    adele = visitor(screen)
    adele.sign_in("adele")
    run = brings_in(adele, extract.path(("1", "<p>Sang <b>all day</b></p>")))

    opens(adele, extract.surname)
    adele.reads("Sang all day")
    adele.tap("Open Note")
    adele.reads("From the old system, 1 October 2026.", "visit_notes row 2")
    adele.tap("As it was in the old system")
    adele.reads("<p>Sang <b>all day</b></p>")

    adele.go(f"{run}rows/?outcome=cleaned")
    adele.reads("Its text was cleaned")
