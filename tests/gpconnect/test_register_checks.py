"""CORE01: the register is asked afresh; when it is silent, a check of the last day stands in."""

import contextlib
from datetime import timedelta

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.utils import timezone

from gpconnect import queries, register_checks, services
from gpconnect.errors import SENTENCES, Unavailable
from gpconnect.models import RegisterCheck
from records import services as records
from tests.gpconnect.spine import a_register_entry, an_outcome, reply

SILENT = reply(b"", 503)


def pull(person, *, by):
    with contextlib.suppress(Unavailable):
        services.refresh_gp_record(person.pk, by=by)
    return queries.attempts(person)[0]


def checked(spine, person, *, by):
    """The register answered once, and has been silent ever since."""
    first = pull(person, by=by)
    spine.answers("Patient", SILENT)
    return first


def test_the_register_is_asked_at_each_pull_although_a_check_is_kept(spine, edith, marcus):
    for _ in range(2):
        pull(edith, by=marcus)

    assert len(spine.questions("Patient")) == 2


def test_a_check_of_the_last_day_stands_in_for_a_silent_register(spine, edith, marcus):
    first = checked(spine, edith, by=marcus)

    second = pull(edith, by=marcus)

    assert second.outcome == "succeeded"
    assert second.register_checked_at == first.register_checked_at < second.started_at


def test_what_is_older_than_a_day_never_stands_in(spine, edith, marcus):
    with time_machine.travel(timezone.now() - timedelta(hours=24, seconds=5), tick=True):
        checked(spine, edith, by=marcus)

    late = pull(edith, by=marcus)

    assert (late.outcome, late.code) == ("failed", "PDS_UNAVAILABLE")
    assert late.sentence == SENTENCES["PDS_UNAVAILABLE"]
    assert len(spine.questions("GP")) == 1


def test_without_any_check_a_silent_register_blocks(spine, edith, marcus):
    spine.answers("Patient", SILENT)

    assert pull(edith, by=marcus).code == "PDS_UNAVAILABLE"
    assert spine.questions("GP") == []


@pytest.mark.parametrize(
    "changed",
    [
        {"nhs_number": "9990000026"},
        {"family_name": "Harrow-Lane"},
        {"gp_practice_code": "Z99902"},
    ],
)
def test_a_check_of_another_number_or_other_demographics_does_not(spine, edith, marcus, changed):
    checked(spine, edith, by=marcus)
    records.revise_person(edith.pk, replaces=1, by=marcus, **changed)

    assert pull(edith, by=marcus).code == "PDS_UNAVAILABLE"


def test_what_the_register_forbade_it_still_forbids_when_it_is_silent(spine, edith, marcus):
    spine.answers("Patient", reply(a_register_entry(meta={"security": [{"code": "R"}]})))
    checked(spine, edith, by=marcus)

    assert pull(edith, by=marcus).code == "PDS_SENSITIVE"
    assert spine.questions("GP") == []


def test_somebody_whom_the_register_no_longer_has_is_not_asked_for(spine, edith, marcus):
    pull(edith, by=marcus)
    spine.answers("Patient", reply(an_outcome("RESOURCE_NOT_FOUND"), 404), SILENT)
    pull(edith, by=marcus)

    assert pull(edith, by=marcus).code == "PDS_UNAVAILABLE"
    assert RegisterCheck.objects.get().said is None


def test_what_is_kept_is_sealed_once_a_person_and_opens_with_our_key_only(
    spine, edith, marcus, settings
):
    for _ in range(2):
        checked(spine, edith, by=marcus)
    check = RegisterCheck.objects.get(person=edith)
    assert b"Harrow" not in bytes(check.said)

    settings.FIELD_KEY = Fernet.generate_key().decode()

    assert pull(edith, by=marcus).code == "PDS_UNAVAILABLE"
    assert str(check) == f"Register check {check.pk}"


def test_it_is_forgotten_after_a_day(spine, edith, marcus):
    checked(spine, edith, by=marcus)
    services.forget_old_answers()
    assert RegisterCheck.objects.get().said

    with time_machine.travel(timezone.now() + register_checks.STANDS_FOR, tick=False):
        services.forget_old_answers()

    assert RegisterCheck.objects.get().said is None
