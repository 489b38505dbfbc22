"""Pausing, going on, cancelling; and what goes on by itself when nobody works on it any more."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from dailycare.models import CareEntry
from imports import services
from imports.errors import NotNow, UnreadableFile
from imports.models import ImportRow, ImportRun, StagedRecord
from imports.progress import Teller
from imports.reconciliation import Reconciliation
from imports.services import committing
from tests.imports.homes import AS_OF, a_file
from tests.imports.runs import checked, counts, small_home

pytestmark = pytest.mark.django_db
State = ImportRun.State
ALL = {"people": 2, "contacts": 1, "allergies": 2, "notes": 3}


def begun(adele, monkeypatch):
    """A run of which the first part is in the record."""
    monkeypatch.setattr(committing, "PART", 6)
    run = checked(small_home(), by=adele)
    services.start_commit(run.pk, by=adele)
    assert committing._commit_part(run.pk, by=adele) == 6
    return run


def test_a_pause_stops_after_the_part_and_going_on_brings_in_the_rest_once(adele, monkeypatch):
    run = begun(adele, monkeypatch)

    services.pause(run.pk, by=adele)
    services.commit_run(run.pk, by=adele)
    run.refresh_from_db()
    paused, there = run.state, counts()
    services.resume(run.pk, by=adele)
    services.commit_run(run.pk, by=adele)

    run.refresh_from_db()
    assert (paused, there == ALL) == (State.PAUSED, False)
    assert (run.state, counts()) == (State.COMMITTED, ALL)
    assert run.result["created"]["notes"] == 3
    assert not StagedRecord.objects.filter(run_id=run.pk).exists()


def test_what_was_brought_in_before_a_pause_can_be_taken_back(adele, monkeypatch):
    run = begun(adele, monkeypatch)
    services.pause(run.pk, by=adele)

    services.start_undo(run.pk, reason="The wrong home", by=adele)
    services.undo_run(run.pk, by=adele)

    run.refresh_from_db()
    assert (run.state, set(counts().values())) == (State.UNDONE, {0})


def test_what_cannot_go_on_in_the_middle_waits_with_the_rest_still_prepared(adele, monkeypatch):
    run = begun(adele, monkeypatch)

    def is_gone(_run):
        raise UnreadableFile("A file of this import cannot be opened.")

    with monkeypatch.context() as broken:
        broken.setattr(committing, "_files", is_gone)
        broken.setattr(committing.Part, "bring_in", lambda _part, files: files())
        services.commit_run(run.pk, by=adele)
    run.refresh_from_db()
    stopped, waits = (run.state, run.error), StagedRecord.objects.filter(run_id=run.pk).exists()
    services.resume(run.pk, by=adele)
    services.commit_run(run.pk, by=adele)

    assert stopped == (State.PAUSED, "A file of this import cannot be opened.")
    assert waits
    assert counts() == ALL


def test_a_checked_file_can_be_cancelled_and_is_not_brought_in(adele):
    run = checked(small_home(), by=adele)

    services.cancel(run.pk, by=adele)

    with pytest.raises(NotNow, match="was cancelled"):
        services.start_commit(run.pk, by=adele)
    assert not CareEntry.objects.exists()
    assert not StagedRecord.objects.filter(run_id=run.pk).exists()


def test_cancelling_while_it_is_read_leaves_nothing_of_it(adele, monkeypatch):
    run = services.start_check(
        a_file(small_home()), file_name="home.xlsx", location=adele.locations[0], as_of=AS_OF,
        by=adele,
    )  # fmt: skip
    monkeypatch.setattr(Teller, "SECONDS_BETWEEN", -1)
    add = Reconciliation.add

    def cancels(self, row):
        ImportRun.objects.filter(pk=run.pk).update(state=State.CANCELLED)
        add(self, row)

    monkeypatch.setattr(Reconciliation, "add", cancels)
    services.check_run(run.pk, by=adele)

    run.refresh_from_db()
    assert run.report == {}
    assert not ImportRow.objects.filter(run=run).exists()


@pytest.mark.parametrize("act", ["pause", "resume", "cancel"])
def test_what_is_in_the_record_is_not_steered_any_more(adele, act):
    run = checked(small_home(), by=adele)
    services.start_commit(run.pk, by=adele)
    services.commit_run(run.pk, by=adele)

    with pytest.raises(NotNow, match="brought in already"):
        getattr(services, act)(run.pk, by=adele)


def test_two_imports_are_not_brought_in_at_once(adele, monkeypatch):
    begun(adele, monkeypatch)
    other = checked(small_home(residents=[]), by=adele, file_name="other.xlsx")

    with pytest.raises(NotNow, match="Another import is being brought in"):
        services.start_commit(other.pk, by=adele)


def test_what_nobody_has_heard_of_for_minutes_is_found(adele, monkeypatch):
    run = begun(adele, monkeypatch)
    ImportRun.objects.filter(pk=run.pk).update(state_since=run.state_since - timedelta(minutes=5))

    assert services.broken_off() == [("committing", str(run.pk), str(adele.pk))]


def test_what_was_begun_just_now_is_left_to_whoever_works_on_it(adele, monkeypatch):
    begun(adele, monkeypatch)

    assert services.broken_off() == []


def test_a_command_goes_on_with_a_run(adele, monkeypatch, capsys):
    run = begun(adele, monkeypatch)

    call_command("import_legacy", "--resume", str(run.pk))

    assert "brought in" in capsys.readouterr().out
    assert counts() == ALL
