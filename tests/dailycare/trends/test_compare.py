"""The page on which a person's days, weeks and months stand beside each other."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dailycare import own_kinds
from dailycare.models import CareEntry
from dailycare.services import moment
from governance.models import Act, AuditEvent
from governance.services import change
from records import services as records
from records.models import PersonalRange
from tests.people import signed_in

NOW = datetime(2026, 3, 20, 15, 0, tzinfo=UTC)


def page(name: str, person: object) -> str:
    return reverse(f"dailycare:{name}", args=[person.pk])


def said(user: object, address: str, **headers: str) -> str:
    answer = signed_in(Client(), user).get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def weeks_of_drinks(joan, ada, now):
    """Six weeks of 1,500 ml or so a day, then three days of much less."""
    with change(by=ada, why="drinks for a test"):
        CareEntry.objects.bulk_create(
            CareEntry(
                person=joan, recorded_by=ada, kind="drink",
                values={"amount_ml": 400 if ago < 4 else 750 - ago % 2 * 50},
                **moment(NOW.replace(hour=hour) - timedelta(days=ago)),
            )
            for ago in range(1, 45) for hour in (10, 14)
        )  # fmt: skip


def test_the_sentence_on_top_says_what_changed(weeks_of_drinks, joan, ada):
    body = said(ada, page("compare", joan))

    assert "<h1>What changed for Joan</h1>" in body
    assert "Drank less than usual on 3 days (17 to 19 March): 800, 800 and" in body
    assert "no diagnosis" in body


def test_each_thing_has_a_plot_and_the_same_as_a_table(weeks_of_drinks, joan, ada):
    body = said(ada, page("compare", joan))

    assert body.count('<svg class="plot"') == 1
    assert body.count('class="plot__away"') == 3
    assert re.search(r"Thursday 19 March</th><td[^>]*>800 ml</td><td[^>]*>Less than usual", body)
    assert re.search(r"Friday 20 March</th><td[^>]*>Nothing recorded</td>", body)


def test_what_is_not_recorded_is_said(weeks_of_drinks, joan, ada):
    body = said(ada, page("compare", joan))

    silent = body[body.index("Nothing recorded in this time") :]
    assert "<li>Weight</li>" in silent
    assert "<li>Drunk in a day</li>" not in silent


@pytest.mark.parametrize(
    ("by", "name", "words"),
    [
        ("week", "Week of 16 March", "975 ml, 4 of 7 days"),
        ("month", "March 2026", r"1,3\d\d ml, 19 of 31 days"),
    ],
)
def test_weeks_and_months_say_of_how_many_days_they_are(
    weeks_of_drinks, joan, ada, by, name, words
):
    body = said(ada, page("compare", joan) + f"?by={by}")

    assert f'<a href="?by={by}" aria-current="page">' in body
    assert re.search(rf"{name}</th><td[^>]*>{words}</td>", body)


def test_an_unknown_way_shows_days(weeks_of_drinks, joan, ada):
    assert '<a href="?by=day" aria-current="page">' in said(ada, page("compare", joan) + "?by=hour")


def test_somebodys_own_range_stands_with_who_set_it(weeks_of_drinks, joan, marcus):
    records.add(
        PersonalRange, joan, by=marcus, measured="fluid", lowest=1450,
        set_by_name="Nora Quill, nurse", set_on=date(2026, 3, 2),
    )  # fmt: skip

    body = said(marcus, page("compare", joan))

    assert "Set for them: at least 1,450 ml, by Nora Quill, nurse on 2 March 2026." in body
    assert 'class="plot__limit"' in body
    assert re.search(r"800 ml</td><td[^>]*>Outside the range, less than usual", body)
    assert re.search(r"1,500 ml</td><td[^>]*></td>", body)


def note(joan, ada, kind: str, values: dict, *, ago: int = 1, **fields) -> None:
    with change(by=ada, why="a note for a test"):
        CareEntry.objects.create(
            person=joan, kind=kind, values=values, **moment(NOW - timedelta(days=ago)), **fields
        )


def test_what_was_noted_and_never_happened_has_no_plot(joan, ada, now):
    note(joan, ada, "continence", {"what": "urine"})

    body = said(ada, page("compare", joan))

    none = body[body.index("Noted, and none in this time") :]
    assert "<li>Bowels opened in a day</li>" in none
    assert '<svg class="plot"' not in body


def test_a_value_above_the_usual_and_one_so_far_are_said(weeks_of_drinks, joan, ada):
    note(joan, ada, "drink", {"amount_ml": 2500}, ago=6)
    note(joan, ada, "drink", {"amount_ml": 200}, ago=0)

    body = said(ada, page("compare", joan))

    assert re.search(r"4,000 ml</td><td[^>]*>More than usual", body)
    assert re.search(r"200 ml so far</td><td[^>]*></td>", body)
    assert 'class="plot__sofar"' in body


def test_a_line_shows_values_away_from_the_usual_by_another_shape(joan, ada, now):
    for ago in range(1, 30):
        note(joan, ada, "pain", {"score": "8" if ago == 2 else "2"}, ago=ago)
    note(joan, ada, "pain", {"score": "2"}, ago=0)

    body = said(ada, page("compare", joan))

    assert body.count('<rect class="plot__away"') == 1
    assert body.count('<circle class="plot__value"') == 28
    assert body.count('<circle class="plot__sofar"') == 1
    assert body.count('<polyline class="plot__line"') == 1


def test_kinds_from_elsewhere_are_compared_by_how_often(joan, ada, now):
    note(joan, ada, "hair_salon", {})
    note(joan, ada, "planned", {})

    body = said(ada, page("compare", joan))

    assert '<h2 id="hair_salon">Hair salon in a day</h2>' in body
    assert "From the plan" not in body


def test_a_kind_of_a_provider_is_compared_by_the_number_it_asks(joan, ada, marcus, now):
    own = own_kinds.add(
        by=marcus, label="Oxygen", area="health", question="How much?", unit="%",
        least=0, usual_from=88, usual_to=100, most=100,
    )  # fmt: skip
    slug = own_kinds.as_kind(own).slug
    note(joan, ada, slug, {own_kinds.ANSWER: 94})
    note(joan, ada, slug, {own_kinds.ANSWER: 97})
    own_kinds.retire(own, replaces=1, reason="No longer needed", by=marcus)

    body = said(ada, page("compare", joan))

    assert f'<h2 id="{slug}">Oxygen</h2>' in body
    assert "95.5 %" in body


def test_with_nothing_recorded_the_page_says_what_will_be_here(joan, ada):
    body = said(ada, page("compare", joan))

    assert "Nothing to compare yet" in body
    assert "No change from what is usual for Joan is marked" in body


def test_the_page_of_the_person_fetches_the_sentences(weeks_of_drinks, joan, ada):
    whole = said(ada, page("person", joan))
    part = said(ada, page("compare", joan), **{"HX-Request": "true"})

    assert f'hx-get="{page("compare", joan)}"' in whole
    assert "Drank less than usual on 3 days" in part
    assert "<html" not in part
    assert AuditEvent.objects.filter(person_id=joan.pk, why="was shown what changed").count() == 1


def test_days_before_there_is_a_usual_are_said_to_be_too_few(joan, ada, now):
    note(joan, ada, "drink", {"amount_ml": 200})

    assert "Too few days are recorded yet" in said(ada, page("compare", joan))


def test_reading_it_is_audited_and_strangers_find_nothing(joan, ada, olive):
    said(ada, page("compare", joan))

    assert AuditEvent.objects.filter(
        act=Act.READ, person_id=joan.pk, actor=ada, why="compared days, weeks, months"
    ).exists()
    assert signed_in(Client(), olive).get(page("compare", joan)).status_code == 404


@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_it_takes_as_few_queries_however_much_is_recorded(joan, ada, now, by):
    browser, address = signed_in(Client(), ada), page("compare", joan) + f"?by={by}"
    browser.get(address)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        return sum("SAVEPOINT" not in query["sql"] for query in captured)

    before = asked()
    for kind, values in (
        ("food", {"amount": "all"}),
        ("mood", {"mood": "low"}),
        ("pain", {"score": 3}),
    ):
        note(joan, ada, kind, values)

    assert asked() == before <= 10
