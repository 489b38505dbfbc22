"""Turns and rests, counted by several processes in the real Valkey."""

import os
import subprocess
import sys
import time
from uuid import uuid4

import pytest

from gpconnect import pacing, services
from gpconnect.errors import GpConnectError, Refused, Unavailable
from tests.gpconnect.spine import a_register_entry, an_outcome, reply

TAKES_TURNS = """
import sys, time, django
django.setup()
from gpconnect.pacing import take_turn
for _ in range(6):
    take_turn(sys.argv[1], per_second=5, who="PDS")
    print(time.time(), flush=True)
"""


def fails(ods="Z99901", *, error=Unavailable("TIMED_OUT")):  # noqa: B008 - never changed
    """One question that ends so; gives the code with which it did."""
    with pytest.raises(GpConnectError) as raised, pacing.watched(ods):
        raise error
    return raised.value.code


def rests(ods="Z99901"):
    """Whether a question that would be answered is held back."""
    try:
        with pacing.watched(ods):
            return False
    except Unavailable as held:
        return held.code == "RESTING"


@pytest.fixture
def tripped():
    for _ in range(pacing.FAILURES):
        fails()


def over(key):
    """Let the time of a key run out."""
    pacing._valkey().delete(pacing._key(key, "Z99901"))


def test_workers_together_never_ask_more_often_than_five_times_a_second():
    name = uuid4().hex
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "dscr.settings"}
    command = [sys.executable, "-c", TAKES_TURNS, name]
    workers = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]

    taken = sorted(
        float(line) for worker in workers for line in worker.communicate()[0].splitlines()
    )

    # Each says when it was let through, which a busy machine may make it do a little late.
    assert len(taken) == 18
    assert taken[-1] - taken[0] > 17 / 5 - 0.2


def test_turns_of_another_name_are_not_waited_for():
    pacing.take_turn("practice:Z99901", per_second=0.1, who="GP")
    began = time.monotonic()

    pacing.take_turn("practice:Z99902", per_second=0.1, who="GP")

    assert time.monotonic() - began < 1


@pytest.mark.parametrize(("who", "code"), [("PDS", "PDS_UNAVAILABLE"), ("GP", "BUSY")])
def test_a_turn_that_does_not_come_is_not_waited_for_without_end(settings, who, code):
    settings.GP_CONNECT_SECONDS = 0.1
    pacing.take_turn("register", per_second=0.5, who=who)

    with pytest.raises(Unavailable) as busy:
        pacing.take_turn("register", per_second=0.5, who=who)
    assert busy.value.code == code


def test_a_practice_that_keeps_failing_is_left_alone(tripped):
    assert rests()
    assert not rests("Z99902")


def test_fewer_failures_than_that_change_nothing():
    for _ in range(pacing.FAILURES - 1):
        fails()

    assert not rests()


def test_an_answer_begins_the_count_again():
    for _ in range(pacing.FAILURES - 1):
        fails()
    assert not rests()

    fails()

    assert not rests()


@pytest.mark.parametrize("code", ["NO_PATIENT_CONSENT", "PATIENT_NOT_FOUND", "TOO_LARGE"])
def test_refusals_about_people_never_make_a_practice_rest(code):
    for _ in range(pacing.FAILURES * 2):
        fails(error=Refused(code))

    assert not rests()


def test_after_its_rest_one_attempt_tries_and_the_others_wait(tripped):
    over("trial")

    with pacing.watched("Z99901"):
        assert rests()
    assert not rests()


def test_a_trial_that_fails_begins_the_rest_again(tripped):
    over("trial")

    assert fails() == "TIMED_OUT"

    assert rests()


def test_a_trial_that_is_refused_ends_the_rest(tripped):
    over("trial")

    fails(error=Refused("NO_PATIENT_CONSENT"))

    assert not rests()


def test_what_is_counted_is_forgotten():
    for _ in range(pacing.FAILURES):
        fails()

    lives = {
        key: pacing._valkey().ttl(pacing._key(key, "Z99901"))
        for key in ("failures", "resting", "trial")
    }
    assert 0 < lives["failures"] <= pacing.WITHIN_SECONDS
    assert 0 < lives["resting"] <= pacing.REMEMBERED_SECONDS
    assert 0 < lives["trial"] <= pacing.RESTS_SECONDS


def test_a_resting_practice_is_not_called_and_the_page_says_why(spine, edith, marcus, tripped):
    with pytest.raises(Unavailable) as resting:
        services.refresh_gp_record(edith.pk, by=marcus)

    assert "left alone for a minute" in resting.value.sentence
    assert spine.questions("GP") == []


def test_a_practice_that_is_down_comes_to_rest_by_itself(spine, edith, marcus):
    spine.answers("GP", reply(b"", 503))

    codes = []
    for _ in range(pacing.FAILURES + 2):
        with pytest.raises(Unavailable) as failed:
            services.refresh_gp_record(edith.pk, by=marcus)
        codes.append(failed.value.code)

    assert codes == ["BUSY"] * pacing.FAILURES + ["RESTING"] * 2
    assert len(spine.questions("GP")) == pacing.FAILURES


def test_nothing_the_register_says_counts_against_a_practice(spine, edith, marcus):
    spine.answers("Patient", reply(a_register_entry(deceasedDateTime="2026-01-01")))
    for _ in range(pacing.FAILURES):
        assert services.refresh_gp_record(edith.pk, by=marcus).code == "PDS_DECEASED"
    spine.answers("Patient", reply(a_register_entry()))
    spine.answers("GP", reply(an_outcome("NO_PATIENT_CONSENT"), 403))

    assert services.refresh_gp_record(edith.pk, by=marcus).code == "NO_PATIENT_CONSENT"
