import json

import pytest
from django.core.management import CommandError, call_command

from tests.gpconnect.answers import a_bundle, a_list, an_allergy, as_bytes


def printed(capsys, path):
    call_command("read_gp_record", str(path))
    return json.loads(capsys.readouterr().out)


def test_the_command_prints_what_was_understood(capsys, tmp_path):
    file = tmp_path / "answer.json"
    listed = a_list("allergies", "AllergyIntolerance/a1", "AllergyIntolerance/gone")
    file.write_bytes(as_bytes(a_bundle(an_allergy(), listed)))

    understood = printed(capsys, file)

    assert understood["patient"]["nhs_number"] == "9990000018"
    assert understood["areas"]["allergies"] == {
        "state": "present",
        "entries": 2,
        "unresolved": 1,
        "warnings": [],
        "notes": [],
        "items": [{"display": "Bee sting allergy", "status": "active", "date": "2016-06-01"}],
    }
    assert understood["areas"]["problems"]["state"] == "absent"
    assert understood["unreadable"] == 0


def test_a_file_that_is_no_record_is_said_to_be_none(capsys, tmp_path):
    file = tmp_path / "page.html"
    file.write_text("<html>")

    assert "not whole, correct JSON" in printed(capsys, file)["error"]["why"]


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("read_gp_record", str(tmp_path / "missing.json"))
