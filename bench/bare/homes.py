"""Fills the bare application with the same homes."""

from collections.abc import Iterator

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from bench.bare.models import Home, Note, Person
from bench.story import HOMES, NOTES, PASSWORD, PEOPLE, a_note, a_person, username


def fill() -> None:
    """Fill every home, each in one transaction."""
    hashed = make_password(PASSWORD)
    for number in range(HOMES):
        with transaction.atomic():
            worker = User.objects.create(username=username(number), password=hashed)
            home = Home.objects.create(name=f"Home {number}")
            home.staff.add(worker)
            people = [_person(home, number, n) for n in range(PEOPLE)]
            Person.objects.bulk_create(people)
            Note.objects.bulk_create(_notes(people, worker), batch_size=5000)


def _person(home: Home, number: int, n: int) -> Person:
    told = a_person(number, n)
    return Person(
        home=home,
        name=f"{told['given_name']} {told['family_name']}",
        room=f"Room {n + 1}",
        born_on=told["date_of_birth"],
        nhs_number=told["nhs_number"],
    )


def _notes(people: list[Person], worker: User) -> Iterator[Note]:
    now = timezone.now()
    for person in people:
        for number in range(NOTES):
            at, kind, _values, text = a_note(number, now)
            yield Note(person=person, author=worker, kind=kind, text=text or "As usual", at=at)


def make_tables() -> None:
    """Make the tables; there are no migrations."""
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
