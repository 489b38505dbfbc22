"""What is usual for a person in each area of everyday and nursing needs."""

from dataclasses import dataclass

from records import nursing
from records.models import NursingNeed, Person
from records.models.observations import NeedCategory
from records.queries.records import current

type Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Area:
    """One area of need, and what is usual in it, line by line in words."""

    id: str
    title: str
    is_written: bool
    lines: Lines


def nursing_needs(person: Person) -> list[Area]:
    """Every area that has questions, with what is recorded of it."""
    said = {row.area: row.answers for row in current(NursingNeed, person)}
    return [
        Area(area, name_of_area(area), area in said, list(nursing.in_words(said.get(area, {}))))
        for area in nursing.AREAS
    ]


def name_of_area(area: str) -> str:
    """Return an area's name, which it shares with the needs in it."""
    return NeedCategory(area).label


def nursing_need(person: Person, area: str) -> NursingNeed | None:
    """What is recorded of one area, or nothing when nobody has asked yet."""
    return current(NursingNeed, person).filter(area=area).first()


def usual(person: Person, area: str) -> Lines:
    """What is usual for the person in one area, line by line, in words."""
    found = nursing_need(person, area) if area in nursing.AREAS else None
    return list(nursing.in_words(found.answers)) if found else []
