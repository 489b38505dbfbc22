"""No write to a care table without a version, an author and a reason, whatever the path."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from governance.errors import StaleRecord
from governance.models import Act, AuditEvent
from governance.services import acting_for, change
from records import queries, services
from records.models import AboutMe, Need, Person


def test_a_change_keeps_every_version_with_author_and_reason(joan, ada, marcus):
    need = services.add(Need, joan, by=ada, category="skin", text="Dry skin")
    services.revise(need, replaces=1, by=marcus, why="seen by the nurse", text="Very dry skin")

    versions = list(need.versions.order_by("version"))

    assert [(v.version, v.text, v.author, v.reason) for v in versions] == [
        (1, "Dry skin", ada, "need added"),
        (2, "Very dry skin", marcus, "seen by the nurse"),
    ]


def test_every_change_has_its_audit_entry(joan, ada):
    services.add(Need, joan, by=ada, category="skin", text="Dry skin")

    act = AuditEvent.objects.filter(person_id=joan.pk, actor=ada).get()

    assert (act.act, act.why) == (Act.CHANGE, "need added")


def test_a_stale_edit_is_refused_and_carries_the_latest(joan, ada, marcus):
    need = services.add(Need, joan, by=ada, category="skin", text="Dry skin")
    services.revise(need, replaces=1, by=marcus, text="Very dry skin")

    with pytest.raises(StaleRecord) as refused:
        services.revise(need, replaces=1, by=ada, text="Sore skin")

    assert refused.value.latest.text == "Very dry skin"
    assert [entry.version for entry in queries.history(need)] == [2, 1]


@pytest.mark.parametrize(
    "write",
    [
        lambda joan: Need(
            person=joan,
            category="skin",
            text="x",
            provider_id=joan.provider_id,
            recorded_by_id=joan.recorded_by_id,
        ).save(),
        lambda joan: Person.objects.filter(pk=joan.pk).update(family_name="X"),
        lambda joan: Need.objects.bulk_create(
            [
                Need(
                    person=joan,
                    category="skin",
                    text="x",
                    provider_id=joan.provider_id,
                    recorded_by_id=joan.recorded_by_id,
                )
            ]
        ),
        lambda joan: connection.cursor().execute(
            "UPDATE records_person SET family_name = 'X' WHERE id = %s", [joan.pk]
        ),
    ],
    ids=["model", "update", "bulk_create", "raw SQL"],
)
def test_no_write_outside_the_doorway(joan, write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write(joan)

    assert Person.objects.get(pk=joan.pk).family_name == "Pettigrew"
    assert not Need.objects.exists()


def test_nothing_is_deleted_even_inside_the_doorway(joan, ada):
    with pytest.raises(DatabaseError), change(by=ada, why="trying"):
        Person.objects.filter(pk=joan.pk).delete()


def test_another_providers_rows_do_not_exist(rosewood):
    assert not Person.objects.filter(pk=rosewood.tom.pk).exists()

    with acting_for(rosewood.other.pk):
        assert Person.objects.filter(pk=rosewood.tom.pk).exists()


def test_a_pointer_to_another_providers_person_is_refused(rosewood, ada):
    with pytest.raises(IntegrityError), change(by=ada, why="trying"):
        Need.objects.create(person_id=rosewood.tom.pk, category="skin", text="x")


def test_about_me_writes_nothing_when_the_audit_fails(joan, ada, monkeypatch):
    def broken(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("governance.services._add_to_audit", broken)

    with pytest.raises(DatabaseError):
        services.write_about_me(joan, replaces=None, by=ada, my_wellness="Well")

    assert not AboutMe.objects.exists()


def test_a_write_needs_an_existing_person(ada):
    with pytest.raises(IntegrityError), change(by=ada, why="trying"):
        Need.objects.create(person_id=uuid.uuid4(), category="skin", text="x")
