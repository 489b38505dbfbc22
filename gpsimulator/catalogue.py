"""Everyone and every practice that one simulator serves: our own people and a folder's."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from gpsimulator import folder, records
from gpsimulator.folder import Held
from gpsimulator.people import PEOPLE, Person
from gpsimulator.practices import PRACTICES, Practice, asid_for
from gpsimulator.suppliers import EMIS_LIKE

_FIRST_FOLDER_ASID = 1001


class Catalogue:
    """Read once when the simulator starts; only the record of a file that changed is read anew.

    Threads share it: each replaces a record whole.
    """

    def __init__(self, bundles: Path | None = None) -> None:
        self.people = dict(PEOPLE)
        self.practices = dict(PRACTICES)
        self.skipped: list[tuple[str, str]] = []
        self._held: dict[str, Held] = {}
        self._built = lru_cache(maxsize=256)(self._build)
        for found in folder.read(bundles, taken=set(PEOPLE)) if bundles else ():
            if isinstance(found, Held):
                self._add(found)
            else:
                self.skipped.append(found)

    def _add(self, held: Held) -> None:
        person = held.person
        self.people[person.nhs_number] = person
        self._held[person.nhs_number] = held
        if person.practice not in self.practices:
            position = _FIRST_FOLDER_ASID + len(self.practices)
            self.practices[person.practice] = Practice(
                person.practice, held.practice_name, "", EMIS_LIKE, asid=asid_for(position)
            )

    def record(self, person: Person, today: date) -> dict:
        """The whole record, to be read and not changed."""
        if held := self._held.get(person.nhs_number):
            self._held[person.nhs_number] = folder.as_it_is(held)
            return self._held[person.nhs_number].bundle
        return self._built(person.nhs_number, today)

    def _build(self, nhs_number: str, today: date) -> dict:
        person = self.people[nhs_number]
        return records.build(person, self.practices[person.practice], today)

    def listing(self) -> dict:
        """What `/people` answers."""
        return {
            "people": [_line(person) for person in self.people.values()],
            "skipped": [{"file": name, "why": why} for name, why in self.skipped],
        }


def _line(person: Person) -> dict[str, str]:
    line = {
        "nhs_number": person.nhs_number,
        "name": person.name,
        "born_on": person.born_on,
        "practice": person.practice,
    }
    if person.source:
        return {**line, "file": person.source}
    return {**line, "behaviour": person.behaviour} if person.behaviour else line
