"""A new release of the standard: what changed, and what of ours no longer fits."""

from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from mods.standard import SOURCE

pytestmark = pytest.mark.django_db


@pytest.fixture
def release() -> dict:
    """Our release as a document, to be changed."""
    return yaml.load(SOURCE.read_bytes(), Loader=yaml.CSafeLoader)


def compared(release: dict, folder) -> list[str]:
    path = folder / "mods.yaml"
    path.write_text(yaml.dump(release, Dumper=yaml.CSafeDumper))
    out = StringIO()
    call_command("compare_mods", str(path), stdout=out)
    return out.getvalue().splitlines()


def class_of(release: dict, name: str) -> dict:
    return next(one for one in release["classes"] if one["id"] == name)


def test_our_own_release_fits(release, tmp_path):
    assert compared(release, tmp_path)[1:] == ["Nothing changed, and everything fits"]


def test_what_came_went_and_changed_is_said(release, tmp_path):
    release["standard"]["release_read"] = "2.0.0"
    alert = class_of(release, "alert")
    gone = alert["elements"].pop()
    alert["elements"].append(gone | {"id": "reach", "name": "Reach"})
    alert["elements"][0]["name"] = "Words"
    release["rules"][4]["level"] = "should"
    release["value_sets"][0]["codes"].append({"code": "paused", "display": "Paused"})

    said = compared(release, tmp_path)

    assert said[0] == "From release 1.0.0 to 2.0.0"
    assert "New element of alert: reach" in said
    assert "Changed rule R5: level was 'must', is 'should'" in said
    assert f"Gone element of alert: {gone['id']}" in said
    assert "Changed element alert.free_text: name was 'Free text', is 'Words'" in said
    assert "New code of alert_status: paused" in said
    assert "alert.reach has no home: give it one in mods/homes.yaml" in said
    assert f"alert.{gone['id']} is no longer in the standard, and mods/homes.yaml names it" in said


def test_an_element_with_a_reason_that_is_demanded_now_is_said(release, tmp_path):
    about_me = class_of(release, "about_me")
    multimedia = next(one for one in about_me["elements"] if one["id"] == "multimedia")
    multimedia["occurs"] = {"level": "must"}

    assert "about_me.multimedia is demanded now, and has only a reason" in compared(
        release, tmp_path
    )


@pytest.mark.parametrize("text", ["", "[]", "a: b", ": :", "classes: 3"])
def test_a_file_of_another_shape_is_refused(tmp_path, text):
    path = tmp_path / "other.yaml"
    path.write_text(text)

    with pytest.raises(CommandError, match="no release of MODS"):
        call_command("compare_mods", str(path))
