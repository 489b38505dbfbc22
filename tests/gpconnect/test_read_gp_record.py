import gzip
import json

import pytest
from django.core.management import CommandError, call_command

from tests.gpconnect.answers import a_bundle, a_list, a_patient, an_allergy, as_bytes


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
    assert understood["unlisted"] == {}
    assert understood["unreached"] == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_a_record_is_read_in_any_encoding_of_unicode(capsys, tmp_path, encoding):
    file = tmp_path / "answer.json"
    record = a_bundle(patient=a_patient(name=[{"family": "Müller", "given": ["Zoë"]}]))
    file.write_bytes(json.dumps(record, ensure_ascii=False).encode(encoding))

    assert printed(capsys, file)["patient"]["name"] == "Zoë Müller"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"\xef\xbb\xbf\r\n", "it is empty"),
        (b'<?xml version="1.0"?><Bundle/>', "it is XML or HTML, and only JSON is read"),
        (b"\xef\xbb\xbf <Bundle/>", "it is XML or HTML, and only JSON is read"),
        (gzip.compress(as_bytes(a_bundle())), "it is compressed, and only JSON is read"),
        (b"resourceType: Bundle", "it is not whole, correct JSON"),
        (b"\xff\xfe<", "it is not whole, correct JSON"),
        (b"[]", "it holds no bundle of entries"),
        (b'{"resourceType": "Parameters"}', "it holds no bundle of entries"),
    ],
)
def test_a_file_that_is_no_record_is_said_to_be_none(capsys, tmp_path, data, why):
    file = tmp_path / "answer"
    file.write_bytes(data)

    understood = printed(capsys, file)

    assert understood["error"]["why"] == f"The answer is not a GP record: {why}"
    assert {area["state"] for area in understood["areas"].values()} == {"absent"}


@pytest.mark.parametrize(
    ("name", "why"), [("missing.json", "No such file"), ("", "Is a directory")]
)
def test_a_file_that_cannot_be_opened_is_one_sentence(tmp_path, name, why):
    with pytest.raises(CommandError, match=f"cannot be read: {why}"):
        call_command("read_gp_record", str(tmp_path / name))
