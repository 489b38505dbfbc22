"""Every box of every kind refuses what cannot be, at the box, and keeps what was typed."""

from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from accounts.models import User
from governance.services import acting_for
from nhsui.fields import ClockField, SplitDateField
from records.forms import IdentityForm, as_initial, form_of
from records.forms.boxes import CodeField, NHSNumberField, OneLine, Words, boxes
from records.kinds import BY_SLUG, KINDS
from records.models import Goal, Instruction, Need, Person, Problem
from tests.people import a_care_plan, a_person
from tests.records.pages import a_record, as_, of_kind, said, typed

SLUGS = [kind.slug for kind in KINDS]
SLUG_OF = {kind.model: kind.slug for kind in KINDS}
NO_DAYS = {
    ("31", "2", "2026"): "31 February 2026 does not exist",
    ("29", "2", "2025"): "29 February 2025 does not exist",
    ("1", "1", "0001"): "or later",
    ("2", "4", "1938"): "must be 3 April 1938 or later",
    ("31", "12", "9999"): "or earlier",
}
NOT_OFFERED = "Choose one of the answers shown"
NO_TEXTS = {
    ClockField: ("Enter the time as hours and minutes", ["25:00", "14"]),
    forms.ChoiceField: (NOT_OFFERED, ["nonsense"]),
    CodeField: ("", ["12345", "fall"]),
    NHSNumberField: ("", ["999 000 0019", "Art"]),
    Words: ("Use 20000 characters or fewer. This has 20001", ["é" * 20_001]),
    forms.EmailField: ("valid email address", ["Art"]),
    forms.IntegerField: ("", ["many", "-1", "9" * 30]),
}


def a_day(name: str, day: str, month: str, year: str) -> dict[str, str]:
    return {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}


def wrong_answers(name: str, box: Any, strangers: list[Any]) -> Iterator[tuple[dict, str]]:
    """What nobody may type into a box, each with words of the sentence that must stand there."""
    if isinstance(box, SplitDateField):
        yield from ((a_day(name, *parts), sentence) for parts, sentence in NO_DAYS.items())
    elif isinstance(box, forms.ModelChoiceField):
        yield from (({name: str(pk)}, NOT_OFFERED) for pk in strangers)
    if type(box) is OneLine:
        yield {name: "x" * (box.max_length + 1)}, f"Use {box.max_length} characters or fewer"
    for kind, (sentence, texts) in NO_TEXTS.items():
        yield from (({name: text}, sentence) for text in texts if isinstance(box, kind))


def taken(form_class: Any, right: dict, strangers: dict, **about: Any) -> list[tuple]:
    """The wrong answers that a form takes, or that it refuses elsewhere than at their box."""
    found = []
    for name, box in form_class(**about).fields.items():
        if name in ("replaces", "upload"):
            continue
        model = box.queryset.model if isinstance(box, forms.ModelChoiceField) else None
        for wrong, sentence in wrong_answers(name, box, strangers.get(model, [])):
            form = form_class(right | wrong, **about)
            if sentence not in " ".join(form.errors.get(name, [])) or name not in form.errors:
                found.append((name, wrong, form.errors))
    return found


def one_of_each(cast: SimpleNamespace, person: Person, by: User, home: Any) -> dict[Any, Any]:
    """A record of somebody else in every class that a box may point at."""
    others = SimpleNamespace(joan=person, marcus=by, home=home, ada=by)
    plan = a_care_plan(person, by=by)
    pointed = {BY_SLUG[slug].model for slug in ("contacts", "problems", "assessments", "consents")}
    found = {model: a_record(SLUG_OF[model], others).pk for model in pointed}
    [goal] = Goal.objects.filter(care_plan=plan)
    [served] = Instruction.objects.filter(care_plan=plan)
    need = Need.objects.filter(person=person).latest("recorded_at")
    return found | {Goal: goal.pk, Instruction: served.pk, Need: need.pk, User: by.pk}


@pytest.fixture
def strangers(cast) -> dict[Any, list[Any]]:
    """What belongs to another person here, and to one of another provider."""
    with acting_for(cast.other.pk):
        theirs = one_of_each(cast, cast.tom, cast.olive, cast.elsewhere)
    with acting_for(cast.provider.pk):
        amy = a_person(cast.home, by=cast.marcus, given_name="Amy", nhs_number="")
        ours = one_of_each(cast, amy, cast.marcus, cast.home)
    ours.pop(User)  # staff here may be named in anybody's record
    return {model: [pk, *([ours[model]] if model in ours else [])] for model, pk in theirs.items()}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_box_of_every_kind_refuses_what_cannot_be(cast, strangers, slug):
    with acting_for(cast.provider.pk):
        right = typed(slug, cast)
        about = {"person": cast.joan, "by": cast.marcus}

        assert taken(form_of(BY_SLUG[slug]), right, strangers, **about) == []
        files = MultiValueDict({"upload": [right["upload"]]} if "upload" in right else {})
        assert form_of(BY_SLUG[slug])(right, files, **about).is_valid()


def test_every_box_of_who_somebody_is_refuses_what_cannot_be(rosewood, joan, marcus):
    right = {"given_name": "Joan", **a_day("date_of_birth", "3", "4", "1938")}

    found = taken(IdentityForm, right, {}, person=joan, by=marcus)

    day_before = [name for name, wrong, _ in found if wrong == a_day(name, "2", "4", "1938")]
    assert day_before == ["date_of_birth", "date_of_death"]  # they may say another birthday
    assert len(found) == 2


def test_nobody_dies_before_they_were_born(joan, marcus):
    wrong = as_initial(joan) | a_day("date_of_birth", "3", "4", "1938")
    form = IdentityForm(
        wrong | a_day("date_of_death", "2", "4", "1938"), person=joan, by=marcus, is_change=True
    )

    assert form.errors["date_of_death"] == ["They cannot have died before they were born"]


HAPPENED = [
    (kind.slug, name)
    for kind in KINDS
    for name, box in boxes(kind.model).items()
    if isinstance(box, SplitDateField) and box.not_after == timezone.localdate
]


def test_what_has_happened_is_known_in_many_kinds():
    assert ("communications", "sent_on") in HAPPENED
    assert ("communications", "received_on") in HAPPENED
    assert ("problems", "started_on") in HAPPENED
    assert ("services", "started_on") not in HAPPENED
    assert len(HAPPENED) > 20


@pytest.mark.parametrize(("slug", "name"), HAPPENED)
def test_what_has_happened_was_not_tomorrow(rosewood, joan, marcus, slug, name):
    tomorrow = timezone.localdate() + timedelta(days=1)
    day = a_day(name, str(tomorrow.day), str(tomorrow.month), str(tomorrow.year))
    form = form_of(BY_SLUG[slug])(typed(slug, rosewood) | day, person=joan, by=marcus)

    assert "or earlier" in " ".join(form.errors[name])


@pytest.mark.parametrize(
    ("slug", "first", "last"),
    [
        ("services", "started_on", "ended_on"),
        ("admissions", "admitted_on", "ended_on"),
        ("communications", "sent_on", "received_on"),
        ("cpr-decisions", "decided_on", "review_on"),
        ("capacity", "happened_on", "review_on"),
    ],
)
def test_the_end_does_not_come_before_the_start(rosewood, joan, marcus, slug, first, last):
    days = a_day(first, "4", "3", "2026") | a_day(last, "3", "3", "2026")
    form = form_of(BY_SLUG[slug])(typed(slug, rosewood) | days, person=joan, by=marcus)

    assert "must be on or after 4 March 2026" in " ".join(form.errors[last])


@pytest.mark.parametrize(("clock", "refused"), [("14:05", False), ("14:06", True)])
def test_a_time_of_today_that_has_not_come_is_refused(rosewood, joan, marcus, clock, refused):
    with time_machine.travel("2026-06-01T14:05:30+01:00", tick=False):
        when = a_day("happened_on", "1", "6", "2026") | {"happened_time": clock}
        form = form_of(BY_SLUG["incidents"])({"text": "Fell", **when}, person=joan, by=marcus)

        assert ("happened_time" in form.errors) is refused


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\x1b", "\x7f", "\x85"])
def test_signs_that_nobody_sees_are_taken_out(rosewood, joan, marcus, sign):
    said = {"category": "skin", "text": f"Dry{sign} skin\r\nat night\ton heels\rtoo"}
    form = form_of(BY_SLUG["needs"])(
        said | {"location_name": f"Bath{sign}room"}, person=joan, by=marcus
    )

    assert form.is_valid()
    assert form.cleaned_data["text"] == "Dry skin\nat night\ton heels\ntoo"
    assert form.cleaned_data["location_name"] == "Bathroom"


def test_a_long_text_is_refused_with_every_word_kept(rosewood, joan, marcus):
    story = "She says: " + "é" * 20_000
    words = typed("risks", rosewood) | {"controls": story, "benefit": "Fresh air"}

    answer = as_(marcus).post(of_kind("add_record", "risks", joan), words)

    assert "Use 20000 characters or fewer" in said(answer)
    assert story in said(answer)
    assert "Fresh air</textarea>" in said(answer)
    assert "maxlength" not in said(answer)


def test_a_whole_form_of_the_longest_texts_is_no_more_than_a_request_may_hold(settings):
    texts = [sum(isinstance(box, Words) for box in boxes(kind.model).values()) for kind in KINDS]
    as_sent = len("%C3%A9")

    assert max(texts) * 20_000 * as_sent < settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_a_problem_may_begin_on_the_birthday(joan, marcus):
    born = a_day("started_on", "3", "4", "1938")
    form = form_of(BY_SLUG["problems"])({"text": "Spina bifida", **born}, person=joan, by=marcus)

    assert form.is_valid()
    assert form.cleaned_data["started_on"] == date(1938, 4, 3)
    assert Problem(person=joan, **form.written).started_on == joan.date_of_birth
