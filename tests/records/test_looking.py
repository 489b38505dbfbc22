"""Who looked at a record: in plain words, by day and by who it was, of whom one asks (AUD-03)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from governance.models import Act, AuditEvent
from governance.services import record_act
from records import services
from records.queries import LOOKS_ON_PAGE, LOOKS_ON_PAPER, by_day, in_plain_words, looks
from tests.people import a_person
from tests.records.pages import as_, page, said


@pytest.fixture
def browser(rosewood) -> Client:
    """The manager's browser."""
    return as_(rosewood.marcus)


def asked(client: Client, joan: object, **filters: object) -> str:
    return said(client.get(page("who_looked", joan), filters))


def of_day(name: str, day: object) -> dict[str, int]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_it_names_everybody_and_what_they_did_in_plain_words(browser, joan, ada, rosewood):
    services.open_record(joan.pk, by=ada, why="read the care plan")
    services.write_about_me(joan, replaces=None, by=ada, my_wellness="Well")
    as_(ada).get(page("who_looked", joan))

    answer = asked(browser, joan)

    assert "Ada Lark</h3>" in answer
    assert "</span> read the care plan</li>" in answer
    assert "wrote in it: About Me written" in answer
    assert "tried to do what their role does not allow" in answer
    assert "Marcus Webb</h3>" in answer
    assert "read who looked at the record" in answer


@pytest.mark.parametrize(
    ("act", "why", "outcome", "words"),
    [
        (Act.READ, "read the care plan", "done", "read the care plan"),
        (Act.READ, "recording care", "done", "was recording care"),
        (Act.READ, "GP record", "done", "read the GP record"),
        (Act.CHANGE, "need added", "done", "wrote in it: need added"),
        (Act.CHANGE, "care recorded: night_check", "done", "recorded care (night check)"),
        (Act.GP_RECORD, "direct care", "succeeded", "asked the GP system for the GP record"),
        (Act.GP_RECORD, "direct care", "NO_PATIENT_CONSENT",
         "asked the GP system for the GP record, which did not answer with it"),
        (Act.REFUSED, "records:about_me: no permission: edit_record", "refused",
         "tried to do what their role does not allow"),
        (Act.REFUSED, "records:about_me: not found among what they may see", "refused",
         "tried to see what is not theirs to see"),
    ],
)  # fmt: skip
def test_each_act_is_said_in_plain_words(act, why, outcome, words):
    assert in_plain_words(AuditEvent(act=act, why=why, outcome=outcome)) == words


def test_the_same_act_in_a_row_is_one_line(browser, joan, ada, marcus):
    for _ in range(3):
        services.open_record(joan.pk, by=ada, why="read the notes")
    services.open_record(joan.pk, by=marcus, why="read the notes")

    [day] = by_day(looks(joan, 1, worker=ada.pk))

    assert [(looker.name, [deed.words for deed in looker.deeds]) for looker in day.lookers] == [
        ("Ada Lark", ["read the notes"])
    ]
    assert "read the notes, 3 times" in asked(browser, joan)


def test_one_member_of_staff_is_asked_for(browser, joan, ada, marcus):
    services.open_record(joan.pk, by=ada, why="read the notes")
    services.open_record(joan.pk, by=marcus, why="read About Me")

    answer = asked(browser, joan, worker=ada.pk)

    assert "read the notes" in answer
    assert "read About Me" not in answer


def test_a_period_is_asked_for(browser, joan, ada):
    services.open_record(joan.pk, by=ada, why="read the notes")
    today = timezone.localdate()
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)

    assert "read the notes" in asked(browser, joan, **of_day("since", today))
    assert "read the notes" in asked(browser, joan, **of_day("until", today))
    assert "Nobody" in asked(browser, joan, **of_day("until", yesterday))
    assert "Nobody" in asked(browser, joan, **of_day("since", tomorrow))


@pytest.mark.parametrize(
    "wrong",
    [
        {"worker": "nobody"},
        {"worker": "00000000-0000-0000-0000-000000000000"},
        {"since-day": "31", "since-month": "2", "since-year": "2026"},
        {"until-day": "1", "until-month": "1", "until-year": "2026",
         "since-day": "2", "since-month": "1", "since-year": "2026"},
    ],
)  # fmt: skip
def test_what_cannot_be_asked_shows_nothing_and_says_why(browser, joan, ada, wrong):
    services.open_record(joan.pk, by=ada, why="read the notes")

    answer = browser.get(page("who_looked", joan), wrong)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert "read the notes" not in said(answer)
    assert "nhsuk-error-message" in said(answer)


def test_staff_of_another_provider_are_not_offered(browser, joan, olive):
    assert "Olive Stone" not in asked(browser, joan)
    assert "Nobody" in asked(browser, joan, worker=olive.pk)


def test_it_goes_back_page_by_page_of_what_was_asked_for(browser, joan, ada):
    for number in range(LOOKS_ON_PAGE + 5):
        record_act(Act.READ, by=ada, why=f"look {number}", person_id=joan.pk)
    address = page("who_looked", joan)

    first = browser.get(address, {"worker": ada.pk})
    second = browser.get(address, {"worker": ada.pk, "page": 2})

    assert f"worker={ada.pk}&page=2" in said(first)
    assert "Earlier" in said(first)
    assert "Later" not in said(first)
    assert "Later" in said(second)
    assert "look 0" in said(second)
    assert len(first.context["looks"]) == LOOKS_ON_PAGE
    assert browser.get(f"{address}?page=nonsense").status_code == 200


def test_looking_at_one_person_says_nothing_of_another(rosewood, browser, joan, marcus):
    amy = a_person(rosewood.home, by=marcus, given_name="Amy", nhs_number="")
    services.open_record(amy.pk, by=marcus, why="read of Amy")

    assert "read of Amy" not in asked(browser, joan)
    assert AuditEvent.objects.filter(person_id=amy.pk, act=Act.READ).count() == 1


def test_the_person_is_given_a_copy_without_codes(browser, joan, ada):
    as_(ada).get(page("who_looked", joan))
    services.open_record(joan.pk, by=ada, why="read the notes")

    answer = said(browser.get(page("who_looked_on_paper", joan)))

    assert "Who has looked at my record" in answer
    assert "read the notes" in answer
    assert "tried to do what their role does not allow" in answer
    assert "see_audit" not in answer
    assert "records:" not in answer


def test_the_copy_is_of_what_was_asked_for_and_says_so(browser, joan, ada, marcus):
    services.open_record(joan.pk, by=ada, why="read the notes")
    services.open_record(joan.pk, by=marcus, why="read About Me")
    today = timezone.localdate()
    filters = {"worker": ada.pk} | of_day("since", today) | of_day("until", today)

    answer = said(browser.get(page("who_looked_on_paper", joan), filters))

    assert f"from {today.day} " in answer
    assert "read the notes" in answer
    assert "read About Me" not in answer


def test_the_copy_is_bounded_and_says_so(browser, joan, ada, monkeypatch):
    monkeypatch.setattr("records.queries.LOOKS_ON_PAPER", 2)
    monkeypatch.setattr("records.queries.looking.LOOKS_ON_PAPER", 2)
    for number in range(4):
        record_act(Act.READ, by=ada, why=f"look {number}", person_id=joan.pk)

    answer = said(browser.get(page("who_looked_on_paper", joan)))

    assert "the latest 2 lines" in answer
    assert "look 3" in answer
    assert "look 1" not in answer
    assert LOOKS_ON_PAPER == 1000


def test_both_are_acts_themselves(browser, joan, marcus):
    browser.get(page("who_looked", joan))
    browser.get(page("who_looked_on_paper", joan))

    acts = AuditEvent.objects.filter(person_id=joan.pk, actor=marcus, act=Act.READ)
    assert list(acts.order_by("id").values_list("why", flat=True)) == [
        "read who looked at the record",
        "printed who looked at the record, for the person",
    ]


@pytest.mark.parametrize("name", ["who_looked", "who_looked_on_paper"])
def test_the_queries_do_not_grow_with_the_history(
    browser, joan, ada, name, django_assert_max_num_queries
):
    for number in range(60):
        record_act(Act.READ, by=ada, why=f"look {number}", person_id=joan.pk)

    with django_assert_max_num_queries(12):
        browser.get(page(name, joan))
