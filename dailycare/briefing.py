"""All people of a place, or of a unit of it, on one page: for somebody who is new there."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.text import Truncator

from accounts.models import Location, Unit
from records import queries as records
from records.models import AboutMe, Admission, Person
from records.models.base import Standing
from records.queries import Header, Task

# How to speak with somebody, in as many words as are read while walking; About Me has the rest.
MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Briefed:
    """One person as a stand-in must know them: the header, how to speak with them, the day."""

    header: Header
    called: str
    communicates: str
    has_plan: bool
    for_a_time: list[Task]
    parts: list[tuple[str, list[tuple[str, Task]]]]


def briefing(location: Location, unit: Unit | None, now: datetime) -> list[Briefed]:
    """Everybody who lives there now, by room, in four queries however many they are."""
    stays = Admission.objects.filter(
        person=OuterRef("pk"), standing=Standing.CURRENT, ended_on=None, location=location
    )
    if unit:
        stays = stays.filter(room__unit=unit)
    people = list(Person.objects.filter(Exists(stays), standing=Standing.CURRENT))
    headers = records.headers(people)
    plans = records.plans_in_brief(people)
    told = AboutMe.objects.filter(person__in=people, standing=Standing.CURRENT)
    about_me = {one.person_id: one for one in told}
    found = [
        _briefed(person, headers[person.pk], plans.get(person.pk), about_me.get(person.pk), now)
        for person in people
    ]
    return sorted(found, key=lambda one: (len(one.header.place), one.header.place, one.called))


def _briefed(
    person: Person,
    header: Header,
    plan: records.PlanInBrief | None,
    about_me: AboutMe | None,
    now: datetime,
) -> Briefed:
    said = about_me.how_i_communicate_and_how_to_communicate_with_me if about_me else ""
    return Briefed(
        header=header,
        called=person.first_name,
        communicates=Truncator(said).words(MOST_WORDS),
        has_plan=plan is not None,
        for_a_time=plan.for_a_time if plan else [],
        parts=plan.by_part_of_day(now.hour) if plan else [],
    )
