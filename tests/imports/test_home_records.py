"""The lists of needs and of falls of other homes: a record a line, and nothing of a line lost."""

import io

import openpyxl
import pytest

from imports import reasons
from imports.rows import Kind
from records.models import Incident, Need
from tests.imports.homes import ARTHUR, BETTY, a_home, ends, of, read, saved
from tests.imports.runs import brought_in

PLANS = ("Resident", "Area", "Need / problem", "What we do", "Goal", "Written", "Review due",
         "Last reviewed", "By")  # fmt: skip
FALLS = ("Date", "Time", "Resident", "Where", "What happened", "Injury", "Action", "Seen by")
STAFF = [("AB", "Ann Bell")]


def with_lists(plans=(), falls=(), last_heading="Key worker"):
    book = openpyxl.load_workbook(io.BytesIO(a_home(residents=[BETTY, ARTHUR], staff=STAFF)))
    for title, headings, rows in (
        ("Plans", (*PLANS, last_heading), plans),
        ("Falls", FALLS, falls),
    ):
        sheet = book.create_sheet(title)
        for row in (headings, *rows):
            sheet.append(row)
    return saved(book)


def fields(row):
    return dict(row.item.fields)


def plan(area="Sleep", need="Wakes often", action="Landing light on", **more):
    said = {"goal": "A settled night", "written": "1.2.26", "review": "1.12.26", "last": None,
            "by": "AB", "key": None} | more  # fmt: skip
    return ("Betty G", area, need, action, *said.values())


def fall(on="4.2.26", time="08:30", **more):
    said = {"where": "lounge", "what": "found on floor", "injury": "none", "action": "GP rung",
            "seen": "AB"} | more  # fmt: skip
    return (on, time, "Betty G", *said.values())


def test_a_need_has_its_area_and_all_the_other_words_of_its_line():
    [row] = of(Kind.RECORD, read(with_lists(plans=[plan(key="Ann")])))

    assert fields(row) == {
        "category": "sleep",
        "text": "Wakes often\nWhat we do: Landing light on\nGoal: A settled night\n"
        "Review due: 1.12.26\nKey worker: Ann",
        "happened_on": fields(row)["happened_on"],
    }
    assert fields(row)["happened_on"].isoformat() == "2026-02-01"
    assert (row.item.kind, row.item.author) == ("needs", "Ann Bell (AB)")
    assert (row.marks, row.warnings) == ((), ())


def test_an_area_that_we_do_not_know_stays_in_words_and_is_a_doubt():
    [row] = of(Kind.RECORD, read(with_lists(plans=[plan(area="Pets", written="soon", by=None)])))

    assert fields(row)["category"] == "health"
    assert "Area: Pets" in fields(row)["text"]
    assert row.warnings == (
        f"{reasons.DATE_NOT_UNDERSTOOD}: soon", f"{reasons.UNKNOWN_AREA}: Pets",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("review", "marks"),
    [
        ("1.6.26", ("review overdue on 2026-10-31",)),
        ("31.10.26", ()),
        ("monthly", ("review due is words, not a date",)),
        (None, ()),
    ],
)
def test_a_review_that_is_overdue_or_in_words_is_counted(review, marks):
    [row] = of(Kind.RECORD, read(with_lists(plans=[plan(review=review)])))

    assert row.marks == marks


def test_a_fall_is_an_incident_with_its_place_its_time_and_what_was_done():
    [row] = of(Kind.RECORD, read(with_lists(falls=[fall()])))

    said = fields(row)
    assert (said["text"], said["location_name"]) == ("found on floor", "lounge")
    assert said["additional_information"] == "Injury: none\nAction: GP rung"
    assert said["involved"] == "Seen by: AB"
    assert (str(said["happened_on"]), str(said["happened_time"])) == ("2026-02-04", "08:30:00")
    assert row.item.kind == "incidents"


@pytest.mark.parametrize(
    ("time", "words", "doubts"),
    [
        ("?", "", ()),
        ("tea time-ish", "Time: tea time-ish", (f"{reasons.TIME_NOT_UNDERSTOOD}: tea time-ish",)),
        ("night", "Time: night", ()),
        ("about 3pm", "", (f"{reasons.TIME_IN_DOUBT}: about 3pm",)),
    ],
)
def test_a_time_that_is_not_on_the_clock_stays_words(time, words, doubts):
    [row] = of(Kind.RECORD, read(with_lists(falls=[fall(time=time)])))

    assert row.warnings == doubts
    assert ("Time:" in fields(row)["additional_information"]) == bool(words)
    assert words in fields(row)["additional_information"]


def test_a_place_longer_than_the_record_holds_is_kept_in_words():
    [row] = of(Kind.RECORD, read(with_lists(falls=[fall(where="by the door " * 20)])))

    assert fields(row)["location_name"] == ""
    assert "Where: by the door" in fields(row)["additional_information"]


def test_lines_without_words_or_with_a_day_that_cannot_be_are_left_out_with_a_reason():
    rows = read(
        with_lists(
            plans=[plan(need=None)],
            falls=[
                fall(what=None), fall(on="31.2.26"), fall(on="1.1.1820"), fall(on="1.12.26"),
                fall(on=None),
            ],
        )
    )  # fmt: skip

    assert ends(Kind.RECORD, rows) == [
        reasons.EMPTY_NOTE, reasons.EMPTY_NOTE, reasons.IMPOSSIBLE_DATE, reasons.IMPOSSIBLE_DATE,
        reasons.FUTURE_DATE, reasons.NO_DATE,
    ]  # fmt: skip


def test_letters_encoded_twice_are_a_doubt():
    rows = read(with_lists(falls=[fall(what="caf\u00c3\u00a9 chair")]))

    assert of(Kind.RECORD, rows)[0].warnings == (reasons.ENCODED_TWICE,)


def test_what_a_column_of_such_a_list_says_of_resuscitation_is_told_and_never_set():
    rows = read(with_lists(plans=[plan(key="Yes")], last_heading="DNACPR?"))

    betty, _ = of(Kind.PERSON, rows)
    assert betty.item.resuscitation == ("DNACPR: Yes",)
    assert betty.warnings == (f"{reasons.RESUSCITATION}: DNACPR: Yes",)


@pytest.mark.django_db
def test_needs_and_falls_are_in_the_record_with_where_they_are_from(adele):
    brought_in(with_lists(plans=[plan()], falls=[fall()]), by=adele)

    need, incident = Need.objects.get(), Incident.objects.get()
    assert (need.category, need.source_author) == ("sleep", "Ann Bell (AB)")
    assert need.source == "home.xlsx, Plans row 2"
    assert (incident.text, incident.source) == ("found on floor", "home.xlsx, Falls row 2")
