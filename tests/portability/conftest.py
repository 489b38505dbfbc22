"""A record with something in every table, and copies of it."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import override_settings

from accounts.models import Room, Unit
from dailycare import services as dailycare
from dailycare.models import CareEntry
from governance.services import acting_for, change
from portability import services
from records import services as records
from records.file_types import Upload
from records.models import Document
from tests.governance.rows import CARE_RECORDS, Rows
from tests.people import a_person, the_cast
from tests.pictures import a_picture
from tests.portability.two_databases import an_empty_database
from tests.records.pages import a_whole_record

PDF, TEXT = b"%PDF-1.7\n" + bytes(range(256)), "Dear Zo\u00eb, \u201cthanks\u201d".encode()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    """Where copies are kept."""
    settings.EXPORT_DIR = str(tmp_path / "copies")
    return tmp_path / "copies"


@pytest.fixture
def whole(rosewood: SimpleNamespace) -> SimpleNamespace:
    """Rosewood with a row in every table."""
    return filled(rosewood)


def filled(rosewood: SimpleNamespace) -> SimpleNamespace:
    """Give Rosewood a row in every table, several versions, things taken out, and files."""
    marcus, joan = rosewood.marcus, rosewood.joan
    everything = a_whole_record(rosewood)
    rosewood.harry = a_person(
        rosewood.home, by=marcus, given_name="Harry", family_name="Oakes", nhs_number="9990000034"
    )
    rows = Rows(rosewood.provider, marcus, rosewood.home, rosewood.harry)
    with change(by=rosewood.system, why="rooms"):
        unit = Unit.objects.create(location=rosewood.home, name="Garden")
        room = Room.objects.create(location=rosewood.home, unit=unit, name="Room 12")
        for model in CARE_RECORDS:
            rows.of(model)
    stay = everything.records["admissions"]
    records.revise(stay, replaces=1, by=rosewood.adele, why="Moved in", room=room)
    need = everything.records["needs"]
    said = ["Sore skin\n\u2013 both heels", "Healed \u201cmostly\u201d"]
    for version, text in enumerate(said, 1):
        records.revise(need, replaces=version, by=rosewood.ada, why="Seen", text=text)
    records.withdraw(need, replaces=3, reason="Healed", by=marcus)
    for name, content in [("letter.pdf", PDF), ("note.txt", TEXT), ("again.pdf", PDF)]:
        upload = Upload(name, "application/pdf", content)
        records.add(Document, joan, by=marcus, title=name, file=upload)
    dailycare.record_care(
        joan, by=rosewood.ada, kind="drink", happened_at=stay.recorded_at,
        values={"ml": 150, "what": "tea"}, text="Half a cup", photographs=[a_picture()],
    )  # fmt: skip
    records.add(Document, rosewood.harry, by=marcus, title="Deed", location_of_document="Safe")
    assert CareEntry.objects.count() > 1
    return rosewood


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of an empty installation."""
    with an_empty_database() as url:
        yield url


@pytest.fixture(scope="module")
def untouched() -> Iterator[str]:
    """The address of an installation that stays empty, for packages that are refused."""
    with an_empty_database("test_untouched") as url:
        yield url


@pytest.fixture(scope="module")
def package(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """A good package of one person, made once: the record it is of is gone again."""
    keeps = override_settings(EXPORT_DIR=str(tmp_path_factory.mktemp("made")))
    with django_db_blocker.unblock(), keeps, transaction.atomic():
        rosewood = the_cast()
        with acting_for(rosewood.provider.pk):
            filled(rosewood)
            made = copied(rosewood, person=rosewood.joan)
        transaction.set_rollback(True)
    return made


def copied(whole: SimpleNamespace, *, person=None) -> Path:
    """A finished copy, as whoever asked for it downloads it."""
    by = whole.adele
    copy = services.start_copy(person_id=person and person.pk, why="We are moving", by=by)
    services.make_copy(copy.pk, by=by)
    return services.open_archive(copy.pk, by=by)
