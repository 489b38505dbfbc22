"""The pages of the GP record: who sees what, and what they say."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.models import Act, AuditEvent
from gpconnect import queries, services
from gpconnect.models import GPRecordPull
from gpconnect.sealing import seal
from records import services as records
from tests import people
from tests.gpconnect.answers import (
    a_bundle,
    a_concept,
    a_list,
    a_patient,
    an_allergy,
    an_extension,
    as_bytes,
)
from tests.gpconnect.spine import a_register_entry, an_outcome, reply

EVIL = "<script>alert('x')</script>"


def address(name, person):
    return reverse(f"gpconnect:{name}", args=[person.pk])


def a_record():
    """An answer with something in every area that a summary shows."""
    ended = an_allergy("e1", clinicalStatus="resolved", code=a_concept("Horse hair"))
    return a_bundle(
        an_allergy(note=[{"text": f"{EVIL}\r\nsecond line"}], reaction=[{"description": "Rash"}]),
        a_list("allergies", "AllergyIntolerance/a1", "AllergyIntolerance/gone"),
        a_list("ended_allergies", "#e1", contained=[ended]),
        {
            "resourceType": "Condition",
            "id": "c1",
            "clinicalStatus": "active",
            "code": a_concept("Heart failure"),
            "onsetDateTime": "2012",
        },
        {
            "resourceType": "Condition",
            "id": "c2",
            "clinicalStatus": "inactive",
            "code": a_concept("Broken wrist"),
        },
        a_list(
            "problems",
            "Condition/c1",
            "Condition/c2",
            extension=[an_extension("ListWarningCode", valueCode="confidential-items")],
        ),
        a_list("immunisations", note=[{"text": "Information not available"}]),
        {
            "resourceType": "Observation",
            "id": "ob1",
            "code": a_concept("Smoker"),
        },
        a_list("uncategorised", "Observation/ob1"),
    )


def keep(person, bundle, *, by, ago=timedelta(hours=1)):
    pull = GPRecordPull.objects.create(person=person, requested_by=by)
    pull.requested_at = pull.finished_at = pull.retrieved_at = timezone.now() - ago
    pull.keep_until = pull.retrieved_at + timedelta(hours=24)
    pull.outcome = GPRecordPull.Outcome.SUCCEEDED
    pull.practice_ods, pull.practice_name = "Z99901", "Millbrook Surgery"
    pull.answer = seal(as_bytes(bundle))
    pull.save()
    return pull


def shown(client, user, person, name="gp_record"):
    response = people.signed_in(client, user).get(address(name, person))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", ["gp_record", "summary", "progress", "refresh", "report"])
@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("ada", False),
        ("adele", False),
        ("sunil", True),
        ("marcus", True),
        ("nora", True),
    ],
)
def test_who_may_come_in(rosewood, client, edith, name, who, may):
    client = people.signed_in(client, getattr(rosewood, who))
    ask = client.post if name == "refresh" else client.get

    assert (ask(address(name, edith)).status_code == 403) is not may


@pytest.mark.parametrize("name", ["gp_record", "summary", "progress", "refresh", "report"])
def test_another_provider_s_staff_find_nothing(rosewood, client, edith, name):
    client = people.signed_in(client, rosewood.olive)
    ask = client.post if name == "refresh" else client.get

    assert ask(address(name, edith)).status_code == 404


def test_the_page_says_where_it_is_from_and_when(rosewood, client, edith, marcus):
    pull = keep(edith, a_record(), by=marcus)

    page = shown(client, marcus, edith)

    assert "Millbrook Surgery</b> (Z99901)" in page
    assert timezone.localtime(pull.retrieved_at).strftime("%H:%M") in page
    assert "A simulator answers in place of the GP system" in page
    assert f"from Millbrook Surgery, printed by {marcus.name}: Edith Harrow</b>" in page


def test_every_area_says_what_is_in_it_or_why_nothing_is(rosewood, client, edith, marcus):
    keep(edith, a_record(), by=marcus)

    page = shown(client, marcus, edith)

    assert "Bee sting allergy" in page
    assert "Rash" in page
    assert "Heart failure" in page
    assert "Began: 2012" in page
    assert page.count("No information available.") == 1
    assert page.count("Not returned by the GP system.") == 2
    assert "Ended allergies, no longer active" in page
    assert page.index("Heart failure") < page.index("Horse hair")


def test_warnings_come_before_the_record(rosewood, client, edith, marcus):
    keep(edith, a_record(), by=marcus)

    page = shown(client, marcus, edith)

    assert page.index("Problems: some items are left out") < page.index('id="allergies"')
    assert "1 entry could not be displayed" in page
    assert "AllergyIntolerance/gone" in page


def test_what_a_provider_wrote_is_shown_whole_and_harmless(rosewood, client, edith, marcus):
    long = "One tablet " * 200
    keep(edith, a_bundle(an_allergy(note=[{"text": EVIL + "\n" + long}]),
                         a_list("allergies", "AllergyIntolerance/a1")), by=marcus)  # fmt: skip

    page = shown(client, marcus, edith)

    assert EVIL not in page
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;<br>" in page
    assert long.strip() in page


def test_a_summary_role_sees_no_inactive_problem_and_no_further_area(
    rosewood, client, edith, marcus
):
    keep(edith, a_record(), by=marcus)

    page = shown(client, marcus, edith)

    assert "Broken wrist" not in page
    assert "1 inactive not shown" in page
    assert "Smoker" not in page


def test_a_nurse_sees_all_that_was_sent(rosewood, client, edith, marcus):
    keep(edith, a_record(), by=marcus)

    page = shown(client, rosewood.nora, edith)

    assert "Broken wrist" in page
    assert "Smoker" in page


def test_demographic_differences_are_named_before_anything_else(rosewood, client, edith, marcus):
    keep(edith, a_bundle(patient=a_patient(birthDate="1939-02-21")), by=marcus)

    page = shown(client, marcus, edith)

    assert "date of birth: 1939-02-21 in the GP record, 1939-02-11 here" in page
    assert "gender:" not in page


def test_partial_success_names_the_areas(rosewood, client, edith, marcus):
    outcome = {
        "resourceType": "OperationOutcome",
        "issue": [
            {
                "details": {"text": "includeProblems has been disabled"},
                "diagnostics": "includeProblems",
            }
        ],
    }
    keep(edith, a_bundle(outcome), by=marcus)

    page = shown(client, marcus, edith)

    assert "Not returned by the GP system: Problems (includeProblems has been disabled)." in page


def test_reading_the_page_is_put_on_record(rosewood, client, edith, marcus):
    shown(client, marcus, edith)

    event = AuditEvent.objects.filter(person_id=edith.pk, act=Act.READ).latest("at")
    assert (event.actor, event.why) == (marcus, "GP record")


def test_opening_a_record_that_is_not_fresh_asks_the_practice(
    spine, rosewood, client, edith, marcus, eager, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert "Asking the practice" in shown(client, marcus, edith)

    assert "Millbrook Surgery" in shown(client, marcus, edith)
    assert queries.attempts(edith).count() == 1


def test_opening_a_record_that_is_fresh_asks_nobody(rosewood, client, edith, marcus):
    keep(edith, a_record(), by=marcus)

    shown(client, marcus, edith)
    shown(client, marcus, edith, "summary")

    assert queries.attempts(edith).count() == 1


def test_a_failure_is_said_beside_the_last_good_answer(spine, rosewood, client, edith, marcus):
    kept = keep(edith, a_record(), by=marcus)
    spine.answers("GP", reply(an_outcome("INTERNAL_SERVER_ERROR"), 500))
    services.refresh_gp_record(edith.pk, by=marcus)

    page = shown(client, marcus, edith)

    assert "Refused." in page
    assert "has a fault" in page
    at = timezone.localtime(kept.retrieved_at)
    assert f"Still shown below: what was retrieved on {at:%A} {at.day} {at:%B %Y at %H:%M}." in page
    assert "Bee sting allergy" in page


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ({"deceasedDateTime": "2026-01-01"}, "says that this person has died"),
        ({"meta": {"security": [{"code": "R"}]}}, "does not let this person&#x27;s GP record be"),
        ({"nhs_number": "9990000026"}, "This NHS number has been replaced by another"),
        ({"status": "02"}, "does not match the national register"),
        ({"birthDate": "1950-05-05"}, "does not match the national register"),
    ],
)
def test_why_the_practice_was_not_asked_is_a_sentence_on_the_page(
    spine, rosewood, client, edith, marcus, entry, sentence
):
    spine.answers("Patient", reply(a_register_entry(**entry)))
    services.refresh_gp_record(edith.pk, by=marcus)

    page = shown(client, marcus, edith)

    assert "<b>Not asked for.</b>" in page
    assert sentence in page
    assert "No GP record is held here now." in page


def test_what_was_sent_on_no_list_is_a_sentence_on_the_page(rosewood, client, edith, marcus):
    keep(edith, a_bundle(an_allergy(), a_list("allergies")), by=marcus)

    page = shown(client, marcus, edith)

    assert "The answer held 1 allergy on none of its lists" in page


def test_a_death_the_practice_knows_of_is_a_sentence_on_the_page(rosewood, client, edith, marcus):
    keep(edith, a_bundle(patient=a_patient(deceasedDateTime="2026-01-01")), by=marcus)

    assert "The GP record says that this person has died." in shown(client, marcus, edith)


def test_an_answer_whose_time_is_over_is_not_shown(rosewood, client, edith, marcus):
    pull = keep(edith, a_record(), by=marcus)
    pull.keep_until = timezone.now()
    pull.save()

    page = shown(client, marcus, edith)

    assert "Bee sting" not in page
    assert "No GP record is held here now" in page


def test_an_answer_about_an_earlier_nhs_number_is_not_shown(rosewood, client, edith, marcus):
    keep(edith, a_record(), by=marcus)
    records.revise_person(edith.pk, replaces=1, nhs_number="9990000026", by=marcus)

    assert "Bee sting" not in shown(client, marcus, edith)


def test_an_answer_sealed_with_another_key_is_not_shown(rosewood, client, edith, marcus, settings):
    keep(edith, a_record(), by=marcus)
    settings.FIELD_KEY = "A" * 43 + "="

    assert "Bee sting" not in shown(client, marcus, edith)


def test_asking_anew_fetches_the_record_in_a_task(
    spine, rosewood, client, edith, marcus, eager, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = people.signed_in(client, marcus).post(address("refresh", edith))

    assert response["Location"] == address("gp_record", edith)
    assert queries.attempts(edith)[0].outcome == GPRecordPull.Outcome.SUCCEEDED
    assert "Millbrook Surgery" in shown(client, marcus, edith)


def test_while_the_practice_is_asked_the_page_looks_again_by_itself(
    rosewood, client, edith, marcus
):
    services.ask_for_gp_record(edith.pk, by=marcus)

    page = shown(client, marcus, edith)

    assert f'hx-get="{address("progress", edith)}"' in page
    assert "Refresh now" not in page
    assert "See whether it is here" in page


def progress_of(client, user, person):
    client = people.signed_in(client, user)
    return client.get(address("progress", person), headers={"HX-Request": "true"})


def test_progress_goes_on_until_the_attempt_is_over(rosewood, client, edith, marcus):
    pull = services.ask_for_gp_record(edith.pk, by=marcus)

    waiting = progress_of(client, marcus, edith)
    pull.outcome, pull.finished_at = GPRecordPull.Outcome.FAILED, timezone.now()
    pull.save()
    over = progress_of(client, marcus, edith)

    assert "Asking the practice" in waiting.content.decode()
    assert over.headers["HX-Refresh"] == "true"


def test_progress_without_scripts_is_the_page(rosewood, client, edith, marcus):
    response = people.signed_in(client, marcus).get(address("progress", edith))

    assert response["Location"] == address("gp_record", edith)


def test_an_interrupted_attempt_says_so_and_offers_another(rosewood, client, edith, marcus):
    pull = services.ask_for_gp_record(edith.pk, by=marcus)
    GPRecordPull.objects.filter(pk=pull.pk).update(started_at=timezone.now() - queries.LEASE * 2)

    page = shown(client, marcus, edith)

    assert "The last attempt was interrupted" in page
    assert "Refresh now" in page


def test_the_summary_names_allergies_and_counts_the_rest(rosewood, client, edith, marcus):
    keep(edith, a_record(), by=marcus)

    page = shown(client, marcus, edith, "summary")

    assert "Bee sting allergy" in page
    assert "1 active" in page
    assert "Not returned by the GP system." in page
    assert "<html" not in page


def test_the_summary_of_nothing_says_what_is_being_done(rosewood, client, edith, marcus):
    assert "The practice is being asked." in shown(client, marcus, edith, "summary")


def test_the_summary_says_why_there_is_nothing(spine, rosewood, client, edith, marcus):
    spine.answers("GP", reply(an_outcome("NO_PATIENT_CONSENT"), 403))
    services.refresh_gp_record(edith.pk, by=marcus)

    page = shown(client, marcus, edith, "summary")

    assert "No GP record is held here now." in page
    assert "does not agree to their GP record being shared" in page


@pytest.mark.parametrize("name", ["gp_record", "summary"])
def test_a_page_asks_the_database_only_a_little(
    rosewood, client, edith, marcus, name, django_assert_max_num_queries
):
    keep(edith, a_record(), by=marcus)
    client = people.signed_in(client, marcus)
    client.get(address(name, edith))

    with django_assert_max_num_queries(15):
        client.get(address(name, edith))
