"""Packs on paper: who lives here and forms to write on, for when nothing works (OFF-08)."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit
from dailycare import paper, tasks
from governance.models import AuditEvent
from governance.services import acting_for, change, keeping_private
from records import services as records
from records.models import Alert, Allergy, Need
from tests.people import a_care_plan
from tests.records.pages import as_


def packed(cast) -> dict:
    return paper.pack(cast.home, None, timezone.localtime())[1]


def test_it_says_who_somebody_is_what_to_watch_and_what_is_done(rosewood, joan, marcus):
    records.add(Allergy, joan, by=marcus, causative_agent="Latex #emph[x]")
    records.add(Alert, joan, by=marcus, text="Falls", category="safety")
    a_care_plan(joan, by=marcus)

    told = packed(rosewood)

    assert told["name"] == "Rosewood"
    [person] = told["people"]
    assert "born 3 April 1938, NHS number 999 000 0018" in person["who"]
    assert dict(person["watch"]) == {
        "Allergies": "Latex #emph[x]",
        "CPR": "no decision recorded",
        "Alerts": "Falls",
        "Needs": dict(person["watch"])["Needs"],
    }
    assert "Offer tea hourly" in json.dumps(person["tasks"])
    assert paper.as_pdf(told).startswith(b"%PDF-")


def test_what_is_kept_private_is_counted_and_not_said(rosewood, joan, marcus):
    private = {"is_restricted": True, "restricted_why": "She asked for it"}
    records.add(Need, joan, by=marcus, category="skin", text="A sore that shames her", **private)

    with keeping_private():
        told = packed(rosewood)

    assert ("Kept private", "1 of this record: ask the lead") in told["people"][0]["watch"]
    assert "shames" not in json.dumps(told)


def test_what_was_not_asked_is_no_none(rosewood, joan):
    [person] = packed(rosewood)["people"]

    assert ("Allergies", "Not asked yet: ask before anything is given") in person["watch"]


def test_whoever_works_there_prints_it_and_that_is_on_record(rosewood, joan, ada):
    address = reverse("dailycare:paper_pack", args=[rosewood.home.pk])

    answer = as_(ada).get(address)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert AuditEvent.objects.filter(
        actor=ada, person_id=joan.pk, why="printed the pack for when nothing works"
    ).exists()


@pytest.fixture
def folder(settings, tmp_path):
    settings.PAPER_PACKS_DIR = str(tmp_path)
    return tmp_path


def test_each_place_and_unit_with_somebody_has_its_own_file(rosewood, joan, folder):
    with change(by=rosewood.system, why="a unit"):
        Unit.objects.create(location=rosewood.home, name="Nobody's Wing")
    own = folder / str(rosewood.provider.pk)
    own.mkdir()
    (own / "a-unit-that-was-closed.pdf").write_bytes(b"old")

    tasks.write_packs(str(rosewood.provider.pk))

    assert [path.name for path in own.iterdir()] == ["rosewood.pdf"]
    assert (own / "rosewood.pdf").read_bytes().startswith(b"%PDF-")
    with acting_for(rosewood.provider.pk):
        [act] = AuditEvent.objects.filter(why__contains="pack for when nothing works")
    assert (act.person_id, act.actor.is_system) == (joan.pk, True)


def test_every_provider_is_queued_by_itself_where_a_folder_is_set(rosewood, folder, monkeypatch):
    queued = []
    monkeypatch.setattr(tasks.write_packs, "delay", queued.append)

    tasks.write_packs_of_every_provider()

    assert set(queued) == {str(rosewood.provider.pk), str(rosewood.other.pk)}


def test_without_a_folder_none_is_written(rosewood, settings, monkeypatch):
    settings.PAPER_PACKS_DIR = ""
    queued = []
    monkeypatch.setattr(tasks.write_packs, "delay", queued.append)

    tasks.write_packs_of_every_provider()

    assert queued == []
