"""The demonstration: loaded once, under the application's role, telling its four stories."""

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Post, User
from accounts.permissions import NEEDS_SECOND_FACTOR, Role
from dailycare.kinds import BY_SLUG, PHOTOGRAPHS, SHOWN, Question
from dailycare.models import CareEntry, CarePhotograph, Outcome
from dscr.demonstration import sign_ins, source
from governance.models import AuditEvent
from governance.services import acting_for
from gpsimulator.people import PEOPLE
from local import databases
from records import queries
from records.models import (
    AboutMe,
    Allergy,
    CarePlan,
    Contact,
    CPRDecision,
    Instruction,
    Person,
    Review,
)
from records.models.base import Standing
from records.nhs_number import has_valid_check_digit


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    """A database of its own, as what was recorded once cannot be taken back."""
    tests, name = connection.settings_dict["NAME"], f"demonstration_{os.getpid()}"
    databases.make_fresh(os.environ, name)
    with django_db_blocker.unblock():
        _connect_to(name)
        call_command("load_demonstration")
        connection.close()
    yield name
    with django_db_blocker.unblock():
        _connect_to(tests)
    databases.drop(os.environ, name)


@pytest.fixture
def demonstration(loaded: str, db: None) -> None:
    """The loaded demonstration, for one test to change and forget."""


def _connect_to(name: str) -> None:
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = name


@pytest.fixture
def rosewood(demonstration: None) -> Iterator[User]:
    """Act for Rosewood Care; its manager."""
    marcus = User.objects.get(username="marcus")
    with acting_for(marcus.provider_id):
        yield marcus


@pytest.fixture
def larkfield(demonstration: None) -> Iterator[User]:
    """Act for Larkfield Home Care; its manager."""
    olive = User.objects.get(username="olive")
    with acting_for(olive.provider_id):
        yield olive


def person(family_name: str) -> Person:
    return Person.objects.get(family_name=family_name)


def everybody() -> list[Person]:
    """The people of both providers, each seen under their own."""
    people = []
    for name in ("marcus", "olive"):
        with acting_for(User.objects.get(username=name).provider_id):
            people += Person.objects.all()
    return people


def test_it_is_loaded_as_the_role_that_answers_requests(demonstration):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        role, database = cursor.fetchone()

    assert (role, database.startswith("demonstration_")) == ("dscr_app", True)


def test_loading_twice_is_loading_once(demonstration, capsys):
    before = {p.pk: p.version for p in everybody()}

    call_command("load_demonstration")

    assert {p.pk: p.version for p in everybody()} == before
    assert "there already" in capsys.readouterr().out


def test_everybody_is_invented_and_numbers_are_valid(demonstration):
    people = everybody()
    numbers = [p.nhs_number for p in people if p.nhs_number]

    assert len(people) == len(source.people()) == 36
    assert len(set(numbers)) == len(numbers) == 35
    assert all(n.startswith("999") and has_valid_check_digit(n) for n in numbers)


def test_whom_the_simulator_knows_is_verified_and_the_same_person(demonstration):
    known = [p for p in everybody() if p.nhs_number in PEOPLE]

    assert len(known) == 30
    for p in known:
        theirs = PEOPLE[p.nhs_number]
        assert p.nhs_number_status == "01"
        assert (p.given_name, p.family_name) == (theirs.given, theirs.family)
        assert p.date_of_birth.isoformat() == theirs.born_on
        assert (p.gp_practice_code, bool(p.gp_practice_name)) == (theirs.practice, True)
    assert {p.nhs_number_status for p in everybody()} - {"01"}


def test_what_is_not_known_is_said_in_all_its_states(rosewood):
    decisions = set(CPRDecision.objects.values_list("decision", flat=True))

    assert set(Person.objects.values_list("allergy_state", flat=True)) == {
        "not_asked", "none_known", "present"
    }  # fmt: skip
    assert decisions == set(CPRDecision.Decision.values)
    assert queries.header(person("Lockwood")).cpr == "no decision recorded"
    assert queries.about_me(person("Lockwood")) is None
    assert Contact.objects.filter(must_not_be_told=True).exclude(must_not_be_told_why="").exists()


def test_plans_are_due_overdue_reviewed_and_in_draft(rosewood):
    today = timezone.localdate()
    live = CarePlan.objects.filter(status=CarePlan.Status.LIVE)

    assert live.filter(review_on__lt=today).exists()
    assert live.filter(review_on__range=(today, today + timedelta(days=14))).exists()
    assert Review.objects.filter(held_on__gte=today - timedelta(days=7)).exists()
    assert queries.open_draft(person("Tase"))
    assert not live.filter(approved_at__gte=timezone.now() - timedelta(days=2)).exists()


def test_mr_greens_stand_in_has_a_week_and_a_record_to_read(rosewood):
    today = timezone.localdate()
    art = person("Green")
    plan = queries.live_plan(art)
    post = Post.objects.get(user__username="kofi")

    assert (post.started_on, post.ended_on) == (today, today + timedelta(days=7))
    assert len(queries.about_me(art).answers) == len(AboutMe.HEADINGS)
    assert len(queries.history(queries.about_me(art))) == 2
    assert len(queries.goals(plan)) == 5
    assert queries.header(art).allergies == ["Penicillin"]
    assert [p.status for p in queries.plans(art)] == ["live", "superseded"]


def test_mr_greens_notes_reach_from_months_ago_to_this_morning(rosewood):
    notes = CareEntry.objects.filter(person=person("Green"), standing=Standing.CURRENT)
    days = set(notes.values_list("happened_on", flat=True))
    kinds = set(notes.values_list("kind", flat=True))

    assert len(days) >= 120
    assert notes.filter(sorts_at__gte=timezone.now() - timedelta(hours=16)).exists()
    assert not notes.filter(recorded_at__gt=timezone.now()).exists()
    assert {"sleep", "personal_care", "food", "drink", "mood", "activity", "general"} <= kinds


def test_mr_green_has_drunk_less_for_a_week(rosewood):
    def a_day(first: int, last: int) -> float:
        when = (source.day(first), source.day(last))
        drinks = CareEntry.objects.filter(
            person=person("Green"), kind="drink", happened_on__range=when
        )
        return sum(d.values["amount_ml"] for d in drinks) / (first - last + 1)

    assert a_day(6, 1) < 1000 < 1300 < a_day(60, 10)


def test_mr_bodats_package_is_checked_and_agreed(larkfield):
    bodat = person("Bodat")
    plan = queries.live_plan(bodat)
    needs = " ".join(goal.answers.text for goal in queries.goals(plan))
    agreed = queries.reviews(plan)[0]

    assert "Council referral" in needs
    assert "hours" in needs
    assert "£" in needs
    assert (agreed.agreement, agreed.agreed_with) == ("person", "Imran Bodat")
    assert plan.review_on == agreed.next_review_on
    assert len(queries.plans(bodat)) == 2


def test_mrs_smiths_son_gives_a_dose_that_the_evening_worker_sees(larkfield):
    mary = person("Smith")
    peter = Contact.objects.get(person=mary, name="Peter Smith")
    doses = CareEntry.objects.filter(person=mary, outcome=Outcome.DONE_BY_OTHER)

    assert peter.is_unpaid_carer
    assert "tablets" in peter.care_given
    assert doses.filter(outcome_reason="Given by Peter, her son").count() > 90
    assert Allergy.objects.filter(person=mary, causative_agent="Penicillin", severity="severe")


def test_mrs_smith_fell_last_week_and_was_in_hospital(larkfield):
    notes = CareEntry.objects.filter(person=person("Smith"))
    away = notes.filter(happened_on=source.day(5))

    assert notes.filter(happened_on=source.day(6), text__contains="on the ground").exists()
    assert notes.filter(happened_on=source.day(6), text__contains="penicillin allergy").exists()
    assert [note.kind for note in away] == ["general"]
    assert notes.filter(happened_on=source.day(4), text__contains="Home by ambulance").exists()
    assert notes.filter(happened_on=source.day(4)).earliest("happened_at").text[:4] == "Home"


def test_james_came_home_with_instructions_that_end(rosewood):
    james = person("Okafor")
    today = timezone.localdate()
    for_a_time = Instruction.objects.filter(person=james, started_on__lt=today, ended_on__gte=today)
    in_force = queries.for_a_time(queries.live_plan(james))

    assert for_a_time.count() >= 5
    assert set(for_a_time) <= set(in_force)
    assert (
        "short words"
        in queries.about_me(james).how_i_communicate_and_how_to_communicate_with_me.lower()
    )


def is_an_answer(question: Question, value: object) -> bool:
    return str(value) in dict(question.choices) or (
        question.typed_number is not None and question.typed_number.read(str(value)) == value
    )


def test_notes_are_as_the_product_would_have_written_them(rosewood):
    for note in CareEntry.objects.only("kind", "values", "outcome", "outcome_reason", "text"):
        kind = BY_SLUG[note.kind]
        questions = {question.name: question for question in kind.questions}
        answers = {n: value for n, value in note.values.items() if n not in (PHOTOGRAPHS, SHOWN)}
        assert set(answers) <= set(questions)
        assert all(is_an_answer(questions[name], value) for name, value in answers.items())
        if note.outcome == Outcome.DONE:
            assert {q.name for q in kind.questions if q.is_required} <= set(note.values)
        else:
            assert note.outcome_reason
        assert note.text or not kind.needs_words
        assert "{" not in note.text


def test_people_have_portraits_old_ones_and_none_and_one_has_a_photograph_of_care(rosewood):
    headers = [queries.header(one) for one in Person.objects.all()]
    [photograph] = CarePhotograph.objects.all()
    entry = CareEntry.objects.get(pk=photograph.care_entry_id)

    assert {bool(one.photo_url) for one in headers} == {True, False}
    assert {bool(one.photo_note) for one in headers} == {True, False}
    assert entry.values[PHOTOGRAPHS] == [str(photograph.pk)]


def test_notes_are_put_right_late_and_refused_as_in_life(rosewood):
    art = person("Green")
    notes = CareEntry.objects.filter(person=art)
    corrected = notes.get(version=2, standing=Standing.CURRENT)
    in_error = notes.get(standing=Standing.ENTERED_IN_ERROR)

    assert [v.values["amount"] for v in corrected.versions.order_by("version")] == ["none", "most"]
    assert "wrong plate" in corrected.versions.get(version=2).reason
    assert "wrong person" in in_error.versions.get(version=2).reason
    assert notes.filter(outcome=Outcome.REFUSED).exists()
    assert any(n.recorded_at - n.sorts_at > timedelta(hours=1) for n in notes)


def test_every_note_is_signed_by_whoever_wrote_it(rosewood):
    first_versions = CareEntry.versions.rel.related_model.objects.filter(version=1)

    assert not first_versions.exclude(author_id=models.F("recorded_by_id")).exists()
    assert CareEntry.objects.values("recorded_by").distinct().count() >= 9
    assert AuditEvent.objects.filter(why="care recorded").count() >= 9


def test_every_role_can_sign_in(demonstration, client):
    told = {sign_ins.role_of(row): user for user, row in sign_ins.staff().items() if "meet" in row}

    assert set(told) == set(Role)
    for role, user in told.items():
        page = _signed_in(Client(), user, second_step=role in NEEDS_SECOND_FACTOR)
        first = "records:acts" if role == Role.AUDITOR else "dailycare:my_people"
        assert (page.status_code, page.request["PATH_INFO"]) == (200, reverse(first))


def _signed_in(client: Client, user: str, *, second_step: bool) -> HttpResponse:
    """Sign in as a visitor would; the page they come to."""
    answers = {"login": user, "password": sign_ins.PASSWORD}
    answer = client.post(reverse("account_login"), answers)
    if second_step:
        assert answer.headers["Location"] == reverse("mfa_authenticate")
        client.post(reverse("mfa_authenticate"), {"code": sign_ins.code_now()})
    return client.get(reverse("home"), follow=True)


def test_the_list_for_visitors_names_everybody_with_a_story(demonstration, capsys):
    call_command("demonstration_sign_ins")
    printed = capsys.readouterr().out

    assert sign_ins.PASSWORD in printed
    assert sign_ins.SECOND_FACTOR_SECRET in printed
    assert all(f"  {user} " in printed for user, row in sign_ins.staff().items() if "meet" in row)


@pytest.mark.parametrize(
    ("user", "answer"), [("ada", "without a second step"), ("nobody", "Nobody")]
)
def test_only_a_second_step_has_a_code(user, answer):
    with pytest.raises(CommandError, match=answer):
        call_command("demonstration_code", user)


def test_a_code_is_six_digits(capsys):
    call_command("demonstration_code", "marcus")

    assert capsys.readouterr().out.strip().isdecimal()


@pytest.mark.parametrize(
    "command", [["load_demonstration"], ["demonstration_sign_ins"], ["demonstration_code", "ada"]]
)
def test_nothing_of_it_works_outside_a_demonstration(settings, command):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="DEMONSTRATION"):
        call_command(*command)
