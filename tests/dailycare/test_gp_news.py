"""That a GP record changed, or differs from ours, as leads are told of it: never its words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import MAY, Permission
from dailycare import outside, services
from dailycare.exceptions import UNSEEN_FOR, ExceptionKind, exceptions
from dailycare.handovers import reading, saying, writing
from dailycare.handovers.concerns import Concern
from governance.ids import uuid7
from records import services as records
from records.models import GPNotice
from records.models.gp import GPArea, GPNews
from tests.people import a_person
from tests.records.pages import as_, said

FEED = reverse("dailycare:exception_feed")


def notices(person, *what, by, ago=timedelta()):
    """Put on record what a pull found: parts with what became of them."""
    now = timezone.now()
    pull = {"pull_id": uuid7(), "known_at": now}
    about = {"person_id": person.pk, "recorded_at": now - ago}
    found = [GPNotice(area=area, news=news, **about, **pull) for area, news in what]
    records.note_gp_record(person.pk, found=found, to_decide={}, by=by, **pull)


def differing(person, *, by, **counts):
    to_decide = {GPArea(area): count for area, count in counts.items()}
    about = {"pull_id": uuid7(), "known_at": timezone.now()}
    records.note_gp_record(person.pk, to_decide=to_decide, by=by, **about)


def told(user, *, since=timedelta(days=1)):
    now = timezone.now()
    found = exceptions(user, now - since, now)
    return [one for one in found if one.kind == ExceptionKind.GP_RECORD]


def test_all_that_a_pull_found_is_one_line(rosewood, joan, marcus):
    new, started = (GPArea.ALLERGIES, GPNews.NEW), (GPArea.MEDICATIONS, GPNews.NEW)
    notices(joan, new, started, started, by=rosewood.system)

    [one] = told(marcus)

    assert one.what == "New allergy; Medication started (2)"
    assert (one.person.person_id, one.is_to_decide) == (joan.pk, False)


def test_two_pulls_are_two_lines(rosewood, joan, marcus):
    for _pull in range(2):
        notices(joan, (GPArea.PROBLEMS, GPNews.NEW), by=rosewood.system)

    assert len(told(marcus)) == 2


def test_what_differs_waits_to_be_decided_until_nothing_does(rosewood, joan, marcus):
    differing(joan, by=rosewood.system, allergies=2, medications=1)
    waiting = {one.what for one in told(marcus)}

    differing(joan, by=rosewood.system, allergies=1, medications=0)
    fewer = {one.what for one in told(marcus)}
    differing(joan, by=rosewood.system)

    assert waiting == {
        "Allergies differ from our record (2)",
        "Medication differs from our record",
    }
    assert fewer == {"Allergies differ from our record"}
    assert told(marcus) == []
    assert {row.standing for row in GPNotice.objects.filter(person=joan)} == {"withdrawn"}


def test_a_count_that_is_the_same_is_not_written_again(rosewood, joan):
    differing(joan, by=rosewood.system, allergies=2)
    differing(joan, by=rosewood.system, allergies=2)

    assert GPNotice.objects.get(person=joan).version == 1


def test_it_stays_until_somebody_saw_to_it(rosewood, joan, marcus):
    notices(joan, (GPArea.ALLERGIES, GPNews.NEW), by=rosewood.system, ago=timedelta(days=9))
    [one] = told(marcus)

    services.mark_seen(joan, key=one.key, what=one.what, done="Read it", by=marcus)

    assert told(marcus) == []
    assert [item.seen.done for item in told(marcus, since=timedelta(days=20))] == ["Read it"]


def test_nobody_is_told_for_ever(rosewood, joan, marcus):
    long_ago = UNSEEN_FOR + timedelta(days=1)
    notices(joan, (GPArea.ALLERGIES, GPNews.NEW), by=rosewood.system, ago=long_ago)

    assert told(marcus) == []


def test_an_earlier_day_does_not_tell_what_was_found_later(rosewood, joan, marcus):
    notices(joan, (GPArea.ALLERGIES, GPNews.NEW), by=rosewood.system)
    before = timezone.now() - timedelta(hours=1)

    found = exceptions(marcus, before - timedelta(days=1), before)

    assert [one for one in found if one.gp_areas] == []


def test_whoever_sees_the_list_may_see_gp_records():
    """So that the list need not ask for each person; a role for which that is not so fails here."""
    leads = {role for role, may in MAY.items() if Permission.SEE_EXCEPTIONS in may}

    assert leads
    assert all(Permission.SEE_GP_RECORD in MAY[role] for role in leads)


def test_the_first_page_of_a_lead_says_how_many(rosewood, joan, marcus, ada):
    amy = a_person(rosewood.home, by=marcus, given_name="Amy", nhs_number="")
    notices(joan, (GPArea.ALLERGIES, GPNews.NEW), by=rosewood.system)
    one_person = outside.told(marcus)
    differing(joan, by=rosewood.system, allergies=1)
    differing(amy, by=rosewood.system, allergies=1)

    assert one_person == [
        ("GP record of 1 person changed, or differs from ours: see what", f"{FEED}?kind=gp_record")
    ]
    assert outside.told(marcus)[0][0].startswith("GP records of 2 people changed")
    assert outside.told(ada) == []


def test_what_was_seen_is_not_on_the_first_page(rosewood, joan, marcus):
    notices(joan, (GPArea.ALLERGIES, GPNews.NEW), by=rosewood.system)
    [one] = told(marcus)

    services.mark_seen(joan, key=one.key, what=one.what, done="Read it", by=marcus)

    assert outside.told(marcus) == []


def test_the_list_leads_to_the_gp_record_and_to_what_was_done(rosewood, joan, marcus):
    notices(joan, (GPArea.ALLERGIES, GPNews.NEW), by=rosewood.system)

    shown = said(as_(marcus).get(f"{FEED}?kind=gp_record"))

    assert "New allergy" in shown
    assert reverse("gpconnect:gp_record", args=[joan.pk]) in shown
    assert "Say what was done" in shown


def test_it_asks_no_more_whatever_changed(rosewood, joan, marcus):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            told(marcus)
        return len(captured)

    queries()  # the posts of whoever asks are read once
    before = queries()
    for number in range(6):
        notices(joan, *[(GPArea.PROBLEMS, GPNews.NEW)] * number, by=rosewood.system)
    differing(joan, by=rosewood.system, allergies=3)

    assert queries() == before


HEARD = [
    ((GPArea.ALLERGIES, GPNews.NEW), Concern.ALLERGY),
    ((GPArea.MEDICATIONS, GPNews.ENDED), Concern.MEDICINE),
    ((GPArea.CONSULTATIONS, GPNews.NEW), Concern.OTHER),
]


@pytest.mark.parametrize(("what", "concern"), HEARD)
def test_a_handover_says_what_kind_of_thing_changed(rosewood, joan, what, concern):
    notices(joan, what, by=rosewood.system)

    handover = writing.draft_handover(rosewood.home, None, by=rosewood.sunil)

    [line] = reading.lines_of_concern(handover, concern)
    assert line.words.startswith("GP record: ")
    assert line.words.endswith("A lead can read it there.")
    assert line.because.startswith("Found at ")
    [(_heading, [of_joan])] = saying.by_concern([reading.lines_of(handover)[0]], set())[:1]
    assert of_joan.lines[0].url == reverse("dailycare:person", args=[joan.pk])


def test_a_handover_says_that_something_is_to_be_decided(rosewood, joan):
    differing(joan, by=rosewood.system, allergies=2)

    handover = writing.draft_handover(rosewood.home, None, by=rosewood.sunil)

    [line] = reading.lines_of_concern(handover, Concern.ALLERGY)
    assert "Allergies differ from our record (2)" in line.words
    assert line.because == "To be decided"


def test_a_handover_does_not_say_what_was_seen_to(rosewood, joan, marcus):
    notices(joan, (GPArea.ALLERGIES, GPNews.NEW), by=rosewood.system)
    [one] = told(marcus)
    services.mark_seen(joan, key=one.key, what=one.what, done="Read it", by=marcus)

    handover = writing.draft_handover(rosewood.home, None, by=rosewood.sunil)

    assert reading.lines_of_concern(handover, Concern.ALLERGY) == []
