"""`manage.py import_legacy`: the same without a browser."""

import json
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from governance.services import acting_for
from imports.models import ImportRun
from records.models import Person
from tests.imports.homes import BETTY, a_home
from tests.imports.runs import checked
from tests.imports.test_sample_workbook import EXPECTED, WORKBOOK

pytestmark = pytest.mark.django_db


def test_without_commit_the_report_is_written_and_nothing_else(cast, tmp_path, capsys):
    report = tmp_path / "report.json"

    call_command("import_legacy", str(WORKBOOK), "--report", str(report), "--as-of", "2026-10-31")

    written = json.loads(report.read_text(encoding="utf-8"))
    assert written["notes"] == EXPECTED["notes"]
    assert written["files"] == EXPECTED["files"]
    assert (written["as_of"], written["local_time_zone"]) == ("2026-10-31", "Europe/London")
    said = capsys.readouterr().out
    assert "42 people and 2896 notes could be brought in" in said
    assert "161 rows left out" in said
    with acting_for(cast.provider.pk):
        assert not ImportRun.objects.exists()


def test_with_commit_the_people_are_at_the_place_named(cast, tmp_path, capsys):
    workbook, report = tmp_path / "home.xlsx", tmp_path / "report.json"
    workbook.write_bytes(a_home(residents=[BETTY]))

    call_command(
        "import_legacy",
        str(workbook),
        "--commit",
        "--location",
        "rosewood",
        "--report",
        str(report),
    )

    written = json.loads(report.read_text(encoding="utf-8"))
    assert written["state"] == "committed"
    assert written["result"]["created"]["people"] == 1
    assert "1 people and 0 notes brought in" in capsys.readouterr().out
    assert written["rows_with_warnings"] == written["rejected_rows"] == []
    with acting_for(cast.provider.pk):
        betty = Person.objects.get(family_name="Green")
        assert betty.recorded_by.name == "The system (import)"
    with acting_for(cast.other.pk):
        assert not Person.objects.filter(family_name="Green").exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--commit"], "Say with --location which of these: “Elsewhere”, “Rosewood”"),
        (["--commit", "--location", "Nowhere"], "not one place called “Nowhere”"),
    ],
)
def test_a_place_that_is_not_one_is_refused_with_those_there_are(cast, tmp_path, options, sentence):
    workbook = tmp_path / "home.xlsx"
    workbook.write_bytes(a_home(residents=[BETTY]))

    with pytest.raises(CommandError, match=sentence):
        call_command("import_legacy", str(workbook), *options)


def test_on_an_empty_installation_it_says_what_to_do_first(tmp_path):
    workbook = tmp_path / "home.xlsx"
    workbook.write_bytes(a_home(residents=[BETTY]))

    with pytest.raises(CommandError, match="open a provider first"):
        call_command("import_legacy", str(workbook), "--commit")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, "cannot be read: No such file"),
        (b"\x89PNG", "This is a picture"),
        (b"PK\x03\x04", "damaged or cut short"),
    ],
)
@pytest.mark.parametrize("options", [[], ["--commit", "--location", "Rosewood"]])
def test_a_file_that_cannot_be_read_gets_one_sentence(cast, tmp_path, data, sentence, options):
    workbook = tmp_path / "home.xlsx"
    if data is not None:
        workbook.write_bytes(data)

    with pytest.raises(CommandError, match=sentence):
        call_command("import_legacy", str(workbook), *options)


def test_a_run_is_taken_back_by_its_id(cast, tmp_path, capsys):
    workbook, report = tmp_path / "home.xlsx", tmp_path / "report.json"
    workbook.write_bytes(a_home(residents=[BETTY]))
    call_command("import_legacy", str(workbook), "--commit", "--location", "Rosewood")
    run_id = capsys.readouterr().out.split()[-1]

    call_command("import_legacy", "--undo", run_id, "--report", str(report))

    written = json.loads(report.read_text(encoding="utf-8"))
    assert written["state"] == "undone"
    assert "Taken back: " in (said := capsys.readouterr().out)
    assert "1 people" in said
    with acting_for(cast.provider.pk):
        assert Person.objects.get(family_name="Green").standing == "withdrawn"


def test_a_run_that_is_not_there_or_not_brought_in_is_refused_in_a_sentence(cast):
    with acting_for(cast.provider.pk):
        run = checked(a_home(residents=[BETTY]), by=cast.adele)

    with pytest.raises(CommandError, match="Nothing of this file has been brought in yet"):
        call_command("import_legacy", "--undo", str(run.pk))
    with pytest.raises(CommandError, match="There is no import"):
        call_command("import_legacy", "--undo", str(uuid4()))


def test_without_a_path_or_a_run_the_command_says_how_it_is_used():
    with pytest.raises(CommandError, match="one of the arguments path --undo --resume is required"):
        call_command("import_legacy")
