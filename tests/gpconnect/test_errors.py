"""Every published error, as a practice or the proxy sends it: what is said, kept and put on record.

The published files are other people's: they are read where they lie beside the project, and sent
by a server of the test. Those that the simulator sends itself are asked of it in `test_rules.py`,
and here where our own numbers bring them about.
"""

import json

import pytest

from gpconnect.errors import OTHERWISE, SENTENCES
from gpconnect.models import GPRecordAccess, GPRecordPull
from tests.gpconnect.answers import a_bundle, a_list, an_allergy
from tests.gpconnect.process import ORDINARY, known_to_us
from tests.gpconnect.published import examples
from tests.gpconnect.spine import reply
from tests.gpconnect.test_services import refresh, with_a_kept_answer
from tests.gpconnect.test_views import shown

REFUSED, FAILED = GPRecordPull.Outcome.REFUSED, GPRecordPull.Outcome.FAILED
OUR_FAULT = "This is a fault in this product: tell whoever supports it."
# file: HTTP status, our code, and whether what was held before is taken away
EXPECTED = {
    "400_BAD_REQUEST": (400, "BAD_REQUEST", False),
    "400_INVALID_NHS_NUMBER": (400, "INVALID_NHS_NUMBER", False),
    "403_ACCESS_DENIED": (403, "ACCESS_DENIED", False),
    "403_NO_PATIENT_CONSENT": (403, "NO_PATIENT_CONSENT", True),
    "404_NO_RECORD_FOUND": (404, "NO_RECORD_FOUND", True),
    "404_PATIENT_NOT_FOUND": (404, "PATIENT_NOT_FOUND", True),
    "409_DUPLICATE_REJECTED": (409, "DUPLICATE_REJECTED", False),
    "422_REFERENCE_NOT_FOUND": (422, "REFERENCE_NOT_FOUND", False),
    "500_INTERNAL_SERVER_ERROR": (500, "INTERNAL_SERVER_ERROR", False),
    "SSP_400_ENDPOINT_VARIES": (400, "SPINE_400", False),
    "SSP_403_ASID_CHECK_FAILED": (403, "SPINE_403", False),
    "SSP_403_FOT_CHECK_FAILED": (403, "SPINE_403", False),
    "SSP_403_PARTYKEY_INTERACTION_CHECK_FAILED": (403, "SPINE_403", False),
    "SSP_405_METHOD_NOT_ALLOWED": (405, "SPINE_405", False),
    "SSP_415_UNSUPPORTED_MEDIA_TYPE": (415, "SPINE_415", False),
    "SSP_502_ERROR_COMMUNICATING": (502, "GATEWAY_FAILED", False),
    "adaptor_BadRequest": (400, "BAD_REQUEST", False),
    "adaptor_DocumentNotFound": (404, "NO_RECORD_FOUND", True),
    "adaptor_InternalServerError": (500, "INTERNAL_SERVER_ERROR", False),
    "adaptor_InvalidDemographic": (400, "INVALID_PATIENT_DEMOGRAPHICS", False),
    "adaptor_InvalidNHSNumber": (400, "INVALID_NHS_NUMBER", False),
    "adaptor_InvalidParameter": (422, "INVALID_PARAMETER", False),
    "adaptor_InvalidResource": (422, "INVALID_RESOURCE", False),
    "adaptor_NO_RECORD_FOUND": (404, "NO_RECORD_FOUND", True),
    "adaptor_NoRelationship": (403, "NO_RELATIONSHIP", True),
    "adaptor_PatientNotFound": (404, "PATIENT_NOT_FOUND", True),
}
IN_BUNDLE = {
    "200_in_bundle_area_disabled": "Not returned by the GP system: Problems",
    "200_in_bundle_unrecognised_parameters": "Not returned by the GP system: Last three",
}


def is_said(code, page):
    return SENTENCES.get(code, OTHERWISE).split(".")[0].replace("'", "&#x27;") in page


def came_to(person, pull, outcome, code):
    """The attempt ended so, its access says the same, and it holds no answer."""
    access = GPRecordAccess.objects.filter(person_id=person.pk, kind="asked").latest("id")
    return (pull.outcome, pull.code, access.outcome, pull.answer) == (outcome, code, code, None)


@pytest.mark.parametrize("path", examples("errors/*.json"))
def test_error_every_published_file_is_expected_of_us(path):
    """No published error is left out of these tests."""
    assert path.stem in EXPECTED.keys() | IN_BUNDLE.keys()


@pytest.mark.parametrize("path", examples("errors/[!2]*.json"))
def test_error_is_a_sentence_on_the_page_a_code_on_record_and_nothing_kept(
    spine, client, edith, marcus, path
):
    """Each published error: its sentence on the page, its code on record, nothing of it kept."""
    status, code, takes_away = EXPECTED[path.stem]
    held = with_a_kept_answer(edith, by=marcus)
    spine.answers("GP", reply(path.read_bytes(), status))

    pull = refresh(edith, by=marcus)
    page = shown(client, marcus, edith)

    assert came_to(edith, pull, FAILED if status == 502 else REFUSED, code)
    assert is_said(code, page)
    held.refresh_from_db()
    assert (held.answer is None) == takes_away


@pytest.mark.parametrize("path", examples("errors/200_*.json"))
def test_error_in_a_record_that_came_says_what_is_missing(spine, client, edith, marcus, path):
    """A published warning inside a record: areas that did not come are named, the rest shown."""
    outcome = json.loads(path.read_bytes())
    bundle = a_bundle(an_allergy(), a_list("allergies", "AllergyIntolerance/a1"))
    bundle["entry"].append(outcome if "resource" in outcome else {"resource": outcome})
    spine.answers("GP", reply(bundle))

    pull = refresh(edith, by=marcus)
    page = shown(client, marcus, edith)

    assert pull.outcome == "succeeded"
    assert IN_BUNDLE[path.stem] in page
    assert "Bee sting allergy" in page


@pytest.mark.parametrize("asid", ["999999999403", "999999999503"])
def test_error_our_own_number_refused_by_the_proxy(
    simulator, settings, rosewood, client, marcus, asid
):
    """The proxy refuses our own number (ASID check, first-of-type check): said, kept nothing."""
    settings.GP_CONNECT_ASID = asid
    person = known_to_us(ORDINARY, rosewood)

    pull = refresh(person, by=marcus)

    assert came_to(person, pull, REFUSED, "SPINE_403")
    assert is_said("SPINE_403", shown(client, marcus, person))


@pytest.mark.parametrize("code", ["SPINE_405", "SPINE_415", "INVALID_PARAMETER", "BAD_REQUEST"])
def test_error_of_our_own_making_is_said_to_be_ours(code):
    """A question that we put wrongly is said to be a fault of this product."""
    assert SENTENCES[code].endswith(OUR_FAULT)
