"""The kinds of care are data: what each asks, how its answers read, which stand in sight."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from dailycare import offering, services
from dailycare.kinds import BY_SLUG, KINDS, Kind, Number, Question, kind_of, meal_at
from records.models.observations import NeedCategory
from records.queries import plan_in_brief
from tests.people import a_care_plan

NIGHT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
KILOGRAMS = BY_SLUG["weight"].questions[0].number
REQUIRED = {
    *("sleep", "personal_care", "food", "drink", "continence", "mobility", "repositioning"),
    *("skin", "mood", "communication", "activity", "night_check", "weight", "contact"),
    *("behaviour", "pain", "general"),
}


def shown(offer: offering.Offer) -> list[str]:
    others = (button for _group, buttons in offer.groups for button in buttons)
    return [slug for slug, _label in (*offer.likely, *others)]


def test_every_kind_of_care_of_the_sector_can_be_recorded():
    assert {kind.slug for kind in KINDS} == REQUIRED


def test_every_kind_serves_an_area_of_need_and_every_area_but_none_is_served():
    served = {area for kind in KINDS for area in kind.serves}

    assert served == set(NeedCategory.values)


def test_choices_are_told_apart_by_their_words():
    for kind in KINDS:
        for question in kind.questions:
            words = [words for _value, words in question.choices]
            assert len(words) == len(set(words)), (kind.slug, question.name)


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("drink", {"amount_ml": 220, "what": "tea"}, "220 ml, Tea"),
        ("drink", {"amount_ml": 20_000}, "20,000 ml"),
        ("drink", {"amount_ml": "a beaker"}, "a beaker ml"),
        ("weight", {"weight_kg": 71.5}, "71.5 kg"),
        ("pain", {"score": 0}, "0 of 10, none"),
        ("continence", {"what": "bowels", "stool_type": "4"}, "Opened bowels, Type 4: smooth and "),
        ("skin", {"seen": "red", "site": "left heel"}, "Redness, left heel"),
        ("mood", {"mood": "happy", "place": "garden"}, "Happy, place: garden"),
        ("food", {"amount": "", "confirmed": ["text"], "for_several": 3}, ""),
    ],
)
def test_answers_read_as_one_line(kind, values, said):
    assert kind_of(kind).in_words(values).startswith(said)
    assert bool(kind_of(kind).in_words(values)) == bool(said)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("71.5", 71.5), ("71", 71), ("71.5 kg", 71.5), (" 71KG ", 71), ("1,2", None), ("0.5", None)],
)
def test_a_number_is_read_with_its_unit_and_a_comma_is_no_point(typed, number):
    if number is None:
        with pytest.raises(ValueError, match="Enter a number"):
            KILOGRAMS.read(typed)
    else:
        assert KILOGRAMS.read(typed) == number


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("lots", "Enter a number in ml, such as 500"),
        ("-50", "Enter a number in ml, such as 500"),
        ("²", "Enter a number in ml, such as 500"),
        ("1,00", "Enter a number in ml, such as 500"),
        ("200.5", "Enter a number with no point, such as 500"),
        ("0", "Enter a number from 1 to 99,999"),
        ("100,000", "Enter a number from 1 to 99,999"),
    ],
)
def test_what_cannot_be_is_refused_in_words_that_say_what_to_do(typed, sentence):
    with pytest.raises(ValueError, match=sentence):
        BY_SLUG["drink"].questions[0].number.read(typed)


def test_a_number_without_a_unit_says_so_and_how_exact_it_may_be():
    score = Number("", least=0, most=10, usual=(0, 10), places=1)

    assert score.in_words(3) == "3"
    with pytest.raises(ValueError, match=r"^Enter a number, such as 5$"):
        score.read("much")
    with pytest.raises(ValueError, match="at most 1 digits after the point"):
        score.read("1.25")


@pytest.mark.parametrize(
    ("number", "last", "is_usual"),
    [(64, None, True), (7, None, False), (251, None, False), (64, 69, True), (64, 69.5, False)],
)
def test_a_weight_is_unusual_by_itself_or_beside_the_last_one(number, last, is_usual):
    assert KILOGRAMS.is_usual(number, last) == is_usual


def test_a_number_may_be_typed_unless_all_of_them_can_be_chosen():
    assert BY_SLUG["drink"].questions[0].typed_number
    assert BY_SLUG["pain"].questions[0].typed_number is None
    assert Question("what", "What?").typed_number is None


@pytest.mark.parametrize(
    ("hour", "first", "meal"),
    [
        (8, "food", "breakfast"),
        (13, "drink", "lunch"),
        (17, "drink", "tea"),
        (23, "sleep", "supper"),
    ],
)
def test_likely_kinds_come_first_and_none_is_missing(hour, first, meal):
    slugs = shown(offering.offered(hour))

    assert slugs[0] == first
    assert sorted(slugs) == sorted(REQUIRED)
    assert meal_at(hour) == meal


def test_the_common_kinds_are_always_in_sight_whatever_else_is():
    for hour in range(24):
        offer = offering.offered(hour, habit=["pain", "pain", "skin", "contact", "weight"])

        likely = {slug for slug, _label in offer.likely}
        assert {kind.slug for kind in KINDS if kind.is_common} <= likely
        assert len(likely) <= 12


def test_what_a_worker_records_often_comes_into_sight():
    before, after = offering.offered(13), offering.offered(13, habit=["pain"])

    assert ("pain", "Pain") not in before.likely
    assert ("pain", "Pain") in after.likely


def test_what_the_plan_asks_for_comes_into_sight(joan, marcus):
    a_care_plan(joan, by=marcus)  # eating and drinking, at any time
    plan = plan_in_brief(joan)

    assert ("weight", "Weight") in offering.offered(13, plan=plan).likely


def test_a_kind_of_a_provider_is_offered_with_the_others():
    own = Kind("own_feed", "Feed", "Your own", (), ("eating_and_drinking",), is_own=True)

    offer = offering.offered(13, own=[own])

    assert ("Your own", (("own_feed", "Feed"),)) in offer.groups


def recorded(person, by, kind: str, at: datetime) -> None:
    services.record_care(person, by=by, kind=kind, happened_at=at)


def test_habit_is_what_this_worker_recorded_at_about_this_time(rosewood, joan, ada):
    with time_machine.travel(NIGHT, tick=False):
        recorded(joan, ada, "repositioning", NIGHT - timedelta(days=1, minutes=80))
        recorded(joan, ada, "night_check", NIGHT - timedelta(days=2) + timedelta(minutes=80))
        recorded(joan, ada, "food", NIGHT - timedelta(hours=12))
        recorded(joan, ada, "weight", NIGHT - timedelta(days=4))
        recorded(joan, rosewood.nora, "pain", NIGHT - timedelta(days=1))

        assert sorted(offering.usual_now(joan, ada)) == ["night_check", "repositioning"]
