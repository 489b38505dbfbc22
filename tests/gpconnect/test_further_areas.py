"""The areas that only a full view shows: a second question, kept apart, missed aloud."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.permissions import MAY, Permission
from accounts.services import system_user
from gpconnect import presentation, queries, services
from gpconnect.models import GPRecordAccess, GPRecordPull
from gpconnect.sealing import unseal
from tests import people
from tests.gpconnect.answers import a_bundle, a_concept, a_list, a_patient, an_allergy
from tests.gpconnect.spine import an_outcome, reply

FIRST = a_bundle(an_allergy(), a_list("allergies", "AllergyIntolerance/a1"))
SMOKER = {"resourceType": "Observation", "id": "ob1", "code": a_concept("Smoker")}
SECOND = a_bundle(
    SMOKER,
    a_list("uncategorised", "Observation/ob1"),
    *(
        {
            "resourceType": "Encounter",
            "id": f"e{year}",
            "status": "finished",
            "type": [a_concept(f"Visit of {year}")],
            "period": {"start": f"{year}-01-05"},
        }
        for year in range(2019, 2024)
    ),
    a_list("consultations", *(f"Encounter/e{year}" for year in range(2019, 2024))),
)


@pytest.fixture
def two_answers(spine):
    spine.answers("GP", reply(FIRST), reply(SECOND))
    return spine


def seen(user, person):
    page = presentation.page(queries.gp_record_seen_by(user, person))
    return {section.id: section for section in page.sections}, page.warnings


def titles(section):
    return [row.title for group in section.groups for row in group.rows]


def test_a_nurse_has_them_asked_for_in_a_second_question(two_answers, edith, rosewood):
    pull = services.refresh_gp_record(edith.pk, by=rosewood.nora)

    first, second = two_answers.questions("GP")
    areas = [each["name"] for each in json.loads(second["body"])["parameter"]]
    assert areas == [
        "patientNHSNumber",
        "includeConsultations",
        "includeInvestigations",
        "includeReferrals",
        "includeDiaryEntries",
        "includeUncategorisedData",
    ]
    assert first["headers"]["Ssp-TraceID"] == pull.trace_id
    assert second["headers"]["Ssp-TraceID"] != pull.trace_id
    assert b"Smoker" not in bytes(pull.further)
    assert json.loads(unseal(bytes(pull.further))) == SECOND


@pytest.mark.parametrize("name", ["marcus", "gp-connect"])
def test_in_the_name_of_somebody_who_sees_a_summary_they_are_not(
    two_answers, edith, rosewood, name
):
    by = rosewood.marcus if name == "marcus" else system_user("gp-connect", rosewood.provider.pk)

    pull = services.refresh_gp_record(edith.pk, by=by)

    assert len(two_answers.questions("GP")) == 1
    assert pull.further is None


def test_a_nurse_sees_every_consultation_and_the_other_areas(two_answers, edith, rosewood):
    services.refresh_gp_record(edith.pk, by=rosewood.nora)

    sections, warnings = seen(rosewood.nora, edith)

    assert titles(sections["uncategorised"]) == ["Smoker"]
    assert titles(sections["consultations"]) == [f"Visit of {y}" for y in range(2023, 2018, -1)]
    assert sections["consultations"].heading == "Consultations"
    assert sections["referrals"].nothing == presentation.ABSENT
    assert titles(sections["allergies"]) == ["Bee sting allergy"]
    assert not any(presentation.FURTHER_NOT_HERE in said for said in warnings)


SUMMARY_ROLES = [
    role
    for role, may in MAY.items()
    if Permission.SEE_GP_RECORD in may and Permission.SEE_FULL_GP_RECORD not in may
]


@pytest.mark.parametrize("role", SUMMARY_ROLES)
def test_no_other_role_is_shown_them_nor_are_they_read_for_it(two_answers, edith, rosewood, role):
    services.refresh_gp_record(edith.pk, by=rosewood.nora)
    user = people.a_worker("tested", "Tess Ted", role, rosewood.home, by=rosewood.system)

    record = queries.gp_record_seen_by(user, edith)
    sections, warnings = seen(user, edith)

    assert record.further is None
    assert "further" in record.source.get_deferred_fields()
    assert set(sections) == {name.replace("_", "-") for name in presentation.SUMMARY_AREAS}
    assert not any(presentation.FURTHER_NOT_HERE in said for said in warnings)


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (reply(an_outcome("INTERNAL_SERVER_ERROR"), 500), "INTERNAL_SERVER_ERROR"),
        (reply(b"", 503), "BUSY"),
        (reply(b"{"), "NOT_A_RECORD"),
        (reply(a_bundle(patient=a_patient("9990000026"))), "WRONG_PERSON"),
    ],
)
def test_when_the_second_question_fails_the_first_answer_is_good_and_the_page_says_so(
    spine, edith, rosewood, second, code
):
    spine.answers("GP", reply(FIRST), second)

    pull = services.refresh_gp_record(edith.pk, by=rosewood.nora)

    sections, warnings = seen(rosewood.nora, edith)
    assert (pull.outcome, pull.code, pull.further_code) == ("succeeded", "", code)
    assert pull.further is None
    assert titles(sections["allergies"]) == ["Bee sting allergy"]
    assert any(said.startswith(presentation.FURTHER_NOT_HERE) for said in warnings)
    assert not queries.is_to_be_asked(rosewood.nora, edith)


def test_each_question_is_on_record_with_its_own_trace(spine, edith, rosewood):
    spine.answers("GP", reply(FIRST), reply(b"", 503))

    pull = services.refresh_gp_record(edith.pk, by=rosewood.nora)

    accesses = GPRecordAccess.objects.filter(attempt_id=pull.pk).order_by("id")
    traces = [question["headers"]["Ssp-TraceID"] for question in spine.questions("GP")]
    assert [each.trace_id for each in accesses] == traces
    assert [each.outcome for each in accesses] == ["OK", "BUSY"]


def test_opening_what_was_asked_for_lesser_eyes_asks_again_once(
    two_answers, edith, rosewood, client, eager, django_capture_on_commit_callbacks
):
    services.refresh_gp_record(edith.pk, by=rosewood.marcus)
    _, warnings = seen(rosewood.nora, edith)
    assert any(said.endswith(presentation.FURTHER_NOT_ASKED) for said in warnings)
    people.signed_in(client, rosewood.nora)

    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            client.get(reverse("gpconnect:gp_record", args=[edith.pk]))

    assert GPRecordPull.objects.filter(person=edith).count() == 2
    assert not queries.is_to_be_asked(rosewood.marcus, edith)


def test_they_are_forgotten_with_the_answer(two_answers, edith, rosewood, settings):
    settings.GP_RECORD_KEPT_FOR = timedelta(microseconds=1)
    services.refresh_gp_record(edith.pk, by=rosewood.nora)

    services.forget_old_answers()

    pull = GPRecordPull.objects.get(person=edith)
    assert (pull.answer, pull.further) == (None, None)


def test_nothing_of_them_is_kept_when_nothing_is_to_be(two_answers, edith, rosewood, settings):
    settings.GP_RECORD_KEPT_FOR = timedelta()
    system = system_user("gp-connect", rosewood.provider.pk)

    pull = services.refresh_gp_record(edith.pk, by=system)

    assert (pull.answer, pull.further) == (None, None)


def test_a_newer_answer_takes_their_place(two_answers, edith, rosewood):
    services.refresh_gp_record(edith.pk, by=rosewood.nora)

    services.refresh_gp_record(edith.pk, by=rosewood.nora)

    assert GPRecordPull.objects.filter(person=edith, further__isnull=False).count() == 1
