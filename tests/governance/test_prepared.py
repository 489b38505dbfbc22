"""Prepared queries give what the ORM would, for whatever is asked."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Count, F
from django.test.utils import CaptureQueriesContext

from accounts.models import Post
from governance.prepared import prepared
from governance.services import acting_for
from records import services
from records.models import Need, Person


@prepared
def of_category(person, category):
    needs = Need.objects.filter(person=person, category=category).select_related("recorded_by")
    return needs.order_by("text")


@prepared
def names_of(people):
    return Person.objects.filter(pk__in=people).values_list("given_name", F("version"))


@prepared
def posts_on(day):
    return Post.objects.filter(started_on__lte=day, ended_on=None).annotate(of=Count("user"))


@prepared
def spelt_like(name):
    return Person.objects.filter(given_name__icontains=name)


@prepared
def with_needs(person):
    return Person.objects.filter(pk=person).prefetch_related("versions")


def test_each_call_asks_with_its_own_arguments(joan, ada):
    for text in ("Dry skin", "Thin skin"):
        services.add(Need, joan, by=ada, category="skin", text=text)
    services.add(Need, joan, by=ada, category="mood", text="Low in winter")

    skin, mood = (of_category(person=joan.pk, category=c) for c in ("skin", "mood"))

    assert [need.text for need in skin] == ["Dry skin", "Thin skin"]
    assert [need.text for need in mood] == ["Low in winter"]
    assert of_category(person=uuid4(), category="skin") == []


def test_rows_are_the_orms_with_what_was_selected(joan, ada):
    need = services.add(Need, joan, by=ada, category="skin", text="Dry skin")
    of_category(person=joan.pk, category="skin")

    with CaptureQueriesContext(connection) as captured:
        [found] = of_category(person=joan.pk, category="skin")
        author = found.recorded_by

    assert (found, author, len(captured)) == (need, ada, 1)


@pytest.mark.parametrize("asked", [0, 1, 2])
def test_a_list_of_any_length_can_be_asked_for(rosewood, joan, asked):
    people = [joan.pk, uuid4()][:asked]

    assert names_of(people=people) == [("Joan", 1)][:asked]


def test_days_and_annotations_are_kept(rosewood):
    assert posts_on(day=date(2000, 1, 1)) == []
    assert {post.of for post in posts_on(day=date(2026, 1, 1))} == {1}


def test_row_security_holds_however_often_a_connection_has_asked(rosewood, joan):
    for _ in range(8):  # from the fifth time on the database keeps the plan
        with acting_for(rosewood.provider.pk):
            assert names_of(people=[joan.pk])
        with acting_for(rosewood.other.pk):
            assert names_of(people=[joan.pk]) == []

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement ~ 'given_name'")
        assert cursor.fetchone()[0] > 0


@pytest.mark.parametrize(
    ("query", "argument"), [(spelt_like, {"name": "Jo"}), (with_needs, {"person": uuid4()})]
)
def test_what_cannot_be_prepared_is_refused(rosewood, query, argument):
    with pytest.raises(TypeError, match="cannot be prepared"):
        query(**argument)
