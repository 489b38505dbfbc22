"""The list of residents of other homes, with other defects."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from imports import duplicates, reasons
from imports.rows import Kind, NHSNumber
from tests.imports.homes import (
    ARTHUR,
    BETTY,
    a_home,
    ends,
    of,
    read,
    report,
    saved,
)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({4: None}, reasons.NO_BIRTH_DATE),
        ({4: "?"}, reasons.NO_BIRTH_DATE),
        ({4: "31/04/1941"}, reasons.IMPOSSIBLE_BIRTH_DATE),
        ({4: "about 1940"}, reasons.IMPOSSIBLE_BIRTH_DATE),
        ({4: "04/03/2041"}, reasons.FUTURE_BIRTH_DATE),
        ({1: None}, reasons.NO_NAME),
        ({1: "ZZTest"}, reasons.TEST_RECORD),
        ({9: "test record, ignore"}, reasons.TEST_RECORD),
        ({1: "x" * 101}, reasons.TOO_LONG),
        ({4: datetime(1938, 3, 4)}, ""),  # noqa: DTZ001 - as a workbook gives it
        ({5: "applied for"}, ""),
        ({7: "sometime"}, ""),
    ],
)
def test_a_person_without_what_a_person_needs_is_rejected_with_all_that_is_theirs(change, reason):
    typed = tuple(change.get(column, value) for column, value in enumerate(BETTY))
    note = ("1.6.26", "AM", "Rm 12 Betty", "Sang", "AB")

    rows = read(a_home(residents=[typed, ARTHUR], notes=[note]))

    follows = {"": "imported", reasons.TEST_RECORD: reasons.TEST_RECORD}
    assert ends(Kind.PERSON, rows) == [reason or "imported", "imported"]
    assert ends(Kind.NOTE, rows) == [follows.get(reason, reasons.PERSON_REJECTED)]


@pytest.mark.parametrize(
    ("typed", "number", "status"),
    [
        ("999 145 9995", "9991459995", NHSNumber.USABLE),
        ("999-145-9995", "9991459995", NHSNumber.USABLE),
        (9991459995, "9991459995", NHSNumber.USABLE),
        ("999 145 9995 ?", "9991459995", NHSNumber.QUERIED),
        ("999 145 9994", "", NHSNumber.FAILS_CHECK),
        ("999 145 999", "", NHSNumber.WRONG_LENGTH),
        ("0000000000", "", NHSNumber.FAILS_CHECK),
        ("ask GP", "", NHSNumber.WORDS),
        (None, "", NHSNumber.BLANK),
    ],
)
def test_a_bad_nhs_number_never_stops_a_person(typed, number, status):
    rows = read(a_home(residents=[(*BETTY[:5], typed, *BETTY[6:])]))

    [person] = [row.item for row in of(Kind.PERSON, rows)]
    assert (person.nhs_number, person.nhs_status) == (number, status)
    assert person.nhs_typed == str(typed or "")


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        ("1.6.98", reasons.MOVED_IN_LATER),
        ("1.6.1026", reasons.DATE_NOT_UNDERSTOOD),
        ("31/06/2024", reasons.DATE_NOT_UNDERSTOOD),
    ],
)
def test_a_day_of_moving_in_that_cannot_be_is_left_blank_with_a_warning(typed, doubt):
    [row] = of(Kind.PERSON, read(a_home(residents=[(*BETTY[:7], typed, None, None)])))

    assert row.item.moved_in_on is None
    assert row.warnings == (f"{doubt}: {typed}",)


@pytest.mark.parametrize(
    ("left", "is_living_here"),
    [("-", True), ("No", True), ("n/a", True), ("RIP 5.4.26", False), ("Home", False)],
)
def test_only_words_about_leaving_mean_that_somebody_has_left(left, is_living_here):
    [row] = of(Kind.PERSON, read(a_home(residents=[(*BETTY[:8], left, None)])))

    assert row.item.is_living_here is is_living_here


def test_a_workbook_of_a_mac_counts_its_days_from_1904():
    book = openpyxl.load_workbook(io.BytesIO(a_home(residents=[(*BETTY[:4], 12481, *BETTY[5:])])))
    book.epoch = CALENDAR_MAC_1904

    [row] = of(Kind.PERSON, read(saved(book)))

    assert row.item.born_on == date(1938, 3, 4)


def test_a_placeholder_birth_date_is_imported_with_a_warning():
    [row] = of(Kind.PERSON, read(a_home(residents=[(*BETTY[:4], "01/01/1900", *BETTY[5:])])))

    assert row.item.born_on == date(1900, 1, 1)
    assert reasons.PLACEHOLDER_BIRTH_DATE in row.warnings


def test_floors_and_leavers_are_told_from_headings_merged_or_not():
    book = openpyxl.load_workbook(io.BytesIO(a_home(residents=[])))
    sheet = book["residents"]
    sheet.append(("GARDEN WING",))
    sheet.append(BETTY)
    sheet.append(("Total residents:", "=COUNTA(B3:B4)"))
    sheet.append(("Beds 38   Empty 1",))
    sheet.append(("LEFT / PASSED AWAY",))
    sheet.merge_cells("A7:J7")
    sheet.append((*ARTHUR[:6], "-", ARTHUR[7], "RIP in hospital 5.4.26", None))

    betty, arthur = (row.item for row in of(Kind.PERSON, read(saved(book))))

    assert (betty.unit, betty.is_living_here) == ("Garden wing", True)
    assert (arthur.unit, arthur.is_living_here, arthur.has_died) == ("", False, True)
    assert arthur.left_on == date(2026, 4, 5)


def test_two_rows_with_one_number_are_proposed_and_twins_are_not():
    twin = ("Mr", "Black", "Alfred", None, "5th May 1940", None, "15", "3.3.25", None, None)
    again = ("Mr", "Black", "Arthur", None, "05/05/1940", None, "-", "1.1.24", "Home 2.2.24", None)
    other = (*BETTY[:2], "Mary", None, "1.1.39", BETTY[5], *BETTY[6:])

    found = report(a_home(residents=[ARTHUR, twin, again, BETTY, other]))
    people = found["people"]

    assert people["merge_proposals"] == [["row 3: Arthur Black", "row 5: Arthur Black"]]
    assert people["imported_merged"] == 4
    assert found["nhs_number_on_different_people"] == [
        ["row 6: Elizabeth Green", "row 7: Mary Green"]
    ]


def test_a_resident_pasted_twice_is_skipped():
    assert ends(Kind.PERSON, read(a_home(residents=[BETTY, BETTY]))) == [
        "imported",
        reasons.EXACT_REPEAT,
    ]


def test_two_people_of_one_name_and_birthday_with_different_numbers_are_not_proposed():
    other = (*BETTY[:5], "999 163 2425", *BETTY[6:])

    assert report(a_home(residents=[BETTY, other]))["people"]["merge_proposals"] == []


def test_three_rows_of_one_person_count_as_one_after_the_merges():
    rows = [(*BETTY[:6], room, *BETTY[7:]) for room in (12, 13, 14)]

    people = report(a_home(residents=rows))["people"]

    assert len(people["merge_proposals"]) == 3
    assert people["imported_merged"] == 1


def test_somebody_with_a_row_for_each_of_many_stays_is_shown_beside_the_first_of_them():
    rows = [(*BETTY[:6], str(room), *BETTY[7:]) for room in range(1, 21)]
    same_day = [(*BETTY[:2], "Mary", None, BETTY[4], None, "30", *BETTY[7:])]

    people = report(a_home(residents=[*rows, *same_day]))["people"]

    assert {first for first, _ in people["merge_proposals"]} == {"row 3: Elizabeth Green"}
    assert len(people["merge_proposals"]) == 19
    assert people["imported_merged"] == 2


def test_of_very_many_born_on_one_day_only_so_many_are_compared(monkeypatch):
    monkeypatch.setattr(duplicates, "MOST_COMPARED", 3)
    monkeypatch.setattr(duplicates, "MOST_PAIRED", 4)
    names = ["Ann", "Beth", "Cora", "Dora", "Dora", "Cora"]
    rows = [(*BETTY[:2], name, None, BETTY[4], None, str(room), *BETTY[7:])
            for room, name in enumerate(names, start=1)]  # fmt: skip

    people = report(a_home(residents=rows))["people"]

    assert people["merge_proposals"] == [["row 5: Cora Green", "row 8: Cora Green"]]


def test_a_damaged_name_is_imported_with_a_warning():
    [row] = of(Kind.PERSON, read(a_home(residents=[(*BETTY[:9], "caf\u00c3\u00a9")])))

    assert reasons.ENCODED_TWICE in row.warnings
