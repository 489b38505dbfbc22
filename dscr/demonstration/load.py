"""Loads the demonstration: everything or nothing, once."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import transaction

from accounts import services as accounts
from dailycare import own_kinds
from dscr.demonstration import (
    handovers,
    notes,
    outside,
    planned,
    plans,
    records,
    source,
    workplaces,
)
from dscr.demonstration.sign_ins import staff
from governance.services import acting_for


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much was loaded."""

    providers: int
    people: int
    notes: int


def is_loaded() -> bool:
    """Say whether the demonstration's staff are there already."""
    return get_user_model().objects.filter(username__in=staff()).exists()


@transaction.atomic
def load() -> Loaded:
    """Load both providers in one transaction, so that half a demonstration never stays."""
    told = source.read("providers")["providers"]
    stories = source.people()
    written = sum(_load_provider(provider, stories) for provider in told)
    return Loaded(len(told), len(stories), written)


def _load_provider(told: dict, stories: list[dict]) -> int:
    names = ("cqc_provider_id", "ods_code")
    provider = accounts.open_provider(told["name"], **{name: told[name] for name in names})
    with acting_for(provider.pk):
        system = accounts.system_user("set-up", provider.pk)
        places = workplaces.opened(told, by=system)
        for kind in told.get("kinds_of_care", []):
            own_kinds.add(by=system, **kind)
        people = []
        for story in stories:
            if place := places.get(story["place"]):
                person = records.written(story, place)
                plans.written(story, person, place)
                people.append((story, person, place))
        number = notes.write(people)
        outside.written(people)
        for place in places.values():
            away = {one.pk: source.times_away(told) for told, one, at in people if at is place}
            planned.written(place, away)
            handovers.written(place)
        return number
