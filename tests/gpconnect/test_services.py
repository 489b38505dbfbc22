"""Attempts to have a GP record: what is asked, kept, refused, forgotten and put on record."""

import base64
import json
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts import services as accounts
from governance.models import Act, AuditEvent
from governance.services import change
from gpconnect import queries, services
from gpconnect.asking import Answers
from gpconnect.errors import Unavailable
from gpconnect.models import GPRecordPull
from gpconnect.sealing import seal, unseal
from records import services as records
from tests.gpconnect.answers import NHS_NUMBER, a_bundle, a_list, a_patient, an_allergy, as_bytes
from tests.gpconnect.spine import a_register_entry, a_searchset, an_outcome, reply

Outcome = GPRecordPull.Outcome
A_STRANGERS_NUMBER = {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000026"}


def refresh(person, *, by):
    """An attempt, whatever comes of it, as the database has it afterwards."""
    with suppress(Unavailable):
        services.refresh_gp_record(person.pk, by=by)
    return queries.attempts(person).first()


def audit_of(person):
    events = AuditEvent.objects.filter(person_id=person.pk, act=Act.GP_RECORD).order_by("at", "id")
    return [(event.actor_id, event.outcome) for event in events]


def with_a_kept_answer(person, *, by):
    pull = GPRecordPull.objects.create(person=person, requested_by=by)
    now = timezone.now()
    pull.finished_at = pull.retrieved_at = now
    pull.keep_until = now + timedelta(hours=20)
    pull.outcome = Outcome.SUCCEEDED
    pull.answer = seal(as_bytes(a_bundle(patient=a_patient(person.nhs_number))))
    pull.save()
    return pull


def test_a_good_answer_is_kept_sealed_with_where_it_is_from(spine, edith, marcus):
    pull = refresh(edith, by=marcus)

    assert (pull.outcome, pull.code) == (Outcome.SUCCEEDED, "")
    assert (pull.practice_ods, pull.practice_name) == ("Z99901", "Millbrook Surgery")
    assert pull.trace_id == spine.questions("GP")[0]["headers"]["Ssp-TraceID"]
    assert b"Harrow" not in bytes(pull.answer)
    assert json.loads(unseal(bytes(pull.answer)) or b"") == a_bundle()
    assert pull.keep_until - pull.retrieved_at == timedelta(hours=24)


def test_an_attempt_is_put_on_record_when_asked_and_when_over(spine, edith, marcus):
    refresh(edith, by=marcus)

    assert audit_of(edith) == [(marcus.pk, "waiting"), (marcus.pk, "succeeded")]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (a_register_entry("9990000026"), "PDS_SUPERSEDED"),
        (a_register_entry(meta={"security": [{"code": "R"}]}), "PDS_SENSITIVE"),
        (a_register_entry(meta={"security": [{"code": "new"}]}), "PDS_SENSITIVE"),
        (a_register_entry(deceasedDateTime="2026-01-01"), "PDS_DECEASED"),
        (a_register_entry(status="02"), "PDS_NOT_VERIFIED"),
        (a_register_entry(birthDate="1950-05-05"), "PDS_NOT_VERIFIED"),
        (
            a_register_entry(birthDate="1939-02-12", name=[{"family": "Barrow", "given": ["E"]}]),
            "PDS_NOT_VERIFIED",
        ),
        (a_register_entry(generalPractitioner=[]), "PDS_NO_PRACTICE"),
        (a_register_entry(generalPractitioner=[{"identifier": {}}]), "PDS_NO_PRACTICE"),
        (a_register_entry(identifier=[A_STRANGERS_NUMBER]), "PDS_NOT_VERIFIED"),
    ],
)
def test_what_the_register_says_stops_the_question(spine, edith, marcus, entry, code):
    spine.answers("Patient", reply(entry))

    pull = refresh(edith, by=marcus)

    assert (pull.outcome, pull.code) == (Outcome.BLOCKED, code)
    assert spine.questions("GP") == spine.questions("Device") == []
    assert audit_of(edith)[-1] == (marcus.pk, code)


def test_a_register_that_repeats_no_number_is_believed(spine, edith, marcus):
    spine.answers("Patient", reply(a_register_entry(identifier=[])))

    assert refresh(edith, by=marcus).outcome == Outcome.SUCCEEDED


def test_two_parts_of_a_birth_date_and_the_beginnings_of_the_names_verify(spine, edith, marcus):
    entry = a_register_entry(
        birthDate="1939-02-12", name=[{"family": "Harrowby", "given": ["Ethel"]}]
    )
    spine.answers("Patient", reply(entry))

    assert refresh(edith, by=marcus).outcome == Outcome.SUCCEEDED


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"nhs_number": ""}, "NO_NHS_NUMBER"),
        ({"nhs_number": "9990000019"}, "INVALID_NHS_NUMBER"),
    ],
)
def test_a_number_that_cannot_be_asked_for_is_not(spine, edith, marcus, fields, code):
    records.revise_person(edith.pk, replaces=1, by=marcus, **fields)

    assert refresh(edith, by=marcus).code == code
    assert spine.asked == []


def test_without_our_own_numbers_nobody_is_asked(spine, edith, marcus, rosewood, settings):
    settings.GP_CONNECT_ASID = ""
    assert refresh(edith, by=marcus).code == "NOT_SET_UP"

    rosewood.provider.ods_code = ""
    rosewood.provider.save()
    assert refresh(edith, by=marcus).code == "NO_ODS_CODE"
    assert spine.asked == []


def test_outside_a_demonstration_the_simulator_is_not_called(spine, edith, marcus, settings):
    settings.DEMONSTRATION = False

    assert refresh(edith, by=marcus).code == "DEMONSTRATION_ONLY"
    assert spine.asked == []


@pytest.mark.parametrize(
    "patient",
    [
        a_patient("9990000026"),
        a_patient("9990000019"),
        a_patient("[nhsNumber]"),
        None,
    ],
)
def test_the_record_of_somebody_else_is_refused_and_nothing_kept(spine, edith, marcus, patient):
    answer = a_bundle(an_allergy(), a_list("allergies", "AllergyIntolerance/a1"), patient=patient)
    if patient is None:
        answer["entry"] = answer["entry"][1:]
    spine.answers("GP", reply(answer))

    pull = refresh(edith, by=marcus)

    assert (pull.outcome, pull.code, pull.answer) == (Outcome.REFUSED, "WRONG_PERSON", None)
    assert pull.practice_name == ""
    assert audit_of(edith)[-1] == (marcus.pk, "WRONG_PERSON")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (an_outcome("NO_PATIENT_CONSENT"), "NO_PATIENT_CONSENT"),
        (b'{"resourceType": "Bundle", "entry": [', "NOT_A_RECORD"),
        (b"", "NOT_A_RECORD"),
        ({"resourceType": "Patient"}, "NOT_A_RECORD"),
    ],
)
def test_a_success_that_holds_no_record_is_refused(spine, edith, marcus, answer, code):
    spine.answers("GP", reply(answer))

    pull = refresh(edith, by=marcus)

    assert (pull.outcome, pull.code) == (Outcome.REFUSED, code)


def test_a_practice_that_cannot_be_reached_is_put_on_record_and_said(spine, edith, marcus):
    spine.answers("GP", reply(b"", 502))

    with pytest.raises(Unavailable):
        services.refresh_gp_record(edith.pk, by=marcus)

    pull = queries.attempts(edith)[0]
    assert (pull.outcome, pull.code) == (Outcome.FAILED, "GATEWAY_FAILED")
    assert pull.sentence.endswith("We will try again.")
    assert audit_of(edith)[-1] == (marcus.pk, "GATEWAY_FAILED")


def test_a_failure_leaves_the_last_good_answer(spine, edith, marcus):
    kept = with_a_kept_answer(edith, by=marcus)
    spine.answers("GP", reply(an_outcome("INTERNAL_SERVER_ERROR"), 500))

    refresh(edith, by=marcus)

    kept.refresh_from_db()
    assert kept.answer is not None


def test_an_objection_takes_the_answer_we_hold_away(spine, edith, marcus):
    kept = with_a_kept_answer(edith, by=marcus)
    spine.answers("GP", reply(an_outcome("NO_PATIENT_CONSENT"), 403))

    refresh(edith, by=marcus)

    kept.refresh_from_db()
    assert kept.answer is None


def test_only_the_latest_good_answer_is_held(spine, edith, marcus):
    kept = with_a_kept_answer(edith, by=marcus)

    refresh(edith, by=marcus)

    kept.refresh_from_db()
    assert kept.answer is None
    assert GPRecordPull.objects.filter(person=edith, answer__isnull=False).count() == 1


def test_where_none_may_be_kept_an_answer_is_held_while_somebody_reads_it(
    spine, edith, marcus, settings
):
    settings.GP_RECORD_KEPT_FOR = timedelta(0)
    system = accounts.system_user("gp-connect", marcus.provider_id)

    on_schedule = refresh(edith, by=system)
    assert (on_schedule.outcome, on_schedule.answer) == (Outcome.SUCCEEDED, None)
    assert queries.is_due(edith)

    asked_for = refresh(edith, by=marcus)
    assert asked_for.keep_until - asked_for.retrieved_at == timedelta(minutes=10)
    assert queries.gp_record_seen_by(marcus, edith).record
    assert not queries.is_due(edith)

    GPRecordPull.objects.update(requested_at=timezone.now() - timedelta(minutes=11))
    assert queries.is_due(edith)


def test_a_role_without_the_gp_record_sees_nothing_of_it(edith, ada):
    with pytest.raises(PermissionDenied):
        queries.gp_record_seen_by(ada, edith)


def test_an_attempt_is_named_by_its_id_alone(edith, marcus):
    pull = services.ask_for_gp_record(edith.pk, by=marcus)

    assert str(pull) == f"GP record pull {pull.pk}"


def test_asking_twice_waits_for_one_attempt(edith, marcus, rosewood):
    first = services.ask_for_gp_record(edith.pk, by=marcus)
    second = services.ask_for_gp_record(edith.pk, by=rosewood.nora)

    assert first == second
    assert audit_of(edith) == [(marcus.pk, "waiting")]


def test_an_attempt_that_is_going_on_is_left_alone(spine, edith, marcus):
    pull = services.ask_for_gp_record(edith.pk, by=marcus)
    GPRecordPull.objects.filter(pk=pull.pk).update(started_at=timezone.now())

    assert services.refresh_gp_record(edith.pk, by=marcus) == pull
    assert spine.asked == []


def test_an_interrupted_attempt_is_taken_over(spine, edith, marcus):
    pull = services.ask_for_gp_record(edith.pk, by=marcus)
    long_ago = timezone.now() - queries.LEASE * 2
    GPRecordPull.objects.filter(pk=pull.pk).update(started_at=long_ago)

    services.refresh_gp_record(edith.pk, by=marcus)

    pull.refresh_from_db()
    assert pull.outcome == Outcome.SUCCEEDED


def test_an_attempt_taken_over_meanwhile_is_not_closed_twice(spine, edith, marcus):
    pull = services.ask_for_gp_record(edith.pk, by=marcus)
    services._take(pull)
    GPRecordPull.objects.filter(person=edith).update(started_at=timezone.now())

    services._finish(pull, by=marcus, answers=Answers(as_bytes(a_bundle())), failure=None)

    pull.refresh_from_db()
    assert (pull.outcome, pull.answer) == (Outcome.WAITING, None)


def who_asked(spine):
    token = spine.questions("GP")[0]["headers"]["Authorization"].split()[1].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    return claims["requesting_practitioner"]["id"]


def test_a_scheduled_attempt_is_made_in_the_managers_name_and_signed_by_the_system(
    spine, edith, marcus, rosewood
):
    system = accounts.system_user("gp-connect", rosewood.provider.pk)

    refresh(edith, by=system)

    assert who_asked(spine) == str(marcus.pk)
    assert audit_of(edith)[-1] == (system.pk, "succeeded")


def test_where_nobody_may_see_it_a_scheduled_attempt_is_not_made(spine, edith, rosewood):
    system = accounts.system_user("gp-connect", rosewood.provider.pk)
    for user in (rosewood.marcus, rosewood.nora, rosewood.sunil):
        for post in user.posts.all():
            accounts.end_post(post.pk, ended_on=post.started_on, by=system)

    pull = refresh(edith, by=system)

    assert (pull.outcome, pull.code) == (Outcome.BLOCKED, "NOBODY_MAY_SEE_IT")
    assert spine.asked == []


def test_somebody_whose_access_ended_today_is_named_to_nobody(spine, edith, marcus, rosewood):
    system = accounts.system_user("gp-connect", rosewood.provider.pk)
    accounts.end_post(marcus.posts.get().pk, ended_on=timezone.localdate(), by=system)
    gone = type(marcus).objects.get(pk=marcus.pk)

    scheduled = refresh(edith, by=system)
    asked_for = refresh(edith, by=gone)

    assert scheduled.outcome == Outcome.SUCCEEDED
    assert who_asked(spine) == str(rosewood.nora.pk)
    assert asked_for.code == "NO_ACCESS"


def test_the_place_s_own_ods_code_comes_first(spine, edith, marcus, rosewood):
    with change(by=marcus, why="ODS code added"):
        rosewood.home.ods_code = "X9B02"
        rosewood.home.save()

    refresh(edith, by=marcus)

    assert spine.questions("Patient")[0]["headers"]["NHSD-End-User-Organisation-ODS"] == "X9B02"


def test_when_its_time_is_over_an_answer_is_forgotten_and_the_attempt_stays(edith, marcus):
    kept = with_a_kept_answer(edith, by=marcus)
    fresh = with_a_kept_answer(edith, by=marcus)
    GPRecordPull.objects.filter(pk=kept.pk).update(keep_until=timezone.now())

    assert services.forget_old_answers() == 1

    kept.refresh_from_db()
    fresh.refresh_from_db()
    assert (kept.outcome, kept.answer) == (Outcome.SUCCEEDED, None)
    assert fresh.answer is not None


def test_an_unreadable_directory_is_a_refusal_and_names_no_practice_number(spine, edith, marcus):
    spine.answers("Device", reply(a_searchset({"resourceType": "Device"})))

    pull = refresh(edith, by=marcus)

    assert (pull.outcome, pull.code) == (Outcome.BLOCKED, "SDS_NOT_ENABLED")
    assert (pull.practice_ods, pull.practice_asid, pull.trace_id) == ("Z99901", "", "")


def test_an_answer_under_another_trace_is_kept_and_the_mismatch_logged(
    spine, edith, marcus, caplog
):
    pull = refresh(edith, by=marcus)

    assert pull.outcome == Outcome.SUCCEEDED
    assert "bears another trace" in caplog.text
    assert NHS_NUMBER not in caplog.text
    assert "Harrow" not in caplog.text
