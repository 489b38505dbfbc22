"""`--bundles`: any folder of records, served under numbers that can be asked for."""

import copy
import json
import random
from datetime import date
from typing import Any

import httpx
import pytest

from gpsimulator import records
from gpsimulator.catalogue import Catalogue
from gpsimulator.folder import Unreadable, alias_for
from gpsimulator.nhs_numbers import is_valid
from gpsimulator.parameters import read
from gpsimulator.people import PEOPLE
from gpsimulator.practices import PRACTICES
from gpsimulator.selection import select
from tests.gpsimulator.asking import (
    ALLERGIES,
    ART,
    EVERYTHING,
    INTERACTION,
    OPERATION,
    Consumer,
    bearer,
    claims,
    include,
    items_of,
    lists_of,
    parameters,
    resources,
    root,
)
from tests.gpsimulator.conftest import serving

NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
OWN_NUMBER = "9434765919"
LINKED = "problems-linked-problems-not-relating-to-the-primary-query"
NOT_A_RECORD = "it is not a record (searchset, or no entries)"


PRACTICE: dict[str, Any] = {
    "resourceType": "Organization",
    "id": "o1",
    "identifier": [
        {"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "Z99123"},
    ],
    "name": "Elsewhere Surgery",
}


def a_record(number: str | None = OWN_NUMBER, **patient) -> dict:
    """The smallest record worth serving: a patient, a practice, one allergy in its list."""
    person = {
        "resourceType": "Patient",
        "id": "p1",
        "identifier": [] if number is None else [{"system": NHS_NUMBER, "value": number}],
        "name": [{"use": "official", "family": "Hale", "given": ["Ann", "May"]}],
        "gender": "female",
        "birthDate": "1950-02",
        "managingOrganization": {"reference": "Organization/o1"},
        **patient,
    }
    allergies = {
        "resourceType": "List",
        "status": "current",
        "mode": "snapshot",
        "code": {"coding": [{"code": "886921000000105"}]},
        "subject": {"identifier": {"system": NHS_NUMBER, "value": number}},
        "entry": [{"item": {"reference": "AllergyIntolerance/a1"}}],
    }
    allergy = {"resourceType": "AllergyIntolerance", "id": "a1"}
    found = copy.deepcopy((person, PRACTICE, allergies, allergy))
    entries = [{"resource": one} for one in found]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def write(folder, **records) -> None:
    for name, record in records.items():
        text = record if isinstance(record, str) else json.dumps(record)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def listed(catalogue: Catalogue) -> dict[str, str]:
    """NHS number by file, of what came from the folder."""
    people = catalogue.listing()["people"]
    return {one["file"]: one["nhs_number"] for one in people if "file" in one}


def fetch(gp: Consumer, number: str, *areas: dict) -> httpx.Response:
    """Ask as a consumer has to, finding the practice through PDS and SDS."""
    traced = gp.pds(number).json()
    ods = traced["generalPractitioner"][0]["identifier"]["value"]
    query = {
        "organization": f"https://fhir.nhs.uk/Id/ods-organization-code|{ods}",
        "identifier": f"https://fhir.nhs.uk/Id/nhsServiceInteractionId|{INTERACTION}",
    }
    device = gp.client.get(f"{gp.base}/sds/Device", params=query).json()["entry"][0]["resource"]
    return gp.post(
        parameters(number, *(areas or EVERYTHING)),
        token=bearer(claims(ods)),
        path=f"{root(ods)}/{OPERATION}",
        headers={"Ssp-To": device["identifier"][0]["value"]},
    )


def test_a_valid_number_is_kept_and_pds_and_sds_know_the_person(tmp_path):
    write(tmp_path, hale=a_record())

    with serving(Catalogue(tmp_path)) as gp:
        traced = gp.pds(OWN_NUMBER).json()
        response = fetch(gp, OWN_NUMBER)

    assert traced["name"][0] | {"period": {}} == {
        "id": "usual",
        "use": "usual",
        "period": {},
        "given": ["Ann", "May"],
        "family": "Hale",
    }
    assert traced["birthDate"] == "1950-02"
    assert traced["generalPractitioner"][0]["identifier"]["value"] == "Z99123"
    assert resources(response, "Patient")[0]["identifier"][0]["value"] == OWN_NUMBER
    assert len(resources(response, "AllergyIntolerance")) == 1


@pytest.mark.parametrize("number", ["1234567890", "{{ template }}", "", ART, None])
def test_a_number_that_cannot_be_asked_for_becomes_an_alias_everywhere(tmp_path, number):
    write(tmp_path, hale=a_record(number))
    catalogue = Catalogue(tmp_path)
    alias = listed(catalogue)["hale.json"]

    with serving(catalogue) as gp:
        response = fetch(gp, alias, ALLERGIES)

    assert alias.startswith("9999")
    assert is_valid(alias)
    assert resources(response, "Patient")[0]["identifier"][0]["value"] == alias
    assert resources(response, "List")[0]["subject"]["identifier"]["value"] == alias


@pytest.mark.parametrize("identifier", [{"value": "not a code"}, {"value": 1}, {}])
def test_a_patient_whose_practice_has_no_code_is_registered_with_the_folders_own(
    tmp_path, identifier
):
    record = a_record()
    system = PRACTICE["identifier"][0]["system"]
    record["entry"][1]["resource"]["identifier"] = [{"system": system, **identifier}]
    write(tmp_path, hale=record)

    with serving(Catalogue(tmp_path)) as gp:
        traced = gp.pds(OWN_NUMBER).json()
        response = fetch(gp, OWN_NUMBER)

    assert traced["generalPractitioner"][0]["identifier"]["value"] == "Z99900"
    assert response.status_code == 200


def test_two_files_of_one_person_are_two_people(tmp_path):
    write(tmp_path, first=a_record(), second=a_record())

    numbers = listed(Catalogue(tmp_path))

    assert numbers["first.json"] == OWN_NUMBER
    assert numbers["second.json"].startswith("9999")


def test_an_alias_belongs_to_its_file_whatever_stands_beside_or_above_it(tmp_path):
    inner = tmp_path / "records"
    inner.mkdir()
    write(inner, m=a_record("1234567890"))
    alone = listed(Catalogue(inner))["m.json"]

    write(inner, a=a_record("1234567890"), z=a_record("1234567890"))

    assert listed(Catalogue(inner))["m.json"] == alone
    assert listed(Catalogue(tmp_path))["records/m.json"] == alone


def test_an_alias_that_is_taken_gives_the_next():
    first = alias_for("m.json", set())

    second = alias_for("m.json", {first})

    assert second != first
    assert is_valid(second)


def test_a_file_for_which_no_alias_is_left_cannot_be_served():
    class Everyone(set):
        def __contains__(self, _: object) -> bool:
            return True

    with pytest.raises(Unreadable, match="no alias is left"):
        alias_for("m.json", Everyone())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "it cannot be read as JSON"),
        ("[1]", "it is not a Bundle"),
        ('{"resourceType": "Patient"}', "it is not a Bundle"),
        ('{"resourceType": "Bundle", "entry": {}}', NOT_A_RECORD),
        (a_record() | {"type": "searchset"}, NOT_A_RECORD),
        ({**a_record(), "entry": [{"resource": {"resourceType": "List"}}]}, "it has no Patient"),
    ],
)
def test_what_cannot_be_served_is_left_out_with_its_reason(tmp_path, content, why):
    write(tmp_path, odd=content, hale=a_record())

    catalogue = Catalogue(tmp_path)

    assert catalogue.listing()["skipped"] == [{"file": "odd.json", "why": why}]
    assert listed(catalogue) == {"hale.json": OWN_NUMBER}


@pytest.mark.parametrize(
    "oddity",
    [
        {"name": "Ann Hale"},
        {"name": [None, {"family": ["Hale"], "given": "Ann"}]},
        {"name": []},
        {"identifier": "1234567890"},
        {"identifier": [None, {"value": "x"}]},
        {"managingOrganization": {"reference": "Organization/none"}},
        {"managingOrganization": "Organization/o1"},
        {"gender": 1, "birthDate": None},
    ],
)
def test_an_odd_patient_is_served_all_the_same(tmp_path, oddity):
    write(tmp_path, odd=a_record(**oddity))
    catalogue = Catalogue(tmp_path)

    with serving(catalogue) as gp:
        response = fetch(gp, listed(catalogue)["odd.json"])

    assert response.status_code == 200


@pytest.mark.parametrize(
    "entries",
    [
        [None, 1, "x", {}, {"resource": None}, {"resource": {"id": "typeless"}}],
        [{"resource": {"resourceType": "List", "code": "x", "entry": {}}}],
        [{"resource": {"resourceType": "List", "code": {"coding": {}}, "entry": [None, 1]}}],
        [{"resource": {"resourceType": "Condition", "extension": "x"}}],
        [{"resource": {"resourceType": "Condition", "extension": [None]}}],
        [{"resource": {"resourceType": "MedicationStatement", "basedOn": [None, {"x": 1}]}}],
        [{"resource": {"resourceType": "MedicationRequest", "intent": "order", "basedOn": "x"}}],
    ],
)
def test_odd_entries_are_passed_on_untouched(tmp_path, entries):
    record = a_record()
    record["entry"] += entries
    write(tmp_path, odd=record)

    with serving(Catalogue(tmp_path)) as gp:
        response = fetch(gp, OWN_NUMBER)

    assert response.json()["entry"] == record["entry"]


def test_an_entry_that_leads_nowhere_stays_in_its_list(tmp_path):
    record = a_record()
    listed_first = {"item": {"reference": "AllergyIntolerance/lost", "display": "Lost"}}
    record["entry"][2]["resource"]["entry"].insert(0, listed_first)
    write(tmp_path, hale=record)

    with serving(Catalogue(tmp_path)) as gp:
        response = fetch(gp, OWN_NUMBER, ALLERGIES)

    assert resources(response, "List")[0]["entry"][0] == listed_first


def linked_problems(*, with_warning: bool) -> list[dict]:
    """A problem, an allergy that it relates to, and the one list of linked problems."""
    warning = {"url": "https://x/Extension-CareConnect-GPC-ListWarningCode-1"}
    found = {
        "resourceType": "List",
        "code": {"coding": [{"code": LINKED}]},
        "extension": [{**warning, "valueCode": "confidential-items"}] if with_warning else [],
        "entry": [{"item": {"reference": "Condition/c1"}}],
    }
    related = {
        "url": "https://x/Extension-CareConnect-RelatedClinicalContent-1",
        "valueReference": {"reference": "AllergyIntolerance/a1"},
    }
    problem = {"resourceType": "Condition", "id": "c1", "extension": [related]}
    diary = {"resourceType": "List", "code": {"coding": [{"code": "714311000000108"}]}}
    return [{"resource": one} for one in (found, problem, diary)]


@pytest.mark.parametrize(
    ("area", "with_warning", "entries"),
    [
        (ALLERGIES, False, ["Condition/c1"]),
        (include("includeProblems"), False, ["Condition/c1"]),
        (include("includeDiaryEntries"), True, []),
        (include("includeDiaryEntries"), False, None),
    ],
)
def test_a_files_list_of_linked_problems_says_what_is_linked_to_the_answer(
    tmp_path, area, with_warning, entries
):
    record = a_record()
    record["entry"] += linked_problems(with_warning=with_warning)
    write(tmp_path, hale=record)

    with serving(Catalogue(tmp_path)) as gp:
        response = fetch(gp, OWN_NUMBER, area)

    found = items_of(response, LINKED) if lists_of(response, LINKED) else None
    assert found == entries
    assert bool(resources(response, "Condition")) == bool(entries)


def test_areas_that_were_not_asked_for_go_from_a_file_too(tmp_path):
    write(tmp_path, hale=a_record())

    with serving(Catalogue(tmp_path)) as gp:
        response = fetch(gp, OWN_NUMBER, include("includeProblems"))

    assert {one["resourceType"] for one in resources(response)} == {"Patient", "Organization"}


def test_every_published_record_is_served_whole(published):
    catalogue = Catalogue(published / "full-records")
    files = listed(catalogue)
    assert len(files) == len(list((published / "full-records").glob("*.json"))) - 1
    assert [one["file"] for one in catalogue.listing()["skipped"]] == [
        "missing_patient_resource.json"
    ]
    with serving(catalogue) as gp:
        for name, number in files.items():
            response = fetch(gp, number)
            patient = resources(response, "Patient")[0]
            original = json.loads((published / "full-records" / name).read_text("utf-8-sig"))

            assert number in [one.get("value") for one in patient["identifier"]], name
            assert len(resources(response)) == len(original["entry"]), name


def test_a_record_with_mistakes_anywhere_is_still_answered():
    chance = random.Random(1)
    whole = records.build(PEOPLE[ART], PRACTICES["Z99001"], date(2026, 11, 22))
    requests = ([include("includeMedication")], [include("includeProblems")], EVERYTHING)
    nothing: frozenset[str] = frozenset()
    wanted = [
        read(
            json.dumps(parameters(ART, *areas)).encode(),
            today=date(2026, 11, 22),
            disabled=nothing,
            unknown=nothing,
        )
        for areas in requests
    ]

    for _ in range(100):
        spoilt = copy.deepcopy(whole)
        for _ in range(20):
            spoil(spoilt, chance)
        for one in wanted:
            assert json.loads(json.dumps(select(spoilt, one)))["resourceType"] == "Bundle"


def spoil(bundle: dict, chance: random.Random) -> None:
    """Put something of the wrong kind somewhere inside one entry."""
    holder, key = bundle["entry"], chance.randrange(len(bundle["entry"]))
    while isinstance(holder[key], (dict, list)) and holder[key] and chance.random() < 0.8:
        holder = holder[key]
        key = chance.choice(list(holder)) if isinstance(holder, dict) else 0
    holder[key] = chance.choice([None, 1, "x", [], {}, [None], {"reference": 5}, {"coding": [1]}])
