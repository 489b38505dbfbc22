"""Correcting an entry changes what was wrong, and nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from dailycare import queries, services, words
from dailycare.forms import CorrectionForm, as_initial
from dailycare.kinds import kind_of
from dailycare.models import CareEntry, PartOfDay
from governance.services import change
from records.models import Admission
from tests.people import a_person

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
OLD_DAY = date(2019, 3, 4)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


def an_old_entry(person, by, *, part: str = "", **fields) -> CareEntry:
    """An entry as an import writes it: on a day, perhaps in a part of it."""
    written = {"kind": "general", "text": "Slept badly"} | fields
    with change(by=by, why="import for a test"):
        return CareEntry.objects.create(
            person=person, **services.day_only(OLD_DAY, part), **written
        )


def corrected(entry: CareEntry, by, **typed: str) -> CareEntry:
    """Open the page of a correction, change some boxes, and send it."""
    form = a_form(entry, **typed)
    assert form.is_valid(), form.errors
    services.correct_care(entry, by=by, **form.correction)
    return CareEntry.objects.get(pk=entry.pk)


def a_form(entry: CareEntry, **typed: str) -> CorrectionForm:
    asked = {"corrects": entry, "earliest": lambda: queries.earliest_day(entry.person)}
    asked["kind"] = kind_of(entry.kind)
    shown = CorrectionForm(initial=as_initial(entry), **asked)
    day = shown["day"].value()
    drawn = [box for box in shown if box.name != "which_pass" and box.value() is not None]
    sent = {box.name: box.value() for box in drawn}
    sent |= {"day-day": day.day, "day-month": day.month, "day-year": day.year}
    return CorrectionForm(sent | {"reason": "Misread"} | typed, **asked)


@pytest.mark.parametrize("part", ["", PartOfDay.EVENING])
def test_an_entry_without_a_time_is_corrected_without_making_one_up(joan, ada, part):
    entry = corrected(an_old_entry(joan, ada, part=part), ada, text="Slept well")

    assert (entry.text, entry.happened_at, entry.happened_on) == ("Slept well", None, OLD_DAY)
    assert (entry.part_of_day, entry.version) == (part, 2)


def test_the_part_of_the_day_can_be_put_right(joan, ada):
    entry = an_old_entry(joan, ada, part=PartOfDay.EVENING)

    entry = corrected(entry, ada, part_of_day=PartOfDay.NIGHT)

    assert words.when_in_words(entry) == "Night"
    assert entry.sorts_at == datetime(2019, 3, 4, 3, tzinfo=UTC)


def test_a_time_that_turns_out_to_be_known_takes_the_place_of_the_part_of_day(joan, ada):
    entry = corrected(an_old_entry(joan, ada, part=PartOfDay.EVENING), ada, time="21:30")

    assert (entry.happened_at, entry.part_of_day) == (
        datetime(2019, 3, 4, 21, 30, tzinfo=UTC),
        "",
    )


def test_a_time_that_was_stated_is_not_lost(joan, ada):
    entry = services.record_care(joan, by=ada, kind="mood", happened_at=NOON)

    form = a_form(entry, time="")

    assert list(form.errors) == ["time"]
    assert [box.name for box in form.when_boxes] == ["day", "time"]


def test_a_kind_from_elsewhere_keeps_what_no_question_asks(joan, ada):
    pulse = {"beats": 72, "site": "left wrist"}
    entry = an_old_entry(joan, ada, kind="pulse_rate", text="", values=pulse)

    entry = corrected(entry, ada, outcome_reason="As told by the nurse")

    assert (entry.kind, entry.values) == ("pulse_rate", pulse)
    assert words.values_in_words(entry) == "site: left wrist, beats: 72"
    assert words.kind_in_words(entry) == "Pulse rate"


def test_an_answer_that_is_not_on_the_list_stays(joan, ada):
    entry = an_old_entry(
        joan, ada, kind="drink", values={"amount_ml": "a beaker", "cup": "blue"}, text=""
    )

    entry = corrected(entry, ada, what="tea")

    assert entry.values == {"amount_ml": "a beaker", "what": "tea", "cup": "blue"}


def test_nothing_is_asked_that_an_entry_never_said(joan, ada):
    entry = corrected(an_old_entry(joan, ada, kind="food", text="Ate"), ada, text="Ate well")

    assert entry.values == {}


def test_an_answer_that_was_wrong_can_be_taken_away_or_changed(joan, ada):
    said = {"amount_ml": 200, "what": "tea"}
    entry = services.record_care(joan, by=ada, kind="drink", happened_at=NOON, values=said)

    entry = corrected(entry, ada, amount_ml="100", what="")

    assert entry.values == {"amount_ml": 100}


def test_a_refusal_that_was_none_is_asked_how_much_it_was(joan, ada):
    refused = {"outcome": "refused", "outcome_reason": "Asleep"}
    entry = services.record_care(joan, by=ada, kind="drink", happened_at=NOON, **refused)

    assert list(a_form(entry, outcome="done").errors) == ["amount_ml"]
    assert a_form(entry, outcome_reason="Fast asleep").is_valid()


def test_what_was_done_is_still_asked(joan, ada):
    entry = services.record_care(
        joan, by=ada, kind="drink", happened_at=NOON, values={"amount_ml": 200}
    )

    assert list(a_form(entry, amount_ml="").errors) == ["amount_ml"]


def test_an_old_entry_may_stay_on_its_day_but_not_move_further_back(joan, ada):
    form = a_form(an_old_entry(joan, ada), **{"day-year": "1919"})

    assert form.errors == {"day": ["Day must be 4 March 2019 or later"]}


def test_care_begins_a_while_before_somebody_came(rosewood, marcus):
    came = date(2025, 1, 6)
    assert queries.earliest_day(rosewood.joan) == came - timedelta(days=90)
    baby = a_person(rosewood.home, by=marcus, date_of_birth=date(2025, 1, 1), nhs_number="")
    assert queries.earliest_day(baby) == date(2025, 1, 1)
    with change(by=marcus, why="a stay for a test"):
        stay = Admission.objects.get(person=baby)
        stay.admitted_on = None
        stay.save()

    assert queries.earliest_day(baby) == date(2025, 1, 1)


def test_a_kind_we_know_is_itself():
    assert kind_of("drink").label == "Drink"
