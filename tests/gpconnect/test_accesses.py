"""Every access to a GP record, and every attempt at one, with all its facts (rule IG10)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts import services as accounts
from governance.services import acting_for, change
from gpconnect import protocol, queries, services
from gpconnect.models import GPRecordAccess, GPRecordPull
from records import services as records
from tests import people
from tests.gpconnect.answers import NHS_NUMBER, a_bundle, a_patient
from tests.gpconnect.spine import a_register_entry, an_outcome, reply
from tests.gpconnect.test_services import refresh, with_a_kept_answer
from tests.gpconnect.test_views import address, shown

NOTHING_SENT = ("", "", "", "")


def accesses(person):
    return list(GPRecordAccess.objects.filter(person_id=person.pk).order_by("id"))


def sent(access):
    return (access.trace_id, access.from_asid, access.to_asid, access.interaction)


def test_an_attempt_has_every_fact_that_the_rule_names(spine, rosewood, edith, marcus):
    before = timezone.now()

    pull = refresh(edith, by=marcus)

    (access,) = accesses(edith)
    headers = spine.questions("GP")[0]["headers"]
    assert str(access) == f"GP record access {access.pk}"
    assert (access.kind, access.actor, access.user_id) == ("asked", marcus, marcus.pk)
    assert (access.name, access.role) == ("Marcus Webb", "Registered manager")
    assert (access.organisation_ods, access.organisation_name) == ("X9A01", "Rosewood Care")
    assert access.authority == "direct care: Registered manager at Rosewood"
    assert (access.nhs_number, access.attempt_id, access.outcome) == (NHS_NUMBER, pull.pk, "OK")
    assert access.at - before < timedelta(minutes=1)
    assert sent(access) == (
        headers["Ssp-TraceID"],
        headers["Ssp-From"],
        headers["Ssp-To"],
        protocol.STRUCTURED,
    )


def test_each_question_of_an_attempt_that_tried_twice_has_its_own_trace(spine, edith, marcus):
    spine.answers("GP", reply(b"", 502), reply(a_bundle()))

    refresh(edith, by=marcus)

    traces = [asked["headers"]["Ssp-TraceID"] for asked in spine.questions("GP")]
    assert [(a.trace_id, a.outcome) for a in accesses(edith)] == [
        (traces[0], "GATEWAY_FAILED"),
        (traces[1], "OK"),
    ]


def test_a_second_question_that_is_refused_is_on_record_as_that(spine, rosewood, edith):
    spine.answers("GP", reply(a_bundle()), reply(an_outcome("INTERNAL_SERVER_ERROR"), 500))

    pull = refresh(edith, by=rosewood.nora)

    assert pull.outcome == GPRecordPull.Outcome.SUCCEEDED
    assert [access.outcome for access in accesses(edith)] == ["OK", "INTERNAL_SERVER_ERROR"]


def test_an_answer_that_is_refused_once_read_has_that_for_its_outcome(spine, edith, marcus):
    spine.answers("GP", reply(a_bundle(patient=a_patient("9990000026"))))

    refresh(edith, by=marcus)

    (access,) = accesses(edith)
    assert (access.outcome, bool(access.trace_id)) == ("WRONG_PERSON", True)


def test_an_attempt_that_was_blocked_has_its_code_and_sent_nothing(spine, edith, marcus):
    spine.answers("Patient", reply(a_register_entry(deceasedDateTime="2026-01-01")))

    refresh(edith, by=marcus)

    (access,) = accesses(edith)
    assert (access.kind, access.outcome) == ("asked", "PDS_DECEASED")
    assert sent(access) == NOTHING_SENT


def test_a_scheduled_attempt_names_the_system_and_in_whose_name_it_asked(spine, edith, marcus):
    system = accounts.system_user("gp-connect", marcus.provider_id)

    refresh(edith, by=system)

    (access,) = accesses(edith)
    assert (access.actor, access.user_id, access.name) == (system, marcus.pk, "Marcus Webb")


def test_whoever_lost_their_post_since_asking_has_no_authority(spine, edith, marcus):
    system = accounts.system_user("set-up", marcus.provider_id)
    accounts.end_post(marcus.posts.get().pk, ended_on=timezone.localdate(), by=system)

    refresh(edith, by=type(marcus).objects.get(pk=marcus.pk))

    (access,) = accesses(edith)
    assert (access.outcome, access.role, access.authority) == ("NO_ACCESS", "no post today", "none")


def test_the_organisation_is_the_one_that_the_token_names(spine, rosewood, edith, marcus):
    with change(by=marcus, why="ODS code added"):
        rosewood.home.ods_code = "X9B02"
        rosewood.home.save()

    refresh(edith, by=marcus)

    assert accesses(edith)[0].organisation_ods == "X9B02"


def test_a_worker_that_was_stopped_leaves_an_attempt_that_says_so(spine, edith, marcus):
    pull = services.ask_for_gp_record(edith.pk, by=marcus)
    long_ago = timezone.now() - queries.LEASE * 2
    GPRecordPull.objects.filter(pk=pull.pk).update(started_at=long_ago)

    refresh(edith, by=marcus)

    assert [(a.attempt_id, a.outcome) for a in accesses(edith)] == [
        (pull.pk, "INTERRUPTED"),
        (pull.pk, "OK"),
    ]


@pytest.mark.parametrize("name", ["gp_record", "summary"])
def test_reading_what_is_held_is_an_access_under_the_trace_it_came_by(
    spine, rosewood, client, edith, marcus, name
):
    pull = refresh(edith, by=marcus)

    shown(client, rosewood.nora, edith, name)

    access = accesses(edith)[-1]
    assert (access.kind, access.name, access.outcome) == ("shown", "Nora Quill", "shown")
    assert (access.trace_id, access.attempt_id) == (pull.trace_id, pull.pk)


def test_a_page_that_holds_nothing_shows_nothing(rosewood, client, edith, marcus):
    shown(client, marcus, edith)

    assert accesses(edith) == []


@pytest.mark.parametrize(
    ("who", "outcome"), [("ada", "ROLE_WITHOUT_ACCESS"), ("olive", "NO_LEGITIMATE_RELATIONSHIP")]
)
def test_whoever_is_refused_at_the_door_made_an_attempt(rosewood, client, edith, who, outcome):
    user = getattr(rosewood, who)

    people.signed_in(client, user).get(address("gp_record", edith))

    with acting_for(user.provider_id):
        (access,) = accesses(edith)
        assert (access.kind, access.actor, access.outcome) == ("refused", user, outcome)
        assert (access.role, access.authority) == (user.role_in_words, "none")


def test_being_refused_another_page_is_no_attempt_at_a_gp_record(rosewood, client, edith, ada):
    people.signed_in(client, ada).get(f"/people/{edith.pk}/who-looked/")

    assert accesses(edith) == []


def test_an_access_is_not_altered_or_removed(spine, edith, marcus):
    refresh(edith, by=marcus)

    for attempt in (accesses(edith)[0].delete, GPRecordAccess.objects.filter().update):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt() if attempt.__name__ == "delete" else attempt(outcome="OK")


def test_when_the_audit_cannot_be_written_the_answer_is_not_kept(spine, edith, marcus, monkeypatch):
    """There is no access without its entry: both are of one transaction."""

    def broken(**_facts):
        raise DatabaseError

    monkeypatch.setattr(GPRecordAccess.objects, "create", broken)

    with pytest.raises(DatabaseError), transaction.atomic():
        services.refresh_gp_record(edith.pk, by=marcus)

    assert not GPRecordPull.objects.filter(person=edith, answer__isnull=False).exists()


def test_the_number_asked_for_stays_when_the_record_has_another(spine, edith, marcus):
    refresh(edith, by=marcus)
    records.revise_person(edith.pk, replaces=1, nhs_number="9990000026", by=marcus)

    assert accesses(edith)[0].nhs_number == NHS_NUMBER


def test_an_answer_held_from_before_is_shown_under_no_trace_of_its_own(
    rosewood, client, edith, marcus
):
    with_a_kept_answer(edith, by=marcus)

    shown(client, marcus, edith)

    assert accesses(edith)[0].trace_id == ""
