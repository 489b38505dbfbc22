"""What somebody drank in the day of care that goes on, beside their own target."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from dailycare import services
from dailycare.trends import drunk_today
from records import services as records
from records.models import PersonalRange
from tests.dailycare.trends.test_compare import page, said

DAY = date(2026, 3, 18)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 18, hour, minute, tzinfo=UTC)


def drank(person, by, ml: int, when: datetime, **fields) -> None:
    with time_machine.travel(when, tick=False):
        services.record_care(
            person, by=by, kind="drink", happened_at=when, values={"amount_ml": str(ml)}, **fields
        )


def set_range(person, by, **ends) -> None:
    records.add(
        PersonalRange, person, by=by, measured="fluid", set_by_name="Nora Quill, nurse",
        set_on=date(2026, 3, 1), **ends,
    )  # fmt: skip


def test_only_what_was_given_since_six_counts(joan, ada):
    drank(joan, ada, 100, at(5, 59))
    drank(joan, ada, 200, at(8))
    drank(joan, ada, 50, at(9), outcome="done_by_other", outcome_reason="Her son")
    drank(joan, ada, 250, at(10), outcome="refused", outcome_reason="Asleep")

    found = drunk_today(joan, now=at(11))

    assert (found.millilitres, found.target, found.behind, found.over) == (250, None, "", "")


@pytest.mark.parametrize(
    ("hour", "behind"),
    [(13, ""), (14, "less than 40% by 14:00"), (19, "less than 40% by 14:00")],
)
def test_less_than_hoped_for_by_an_hour_is_said(joan, ada, marcus, hour, behind):
    set_range(joan, marcus, lowest=1600)
    drank(joan, ada, 550, at(8))

    found = drunk_today(joan, now=at(hour))

    assert (found.amount, found.behind) == ("550 of 1,600 ml", behind)


@pytest.mark.parametrize(("ml", "behind"), [(1199, "less than 75% by 20:00"), (1200, "")])
def test_the_last_hour_holds_until_the_day_ends(joan, ada, marcus, ml, behind):
    set_range(joan, marcus, lowest=1600)
    drank(joan, ada, ml, at(8))

    assert drunk_today(joan, now=datetime(2026, 3, 19, 2, tzinfo=UTC)).behind == behind


def test_more_than_somebody_may_drink_is_said(joan, ada, marcus):
    set_range(joan, marcus, highest=1000)
    drank(joan, ada, 1100, at(8))

    found = drunk_today(joan, now=at(11))

    assert (found.target, found.over) == (None, "more than 1,000 ml")


def test_the_running_total_stands_on_the_page_of_the_person_and_of_a_drink(rosewood, joan, ada):
    set_range(joan, rosewood.marcus, lowest=1600, highest=2000)
    drank(joan, ada, 550, at(8))

    with time_machine.travel(at(15), tick=False):
        pages = [said(ada, page("person", joan)), said(ada, page("record", joan) + "?kind=drink")]
        food = said(ada, page("record", joan) + "?kind=food")

    for shown in pages:
        assert "Drunk since 06:00, as recorded: <b>550 of 1,600 ml</b>, at most 2,000 ml" in shown
        assert "Less than 40% by 14:00" in shown
    assert "Drunk since" not in food
