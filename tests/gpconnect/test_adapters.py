"""The way by the clinical-data gateway, and that the settings choose between the two."""

import json

import pytest

from gpconnect import adapters, queries, services
from gpconnect.client import GpConnectClient
from gpconnect.errors import Blocked
from tests.gpconnect.answers import NHS_NUMBER
from tests.gpconnect.spine import ROOT, a_register_entry, reply


@pytest.fixture
def gateway(spine, settings):
    settings.GP_CONNECT_WAY = "gateway"
    settings.GP_CONNECT_GATEWAY_URL = settings.GP_CONNECT_PROXY_URL
    settings.GP_CONNECT_GATEWAY_TOKEN = "given-at-sign-in"
    settings.GP_CONNECT_PROXY_URL = settings.GP_CONNECT_SDS_URL = settings.GP_CONNECT_ASID = ""
    return spine


def test_the_gateway_is_asked_in_its_own_way(gateway, edith, marcus):
    pull = services.refresh_gp_record(edith.pk, by=marcus)

    (question,) = gateway.questions("GP")
    asked = json.loads(question["body"])["parameter"]
    assert question["path"] == "/patient/$gpc.getstructuredrecord"
    assert question["headers"]["Ods-from"] == "X9A01"
    assert question["headers"]["Ssp-TraceID"] == pull.trace_id
    assert question["headers"]["Authorization"] == "Bearer given-at-sign-in"
    assert not {"Ssp-From", "Ssp-To", "Ssp-InteractionID"} & set(question["headers"])
    assert asked[0]["valueIdentifier"]["value"] == NHS_NUMBER
    assert pull.outcome == "succeeded"


def test_our_own_rules_come_before_the_gateways(gateway, edith, marcus):
    gateway.answers("Patient", reply(a_register_entry(deceasedDateTime="2026-01-01")))

    services.refresh_gp_record(edith.pk, by=marcus)

    assert queries.attempts(edith)[0].code == "PDS_DECEASED"
    assert gateway.questions("GP") == gateway.questions("Device") == []


def test_the_gateway_passes_on_nothing_but_structured_records(gateway):
    with GpConnectClient() as client, pytest.raises(Blocked) as blocked:
        client.find_practice("Z99901", "another-interaction")

    assert blocked.value.code == "NOT_BY_GATEWAY"


def test_the_spine_proxy_is_the_way_unless_the_settings_say_otherwise(spine, edith, marcus):
    services.refresh_gp_record(edith.pk, by=marcus)

    assert spine.questions("GP")[0]["path"].startswith(f"/{ROOT}/")


@pytest.mark.parametrize(
    ("name", "value"),
    [("WAY", "pigeon"), ("GATEWAY_TOKEN", ""), ("GATEWAY_URL", "https://sandbox.api.nhs.uk")],
)
def test_a_way_that_is_not_wholly_set_up_is_not_taken(gateway, settings, name, value):
    setattr(settings, f"GP_CONNECT_{name}", value)

    with pytest.raises(Blocked):
        adapters.way_to_practices()


def test_the_spine_is_not_asked_without_our_number_on_it(spine, settings):
    settings.GP_CONNECT_ASID = ""

    with pytest.raises(Blocked):
        adapters.way_to_practices()
