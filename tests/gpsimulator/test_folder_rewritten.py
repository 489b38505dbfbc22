"""A file of the folder that is written again while the simulator serves it."""

import os

import pytest

from gpsimulator.catalogue import Catalogue
from tests.gpsimulator.asking import ALLERGIES, resources
from tests.gpsimulator.conftest import serving
from tests.gpsimulator.test_folder import OWN_NUMBER, a_record, fetch, listed, write


def written_again(folder, text):
    """Write the file of the folder, at a later time than before."""
    before = (folder / "hale.json").stat().st_mtime_ns
    write(folder, hale=text)
    os.utime(folder / "hale.json", ns=(before + 1_000_000, before + 1_000_000))


def with_a_second_allergy(number):
    record = a_record(number)
    record["entry"][2]["resource"]["entry"].append({"item": {"reference": "AllergyIntolerance/a2"}})
    record["entry"].append({"resource": {"resourceType": "AllergyIntolerance", "id": "a2"}})
    return record


def allergies_of(gp, number):
    return [one["id"] for one in resources(fetch(gp, number, ALLERGIES), "AllergyIntolerance")]


@pytest.mark.parametrize("number", [OWN_NUMBER, "1234567890"], ids=["own number", "alias"])
def test_what_is_written_later_is_served_then(tmp_path, number):
    write(tmp_path, hale=a_record(number))
    catalogue = Catalogue(tmp_path)
    served_as = listed(catalogue)["hale.json"]

    with serving(catalogue) as gp:
        before = allergies_of(gp, served_as)
        written_again(tmp_path, with_a_second_allergy(number))
        after = allergies_of(gp, served_as)

    assert (before, after) == (["a1"], ["a1", "a2"])


def test_a_number_that_is_changed_in_the_file_stays_as_it_is_served(tmp_path):
    write(tmp_path, hale=a_record())

    with serving(Catalogue(tmp_path)) as gp:
        written_again(tmp_path, a_record("9990000026"))
        response = fetch(gp, OWN_NUMBER, ALLERGIES)

    assert resources(response, "Patient")[0]["identifier"][0]["value"] == OWN_NUMBER


def test_a_file_that_cannot_be_read_now_is_served_as_it_was(tmp_path):
    write(tmp_path, hale=a_record())

    with serving(Catalogue(tmp_path)) as gp:
        written_again(tmp_path, "{ half a re")
        half = allergies_of(gp, OWN_NUMBER)
        (tmp_path / "hale.json").unlink()
        gone = allergies_of(gp, OWN_NUMBER)

    assert half == gone == ["a1"]
