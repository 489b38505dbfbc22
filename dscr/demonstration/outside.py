"""Somebody who stands in at another home and opened a record there, for its manager to look at."""

from django.utils import timezone

from dailycare.clock import day_ends
from dscr.demonstration.workplaces import Workplace
from records import services
from records.models import Person

WHO, WHOSE = "dev", "Kieran"


def written(people: list[tuple[dict, Person, Workplace]]) -> None:
    """Open one person's record from outside, as its reader would."""
    for _story, person, place in people:
        if person.given_name == WHOSE:
            services.open_from_outside(
                person,
                cause="covering",
                words="Leon is ill, I do his evening at the Court",
                ends_at=day_ends(timezone.now()),
                by=place.staff[WHO],
            )
