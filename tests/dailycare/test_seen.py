"""What was said to have been done about an exception is put right, or taken out."""

import pytest
import time_machine
from django.urls import reverse

from dailycare import exceptions, services
from dailycare.models import ExceptionSeen
from tests.dailycare.days import asked, at
from tests.records.pages import as_, said

FEED = reverse("dailycare:exception_feed")


@pytest.fixture
def seen(rosewood, joan, marcus) -> ExceptionSeen:
    """What Sunil did about a turn that was missed."""
    asked(joan, by=marcus)
    [one] = [
        one
        for one in exceptions.exceptions(marcus, at("05:00"), at("17:30"))
        if one.kind == "missed"
    ]
    about = {"key": one.key, "what": "Missed: Turn her", "by": rosewood.sunil}
    return services.mark_seen(joan, done="Turned at 15:20", **about)


def page(name: str, seen: ExceptionSeen) -> str:
    return reverse(f"dailycare:{name}", args=[seen.person_id, seen.pk])


def feed(user, **ways: str) -> str:
    with time_machine.travel(at("17:30"), tick=False):
        return said(as_(user).get(FEED, ways))


@pytest.mark.parametrize("who", ["sunil", "marcus"])
def test_its_author_or_a_manager_corrects_it_with_a_reason(rosewood, seen, who):
    browser = as_(getattr(rosewood, who))
    address = page("correct_seen", seen)
    typed = {"done": "Turned at 15:40", "reason": "Wrong time", "replaces": 1}

    form = said(browser.get(address))
    saved = browser.post(address, typed)
    after = said(browser.get(address))

    assert "Turned at 15:20</textarea>" in form
    assert "Was it in order?" not in form
    assert saved.headers["Location"] == FEED
    assert "Wrong time" in after
    assert "Turned at 15:40 <a" in feed(rosewood.nora, seen="1")
    seen.refresh_from_db()
    assert (seen.version, seen.done) == (2, "Turned at 15:40")
    assert seen.versions.get(version=1).done == "Turned at 15:20"


def test_without_a_reason_it_stands(rosewood, seen):
    answer = said(as_(rosewood.sunil).post(page("correct_seen", seen), {"done": "X"}))

    assert "Say why you correct this" in answer
    seen.refresh_from_db()
    assert seen.version == 1


def test_another_lead_reads_it_and_changes_nothing(rosewood, seen):
    browser = as_(rosewood.nora)
    reason = {"reason": "Mine is better", "replaces": 1}

    read = said(browser.get(page("correct_seen", seen)))
    browser.post(page("correct_seen", seen), {"done": "X", **reason})
    refused = said(browser.post(page("seen_in_error", seen), reason))

    assert "Only its author or a manager can correct this." in read
    assert "Save correction" not in read
    assert "Only its author or a manager can correct this" in refused
    seen.refresh_from_db()
    assert seen.version == 1


def test_what_a_colleague_corrected_meanwhile_is_said(rosewood, seen, marcus):
    services.correct_seen(seen, replaces=1, reason="Time", done="Turned at 16:00", by=marcus)
    typed = {"done": "Turned at 15:40", "reason": "Wrong time", "replaces": 1}

    answer = said(as_(rosewood.sunil).post(page("correct_seen", seen), typed))

    assert "Marcus" in answer
    assert "changed this while you were writing" in answer


def test_taken_out_it_is_on_the_list_again(rosewood, seen):
    browser = as_(rosewood.sunil)
    address = page("seen_in_error", seen)
    before = feed(rosewood.nora)

    asked_why = said(browser.get(address))
    taken_out = browser.post(address, {"reason": "Somebody else", "replaces": 1})
    after = feed(rosewood.nora)
    read = said(browser.get(page("correct_seen", seen)))

    assert "Turned at 15:20" in asked_why
    assert taken_out.headers["Location"] == FEED
    assert "Turn her" not in before
    assert "Turn her" in after
    assert "This was taken out" in read
    seen.refresh_from_db()
    assert seen.standing == "entered-in-error"


def test_it_is_found_with_its_own_person_alone(rosewood, seen, marcus):
    wrong = reverse("dailycare:correct_seen", args=[seen.person_id, seen.person_id])

    assert as_(marcus).get(wrong).status_code == 404
