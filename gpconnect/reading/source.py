"""The resources of one answer, found by reference; what cannot be used is counted here."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import TypeGuard

from gpconnect.reading.codes import KNOWN_TYPES, LISTED_TYPES, POINTED_AT_TYPES
from gpconnect.reading.fhir import NOTHING, Json, code, first, holders, objects, references, text
from gpconnect.reading.record import Item


class Source:
    """An index of a bundle's entries.

    Two resources under one id: the first answers to it. The other, unless it is the same in every
    word, counts as sent on no list; so does one without an id, which nothing can point at.
    """

    def __init__(self, entries: list[object]) -> None:
        self.unreadable = 0
        self.lists: list[Json] = []
        self.patients: list[Json] = []
        self.outcomes: list[Json] = []
        self.items: dict[int, Item] = {}  # what was read already, by the resource's identity
        self._resources: list[Json] = []
        self._to_be_listed: list[Json] = []
        self._to_be_pointed_at: list[Json] = []
        self._by_key: dict[str, Json] = {}
        self._by_bare_id: dict[str, Json | None] = {}
        self._by_container: dict[int, dict[str, Json]] = {}
        for entry in unwrapped(entries):
            self._take(entry)

    def _take(self, entry: object) -> None:
        resource = entry.get("resource") if isinstance(entry, dict) else None
        kind = resource.get("resourceType") if isinstance(resource, dict) else None
        if not isinstance(resource, dict) or not isinstance(kind, str) or kind not in KNOWN_TYPES:
            self.unreadable += 1
            return
        self._resources.append(resource)
        if kind == "List":
            self.lists.append(resource)
        elif kind == "Patient":
            self.patients.append(resource)
        elif kind == "OperationOutcome":
            self.outcomes.append(resource)
        is_repeated = self._index(kind, resource)
        if address := code(first(entry).get("fullUrl")):
            self._by_key.setdefault(address, resource)
        if kind in LISTED_TYPES and not is_repeated:
            self._to_be_listed.append(resource)
        elif kind in POINTED_AT_TYPES and not is_repeated:
            self._to_be_pointed_at.append(resource)

    def _index(self, kind: str, resource: Json) -> bool:
        """Have it found by its id; returns whether the same in every word stands there already."""
        name = code(resource.get("id"))
        kept = self._by_key.setdefault(f"{kind}/{name}", resource) if name else resource
        if kept is not resource:
            return _same(kept, resource)
        if name:
            self._by_bare_id[name] = None if name in self._by_bare_id else resource
        return False

    def resolve(self, holder: object, container: Json = NOTHING) -> Json | None:
        """The resource a reference points at: contained, in the bundle, or None.

        Some systems leave out the type; a bare id counts when only one resource bears it.
        """
        reference = code(holder) or code(first(holder).get("reference"))
        if reference.startswith("#"):
            return self._contained(container).get(reference[1:])
        reference = reference.partition("/_history/")[0]
        return (
            self._by_key.get(reference)
            or self._by_key.get("/".join(reference.rsplit("/", 2)[-2:]))
            or self._by_bare_id.get(reference.removeprefix("urn:uuid:"))
        )

    def _contained(self, container: Json) -> dict[str, Json]:
        """What a resource contains, by id, of two the first; worked out once, for long lists."""
        index = self._by_container.get(id(container))
        if index is None:
            inside = objects(container.get("contained"))[::-1]
            typed = [inner for inner in inside if isinstance(inner.get("resourceType"), str)]
            index = {code(inner.get("id")): inner for inner in typed}
            self._by_container[id(container)] = index
        return index

    def issues_of(self, plan: Json | None) -> list[Json]:
        """The prescriptions issued under the plan of a medicine; under None, those of no plan."""
        return self._issues.get(id(plan), [])

    @cached_property
    def _issues(self) -> dict[int, list[Json]]:
        issues: dict[int, list[Json]] = {}
        for each in self._resources:
            if each["resourceType"] == "MedicationRequest" and code(each.get("intent")) == "order":
                plan = self.resolve(each.get("basedOn"), each)
                issues.setdefault(id(plan), []).append(each)
        return issues

    def unlisted(self) -> dict[str, int]:
        """How many resources of the listed kinds no list points at, by kind."""
        listed = self._listed
        contained = (
            inner
            for each in self.lists
            for inner in objects(each.get("contained"))
            if text(inner.get("resourceType")) in LISTED_TYPES
        )
        left = (each for each in (*self._to_be_listed, *contained) if id(each) not in listed)
        return dict(Counter(each["resourceType"] for each in left))

    def unreached(self) -> Counter[str]:
        """How many resources of the other clinical kinds nothing points at, by kind.

        And how many issues of a medicine point at no plan, as they should.
        """
        shown = self._listed | self.items.keys()
        left = [each for each in self._to_be_pointed_at if id(each) not in shown]
        if left:
            pointed_at = {id(self.resolve(sent)) for sent in references(self._resources)}
            left = [each for each in left if id(each) not in pointed_at]
        left += self.issues_of(None)
        return Counter(each["resourceType"] for each in left)

    @cached_property
    def _listed(self) -> set[int]:
        return {id(self.resolve(each, listed)) for listed in self.lists for each in holders(listed)}


def unwrapped(entries: list[object]) -> Iterator[object]:
    """Every entry; one that holds a bundle of its own gives way to the entries of that."""
    waiting = entries[::-1]
    while waiting:
        entry = waiting.pop()
        held = entry.get("resource") if isinstance(entry, dict) else None
        inner = held.get("entry") if is_a_bundle(held) else None
        if isinstance(inner, list):
            waiting.extend(inner[::-1])
        else:
            yield entry


def is_a_bundle(value: object) -> TypeGuard[Json]:
    """Whether something is a bundle, whatever it holds."""
    return isinstance(value, dict) and value.get("resourceType") == "Bundle"


def _same(one: Json, other: Json) -> bool:
    try:
        return one == other
    except RecursionError:  # nested too deeply to be compared
        return False


def said_of(holder: object) -> str:
    """What a reference says in words: its display, or itself as sent."""
    reference = first(holder)
    said = text(reference.get("display")) or text(reference.get("reference"))
    return said or text(holder)
