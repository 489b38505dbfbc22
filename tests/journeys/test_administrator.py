"""An administrator brings the old workbook in, looks at it, and takes it back."""

from pathlib import Path

from tests.journeys.conftest import DESK, Visitor

SAMPLE = Path("tests/samples/legacy/spreadsheet-home").resolve()
WORKBOOK = next(SAMPLE.glob("*.xlsx"))


def checks(visitor: Visitor, workbook: Path, read_as: str = "") -> None:
    visitor.go("/imports/upload/")
    visitor.page.get_by_label("The files from the old system").set_input_files(workbook)
    visitor.page.get_by_label("Where do these people live?").select_option(label="Rosewood")
    visitor.page.get_by_label("What is it?").select_option(read_as)
    saved_on = visitor.page.get_by_role("group", name="The day it was saved last")
    for box, value in (("Day", "31"), ("Month", "10"), ("Year", "2026")):
        saved_on.get_by_label(box, exact=True).fill(value)
    visitor.tap("Check these files")


def test_imports_the_sample_workbook_and_takes_it_back(visitor):
    adele = visitor(DESK)
    adele.sign_in("adele")
    adele.go("/more/")
    adele.tap("Bring in records from an old system")
    # Another story may have saved a mapping that takes this workbook: here ours is to read it.
    checks(adele, WORKBOOK, "spreadsheet_home")

    adele.waits_for("What was understood")
    adele.reads("Daily Notes", "Residents", "Left out, and why", "Perhaps one person")
    adele.tap("See every row")
    adele.tap(WORKBOOK.name)
    adele.tap("Go on to bring this in")
    adele.reads("Bring this in?", "42 will be brought in", "2896 will be brought in")
    adele.tap("Bring it in to Rosewood")
    adele.waits_for("In the record")

    # it is where staff look, and says where it is from
    adele.go("/people/?q=braithwaite")
    adele.tap("Wilf Braithwaite")
    adele.reads("Know Wilf in a minute", "From the old system")

    adele.go("/imports/")
    adele.tap("Open")
    adele.tap("Take this import back")
    adele.fill("Why is it taken back?", "It was a rehearsal")
    adele.tap("Take it back from Rosewood")
    adele.waits_for("Taken back")
    adele.go("/people/?q=braithwaite")
    adele.reads("Nobody found for “braithwaite”")


def test_a_renamed_picture_is_refused_with_a_sentence(visitor, tmp_path):
    picture = tmp_path / "residents.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    adele = visitor()
    adele.sign_in("adele")

    checks(adele, picture)

    adele.reads("There is a problem", "picture")
