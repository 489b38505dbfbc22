"""Cells that are too long for Excel: downloaded in pieces, mended, and whole again."""

import io
import zipfile

import openpyxl
import pytest
from django.urls import reverse

from governance.services import acting_for
from imports.continued import LONGEST_CELL, pieces, rejoined
from imports.rows import Kind
from imports.sheet import Sheet
from tests.imports.homes import BETTY, NOTES, a_home, of, read, saved
from tests.imports.resaved import as_ods
from tests.imports.runs import checked
from tests.people import signed_in

MARK = "LONG"
LONG = " ".join(f"word {number}," for number in range(9000))
OURS = ("What is wrong", "Row in the workbook")
WRONG = ("31.2.26", "0830", "Betty G", MARK, "AB")


def a_long_home(*notes, words=LONG):
    """A home whose workbook LibreOffice saved, in which some cell is longer than Excel's."""
    source = as_ods(a_home(residents=[BETTY], notes=[*notes], staff=[("AB", "Ann Bell")]))
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            new.writestr(part, old.read(part).replace(MARK.encode(), words.encode()))
    return target.getvalue()


def downloaded(cast, client, data):
    """The workbook of the rows to be mended."""
    with acting_for(cast.provider.pk):
        run = checked(data, by=cast.adele, file_name="home.ods")
    assert run.error == ""
    answer = signed_in(client, cast.adele).get(reverse("imports:problems", args=[run.pk]))
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def with_residents(book):
    """What was downloaded, with the list of people that a workbook needs to be read."""
    people = openpyxl.load_workbook(io.BytesIO(a_home(residents=[BETTY])))["residents"]
    sheet = book.create_sheet("residents")
    for row in people.values:
        sheet.append(row)
    return saved(book)


@pytest.mark.parametrize(
    ("text", "number"),
    [("a" * LONGEST_CELL, 1), ("a" * (LONGEST_CELL + 1), 3), ("\U0001f600" * 20_000, 2)],
    ids=["fits", "one letter more", "letters that count twice"],
)
def test_pieces_fit_into_a_cell_and_are_the_whole_together(text, number):
    found = pieces(text)

    assert len(found) == number
    assert "".join(found) == text
    assert max(len(piece.encode("utf-16-le")) for piece in found) <= 2 * LONGEST_CELL


@pytest.mark.django_db
def test_a_cell_longer_than_excels_goes_on_in_columns_of_its_own(cast, client):
    short = ("30.2.26", "0830", "Betty G", "Sang", "AB")

    sheet = downloaded(cast, client, a_long_home(WRONG, short))["notes"]

    headings, long, other = sheet.values
    more = tuple(f"What happened (continued{number})" for number in ("", " 2", " 3", " 4", " 5"))
    assert headings[: len(NOTES) + 2 + len(more)] == (*NOTES, *OURS, *more)
    assert long[3] + "".join(long[len(NOTES) + 2 :]) == LONG
    assert (other[3], set(other[len(NOTES) + 2 :])) == ("Sang", {None})


@pytest.mark.django_db
def test_what_was_mended_is_read_whole(cast, client):
    book = downloaded(cast, client, a_long_home(WRONG))
    book["notes"]["A2"].value = "28.2.26"

    [note] = of(Kind.NOTE, read(with_residents(book)))

    assert (note.outcome, note.item.text) == ("imported", LONG)


@pytest.mark.django_db
def test_what_is_still_wrong_is_downloaded_whole_again_with_each_column_once(cast, client):
    first = with_residents(downloaded(cast, client, a_long_home(WRONG)))

    sheet = downloaded(cast, client, first)["notes"]

    headings, long = sheet.values
    said = [heading for heading in headings if heading]
    assert len(said) == len(set(said)) == len(NOTES) + 2 + 5
    assert long[3] + "".join(long[len(NOTES) + 2 :]) == LONG


@pytest.mark.django_db
def test_a_long_cell_without_a_heading_stands_in_pieces_with_its_place(cast, client):
    sheet = downloaded(cast, client, a_long_home((*WRONG[:3], "Sang", "AB", MARK)))["notes"]

    _, row = sheet.values
    first, *more = row[len(NOTES) + 2 :]
    whole = first.removeprefix("Column F: ") + "".join(piece.partition("): ")[2] for piece in more)
    assert (more[0].partition(":")[0], whole) == ("Column F (continued)", LONG)


def test_a_column_of_their_own_that_is_called_so_is_left_alone():
    theirs = {1: "Notes", 2: "Notes (continued)"}
    row = {1: "Sang", 2: "and danced"}
    ours = dict(enumerate(OURS, start=3))
    more = {5: "Notes (continued)", 6: "Else (continued)", 7: "Signed"}

    plain = rejoined(Sheet("n", "visible", {1: theirs, 2: row}))
    rows = {1: theirs | ours | more, 2: row | {5: " all day", 6: "x"}, 3: {1: "Slept"}}
    mended = rejoined(Sheet("n", "visible", rows))

    assert plain.rows[2] == row
    assert mended.rows[1] == theirs | ours | {6: "Else (continued)", 7: "Signed"}
    assert mended.rows[2] == {1: "Sang all day", 2: "and danced", 6: "x"}
    assert mended.rows[3] == {1: "Slept"}


def test_what_goes_on_is_kept_where_the_cell_before_it_was_emptied():
    heads = {1: "Notes"} | dict(enumerate((*OURS, "Notes (continued)"), start=2))

    mended = rejoined(Sheet("n", "visible", {1: heads, 2: {4: "all day"}}))

    assert mended.rows[2] == {1: "all day"}
