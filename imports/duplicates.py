"""People who may be on the list twice. We propose; only a person merges (rule 5)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from imports.rows import ImportedPerson

ALIKE = 0.7
MOST_PAIRED = 10
# Of one surname born on one day: a day that stands for "not known" may be that of thousands.
MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two rows that look like one person, and why."""

    first: ImportedPerson
    second: ImportedPerson
    why: str


def propose_merges(people: Iterable[ImportedPerson]) -> tuple[Proposal, ...]:
    """Pairs with one NHS number and birth date, or one name, birth date and address.

    Twins share surname, birth date and home but not first names: they are two people.
    """
    alike: dict[tuple[object, ...], list[ImportedPerson]] = defaultdict(list)
    for person in people:
        alike[person.born_on, "name", person.surname.casefold()].append(person)
        if person.nhs_number:
            alike[person.born_on, "number", person.nhs_number].append(person)
    pairs = (pair for born in alike.values() for pair in _pairs(born))
    found = {(p.ref, q.ref): Proposal(p, q, why) for p, q in pairs if (why := _why_one(p, q))}
    return tuple(found.values())


def shared_numbers(people: Iterable[ImportedPerson]) -> tuple[tuple[ImportedPerson, ...], ...]:
    """People of different birth dates with one NHS number: an error to show, not a merge."""
    same_number = defaultdict(list)
    for person in people:
        if person.nhs_number:
            same_number[person.nhs_number].append(person)
    return tuple(
        tuple(group) for group in same_number.values() if len({p.born_on for p in group}) > 1
    )


def _pairs(people: list[ImportedPerson]) -> Iterator[tuple[ImportedPerson, ImportedPerson]]:
    """Each beside each; of very many that look alike each beside the first only.

    A list with a row for every stay has somebody a hundred times, and ten thousand pairs of them.
    """
    if len(people) <= MOST_PAIRED:
        yield from combinations(people, 2)
        return
    first_of_each: list[ImportedPerson] = []
    for person in people:
        one = next((one for one in first_of_each if _why_one(one, person)), None)
        if one:
            yield one, person
        elif len(first_of_each) < MOST_COMPARED:
            first_of_each.append(person)


def _why_one(first: ImportedPerson, second: ImportedPerson) -> str:
    if first.nhs_number and first.nhs_number == second.nhs_number:
        return "same NHS number and date of birth"
    if first.nhs_number and second.nhs_number:
        return ""
    same_surname = first.surname.casefold() == second.surname.casefold()
    if not same_surname or first.postcode != second.postcode:
        return ""
    if _names(first) & _names(second):
        return "same name, date of birth and address"
    if first.postcode and _are_alike(first.called, second.called):
        return "nearly the same name, and the same date of birth and postcode"
    return ""


def _are_alike(one: str, other: str) -> bool:
    """Whether two first names may be one that was spelt in two ways, such as Peggy and Peggie."""
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio() > ALIKE


def _names(person: ImportedPerson) -> set[str]:
    first = person.given_names.split()[:1]
    return {name.casefold() for name in [*first, person.preferred_name] if name}
