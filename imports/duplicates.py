"""People who may be on the list twice. We propose; only a person merges (rule 5)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from imports.rows import ImportedPerson

ALIKE = 0.7


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
    same_day = defaultdict(list)
    for person in people:
        same_day[person.born_on].append(person)
    pairs = (pair for born in same_day.values() for pair in combinations(born, 2))
    return tuple(Proposal(*pair, why) for pair in pairs if (why := _why_one(*pair)))


def shared_numbers(people: Iterable[ImportedPerson]) -> tuple[tuple[ImportedPerson, ...], ...]:
    """People of different birth dates with one NHS number: an error to show, not a merge."""
    same_number = defaultdict(list)
    for person in people:
        if person.nhs_number:
            same_number[person.nhs_number].append(person)
    return tuple(
        tuple(group) for group in same_number.values() if len({p.born_on for p in group}) > 1
    )


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
