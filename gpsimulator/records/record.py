"""One person's record while it is being written: ids, identifiers, links, in the maker's shape."""

from collections import Counter
from datetime import date, datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from gpsimulator.people import Person
from gpsimulator.practices import Practice
from gpsimulator.suppliers import NHS

SNOMED = "http://snomed.info/sct"
LONDON = ZoneInfo("Europe/London")
_NAMES = UUID("6f1f7a52-5c0e-4b0f-9d6e-7f2f3c9a1d10")
_DEGRADED = {
    "196411000000103": "Transfer-degraded record entry",
    "196421000000109": "Transfer-degraded medication entry",
    "196461000000101": "Transfer-degraded drug allergy",
}
_PROFILES = {"Condition": "ProblemHeader-Condition"}


class Record:
    """Collects resources for one bundle and remembers what is linked to what.

    Ids are made from the NHS number and a key of the item's own, so they persist
    from one answer to the next, as a GP system's do.
    """

    def __init__(self, person: Person, practice: Practice, today: date) -> None:
        self.person = person
        self.practice = practice
        self.supplier = practice.supplier
        self.today = today
        self.resources: list[dict] = []
        self.by_name: dict[str, dict] = {}  # what a consultation or problem may link to
        self.linked: dict[str, list[str]] = {}  # problem: references of what relates to it
        self.areas: dict[str, list[str]] = {}  # area: references in its primary list, in order
        self.statement_of: dict[str, str] = {}  # plan: the statement that lists name instead
        self._keys: Counter[str] = Counter()
        self.patient = {"reference": self.reference("Patient", "patient")}

    def id_of(self, kind: str, key: str, *, owner: str = "") -> str:
        """The id of this kind for this key; `owner` is the person unless a practice owns it."""
        key = f"{owner or self.person.nhs_number}|{key}"
        return self.supplier.id_of(kind, uuid5(_NAMES, key))

    def reference(self, resource_type: str, key: str, *, kind: str = "", owner: str = "") -> str:
        return f"{resource_type}/{self.id_of(kind or resource_type, key, owner=owner)}"

    def unique(self, key: str) -> str:
        """This key, numbered when it has been used before."""
        self._keys[key] += 1
        return key if self._keys[key] == 1 else f"{key}|{self._keys[key]}"

    def add(
        self, resource_type: str, key: str, body: dict, *, kind: str = "", owner: str = ""
    ) -> dict:
        """Add a resource with its id, profile and persistent identifier; its empty parts go."""
        own_id = self.id_of(kind or resource_type, key, owner=owner)
        profile = _PROFILES.get(resource_type, resource_type)
        url = f"{NHS}CareConnect-GPC-{profile}-1"
        meta = {"profile": [url]}
        resource: dict = {"resourceType": resource_type, "id": own_id, "meta": meta}
        if "identifier" not in body:
            resource["identifier"] = [self.supplier.identifier(self.practice.ods, own_id)]
        resource |= {name: value for name, value in body.items() if value not in (None, [], {}, "")}
        self.resources.append(resource)
        return resource

    def enlist(self, area: str, resource: dict) -> None:
        self.areas.setdefault(area, []).append(pointer(resource))

    def link(self, problem: str | None, resource: dict) -> None:
        """Note that this belongs to the problem of that key, if any."""
        if problem:
            self.linked.setdefault(problem, []).append(pointer(resource))

    def moment(self, text: str | None) -> str | None:
        """A FHIR date or time from ours: whole or partial dates stay, times get their offset."""
        if not text or "T" not in text:
            return text
        if not self.supplier.keeps_times:
            return text.partition("T")[0]
        return instant(text)

    def concept(self, text: str, *, degraded: str = "196411000000103") -> dict:
        """A CodeableConcept from `code display | words`.

        The words are the author's own description, which suppliers put in one of two
        places; without a code, they are all there is, under a degrade code.
        """
        coded, _, words = (part.strip() for part in text.partition("|"))
        code, _, display = coded.partition(" ")
        if not code.isdigit():
            coding = {"system": SNOMED, "code": degraded, "display": _DEGRADED[degraded]}
            return {"coding": [coding], "text": text}
        coding = {"system": SNOMED, "code": code, "display": display}
        if not words:
            return {"coding": [coding]}
        if not self.supplier.describes_in_extension:
            return {"coding": [coding], "text": words}
        described = extension(self.supplier.description_display, valueString=words)
        url = self.supplier.description_url
        return {"coding": [{"extension": [{"url": url, "extension": [described]}], **coding}]}


def pointer(resource: dict) -> str:
    return f"{resource['resourceType']}/{resource['id']}"


def refer(reference: str) -> dict:
    return {"reference": reference}


def instant(text: str) -> str:
    """UK wall-clock time as a FHIR instant: `2026-09-14T10:20` in summer is +01:00."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).isoformat()


def notes(*texts: str | None) -> list[dict]:
    return [{"text": text} for text in texts if text]


def extension(url: str, **value: object) -> dict:
    return {"url": url, **value}
