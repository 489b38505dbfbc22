"""What is unusual is asked about, not just kept, refused or lost; what cannot be is an error."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from dailycare import queries, repeated, services, words
from dailycare.forms import CareForm, CorrectionForm, as_initial
from dailycare.kinds import BY_SLUG
from dailycare.models import CareEntry
from tests.people import signed_in

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SAME = "She sat by the window and told of her garden"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


def typed(kind: str, **answers: object) -> dict[str, object]:
    day = {"day-day": 20, "day-month": 11, "day-year": 2026, "time": "11:45"}
    told = {"entry_id": str(uuid4()), "kind": kind, "outcome": "done"}
    return told | day | answers


def filled(kind: str, *, last: float | None = None, **answers: object) -> CareForm:
    about = {"earliest": lambda: date(2025, 1, 6), "last_number": lambda _: last}
    return CareForm(typed(kind, **answers), kind=BY_SLUG[kind], **about)


def confirming(form: CareForm) -> list[str]:
    """What to tick on the page that came back."""
    return [key for key, _words in form.fields["confirmed"].choices]


@pytest.mark.parametrize(
    ("kind", "answers", "asks"),
    [
        ("drink", {"amount_ml_typed": "20000"}, "Is 20,000 ml right?"),
        ("weight", {"weight_kg": "7"}, "Is 7 kg right?"),
        (
            "mood",
            {"mood": "low", "day-day": 21, "time": "08:00"},
            "Is Saturday 21 November 2026 at 08:00 right? It has not come yet",
        ),
        (
            "mood",
            {"mood": "low", "time": "15:00"},
            "Is Friday 20 November 2026 at 15:00 right? It has not come yet",
        ),
        (
            "mood",
            {"mood": "low", "day-day": 2, "time": "11:00"},
            "Is Monday 2 November 2026 at 11:00 right? That was 18 days ago",
        ),
    ],
)
def test_what_is_unusual_is_asked_about_and_kept_once_confirmed(kind, answers, asks):
    asked = filled(kind, **answers)

    assert asked.errors == {"confirmed": [asks]}
    assert asked.is_doubted

    confirmed = filled(kind, **answers, confirmed=confirming(asked))

    assert confirmed.is_valid(), confirmed.errors
    assert len(confirmed.entry["values"]["confirmed"]) == 1


def test_what_is_usual_is_not_asked_about():
    form = filled("drink", amount_ml="200")

    assert form.is_valid(), form.errors
    assert not form.is_doubted
    assert form.entry["values"] == {"amount_ml": 200}


def test_a_tick_confirms_one_value_and_no_other():
    asked = filled("drink", amount_ml_typed="2000")

    changed = filled("drink", amount_ml_typed="20000", confirmed=confirming(asked))

    assert changed.errors == {"confirmed": ["Is 20,000 ml right?"]}


def test_a_weight_far_from_the_last_is_asked_about_and_says_the_last():
    assert filled("weight", weight_kg="64", last=62.5).is_valid()
    assert filled("weight", weight_kg="64", last=71).errors == {
        "confirmed": ["Is 64 kg right? It was 71 kg the last time"]
    }


@pytest.mark.parametrize("amount", ["-5", "some", "0", "1e3"])
def test_what_cannot_be_is_an_error_at_its_box_and_stays_in_it(amount):
    form = filled("drink", amount_ml_typed=amount)

    assert list(form.errors) == ["amount_ml_typed"]
    assert form["amount_ml_typed"].value() == amount


def test_a_number_can_be_typed_instead_of_chosen():
    form = filled("drink", amount_ml_typed="220 ml")

    assert form.is_valid(), form.errors
    assert form.entry["values"] == {"amount_ml": 220}


def test_the_same_number_typed_and_chosen_is_one():
    assert filled("drink", amount_ml="200", amount_ml_typed="200").is_valid()


def test_of_a_choice_and_another_number_neither_is_dropped():
    form = filled("drink", amount_ml="200", amount_ml_typed="220")

    sentence = "You chose 200 ml as well. Choose one of the two"
    assert form.errors == {"amount_ml_typed": [sentence]}
    assert ("", "The one I typed") in form.fields["amount_ml"].choices
    assert filled("drink", amount_ml="", amount_ml_typed="220").is_valid()


def test_a_weight_that_nobody_took_is_asked_for():
    assert filled("weight").errors == {"weight_kg": ["Enter an answer: what do they weigh?"]}
    assert filled("weight", outcome="refused", outcome_reason="Not today").is_valid()


def test_a_number_of_what_was_refused_is_asked_about_and_not_dropped():
    form = filled("weight", weight_kg="64", outcome="refused", outcome_reason="Not today")

    assert list(form.errors) == ["weight_kg"]
    assert "Leave it empty" in form.errors["weight_kg"][0]


def test_a_pain_of_nothing_is_an_answer():
    form = filled("pain", score="0")

    assert form.is_valid(), form.errors
    assert form.entry["values"] == {"score": 0}


def test_where_and_who_else_are_kept_and_cost_nothing():
    form = filled("mood", mood="happy", place="The garden", helped_by="", also_there="Her son")

    assert form.is_valid(), form.errors
    assert form.shows_details
    assert form.entry["values"] == {"mood": "happy", "place": "The garden", "also_there": "Her son"}
    assert not filled("mood", mood="happy").shows_details


@pytest.fixture
def as_ada(ada) -> Client:
    return signed_in(Client(), ada)


def sent(client: Client, person: object, form: dict[str, object]):
    address = reverse("dailycare:record", args=[person.pk])
    return client.post(f"{address}?kind={form['kind']}", form)


def test_the_page_comes_back_with_the_question_and_everything_typed(as_ada, joan):
    form = typed("drink", amount_ml_typed="20000", text="From the big jug", place="The lounge")

    answer = sent(as_ada, joan, form)

    body = answer.content.decode()
    assert "Is 20,000 ml right?" in body
    assert "Yes, 20,000 ml is right" in body
    assert "From the big jug" in body
    assert "The lounge" in body
    assert not CareEntry.objects.exists()

    for _ in range(2):
        sent(as_ada, joan, form | {"confirmed": confirming(answer.context["form"])})

    entry = CareEntry.objects.get()
    assert entry.values["confirmed"] == ["amount_ml"]
    assert words.note(entry).values == "20,000 ml, place: The lounge"
    timeline = as_ada.get(reverse("dailycare:timeline", args=[joan.pk])).content.decode()
    assert "Asked about, and confirmed" in timeline


def test_a_leap_that_is_sent_twice_is_one_entry(as_ada, joan, ada):
    services.record_care(
        joan, by=ada, kind="weight", values={"weight_kg": 71}, happened_at=NOON - timedelta(days=1)
    )
    form = typed("weight", weight_kg="62")
    asked = sent(as_ada, joan, form).context["form"]
    form["confirmed"] = confirming(asked)

    answers = [sent(as_ada, joan, form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert CareEntry.objects.filter(values__weight_kg=62).count() == 1


def test_words_written_before_of_the_same_person_are_asked_about_once(as_ada, joan, ada):
    before = {"kind": "mood", "happened_at": NOON - timedelta(days=1), "text": SAME}
    services.record_care(joan, by=ada, **before)
    form = typed("mood", mood="happy", text=SAME)

    asked = sent(as_ada, joan, form)

    sentence = "You wrote the same words on Thursday 19 November. Do they say how it was this time?"
    assert asked.context["form"].errors == {"confirmed": [sentence]}
    form["confirmed"] = confirming(asked.context["form"])
    assert [sent(as_ada, joan, form).status_code for _ in range(2)] == [302, 302]
    assert CareEntry.objects.filter(text=SAME).count() == 2


def test_words_are_the_same_only_of_the_same_author_lately_and_when_many(rosewood, joan, ada):
    def written(text: str) -> datetime | None:
        return repeated.last_written(joan, text, by=ada, leaving_out=uuid4())

    services.record_care(joan, by=rosewood.nora, kind="mood", happened_at=NOON, text=SAME)
    long_ago = NOON - timedelta(days=40)
    services.record_care(joan, by=ada, kind="mood", happened_at=long_ago, text=SAME)
    services.record_care(joan, by=ada, kind="mood", happened_at=NOON, text="With milk")

    assert written(SAME) is None
    assert written("With milk") is None


def test_the_last_number_is_the_newest_that_stands_and_is_one(joan, ada):
    question = BY_SLUG["weight"].questions[0]

    def last(leaving_out: UUID) -> float | None:
        return queries.last_number(joan, question, kind="weight", leaving_out=leaving_out)

    assert last(uuid4()) is None
    for days, values in [(9, {"weight_kg": 70}), (5, {"weight_kg": 71.5}), (4, {"how": "chair"})]:
        at = NOON - timedelta(days=days)
        entry = services.record_care(joan, by=ada, kind="weight", happened_at=at, values=values)

    assert last(entry.pk) == 71.5


def corrected(entry: CareEntry, **changes: object) -> CorrectionForm:
    about = {"corrects": entry, "kind": BY_SLUG[entry.kind], "earliest": lambda: date(2025, 1, 6)}
    begun = as_initial(entry)
    data = typed(entry.kind, **entry.values, replaces=entry.version, reason="Misread")
    data |= {"text": entry.text, "time": f"{begun['time']:%H:%M}"}
    data |= {"day-day": entry.happened_on.day, "day-month": entry.happened_on.month}
    return CorrectionForm(data | changes, **about)


def test_a_correction_asks_about_what_is_new_in_it_and_nothing_else(joan, ada):
    values = {"amount_ml": 2000, "confirmed": ["amount_ml", "text"]}
    long_ago = NOON - timedelta(days=15)
    entry = services.record_care(
        joan, by=ada, kind="drink", values=values, happened_at=long_ago, text="x"
    )

    as_before = corrected(entry, text="From the jug", confirmed=[])
    other_day = corrected(entry, **{"day-day": 3}, confirmed=[])
    other_number = corrected(entry, amount_ml="", amount_ml_typed="200", confirmed=[])
    to_come = corrected(entry, **{"day-day": 20, "time": "15:00"}, confirmed=[])

    assert as_before.is_valid(), as_before.errors
    assert as_before.correction["values"] == {"amount_ml": 2000, "confirmed": ["amount_ml"]}
    assert "Is Tuesday 3 November 2026 at 12:00 right?" in str(other_day.errors)
    assert other_number.is_valid(), other_number.errors
    assert other_number.correction["values"] == {"amount_ml": 200, "confirmed": ["text"]}
    assert "It has not come yet" in str(to_come.errors)


def test_a_number_that_came_as_words_stays_while_the_rest_is_corrected(joan, ada):
    values = {"weight_kg": "about ten stone"}
    entry = services.record_care(joan, by=ada, kind="weight", values=values, happened_at=NOON)

    form = corrected(entry, how="chair")

    assert form.is_valid(), form.errors
    assert form.correction["values"] == values | {"how": "chair"}
