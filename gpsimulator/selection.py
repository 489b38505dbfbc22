"""From a whole record to what was asked for: lists, their entries, and what those need."""

from collections.abc import Iterator
from typing import Any

from gpsimulator.graph import Graph, codes_of, references
from gpsimulator.lists import (
    ENDED_ALLERGIES,
    LINKED_PROBLEMS,
    PRIMARY,
    has_warning,
    secondary,
    with_entries,
)
from gpsimulator.parameters import ISSUES, RESOLVED, Wanted
from gpsimulator.rules import newest, passes

_SECONDARY = {"consultations-": "includeConsultations", "problems-": "includeProblems"}


def select(record: dict, wanted: Wanted) -> dict:
    """The bundle that answers `wanted`. The record is only read, never changed.

    Areas not asked for go with everything that only they needed; a resource that no list
    needs, as real bundles have, stays. A list is copied when its entries change.
    """
    return _Selection(record, wanted).bundle()


class _Selection:
    def __init__(self, record: dict, wanted: Wanted) -> None:
        self.record = record
        self.wanted = wanted
        self.entries = record["entry"] if isinstance(record.get("entry"), list) else []
        self.resources = [found for found in map(_resource, self.entries) if found]
        self.graph = Graph(self.resources)
        self.primary = self._lists(_primary_areas)
        self.secondary = self._lists(_secondary_areas)
        self.linked = self._lists(lambda codes: codes & {LINKED_PROBLEMS})
        self.kept = self._administration()  # identities of the resources that the answer needs
        self.reached: dict[str, set[int]] = {area: set() for area in wanted.areas}
        self.becomes: dict[int, dict | None] = {}  # by identity of a list; None: it goes

    def _lists(self, kinds: Any) -> list[tuple[str, dict]]:
        return [
            (kind, resource)
            for resource in self.resources
            if resource.get("resourceType") == "List"
            for kind in kinds(codes_of(resource))
        ]

    def bundle(self) -> dict:
        items = (
            item
            for _, resource in (*self.primary, *self.secondary, *self.linked)
            for item in references(resource.get("entry"))
        )
        removable = self.graph.reach(items, with_issues=True)
        shown, linked = self._take_primary()
        self._take_ended_allergies()
        self._take_secondary()
        added = self._take_linked_problems(shown, linked)
        return {**self.record, "entry": [*self._answer(removable - self.kept), *added]}

    def _administration(self) -> set[int]:
        patients = (one for one in self.resources if one.get("resourceType") == "Patient")
        return self.graph.reach(f"Patient/{patient.get('id')}" for patient in patients)

    def _take_primary(self) -> tuple[set[str], list[str]]:
        """Filter each area's list; which problems are shown, which are linked to what is."""
        shown: set[str] = set()
        linked: list[str] = []
        with_issues = self.wanted.part(*ISSUES, default=True)
        for area, resource in self.primary:
            if area not in self.wanted.areas:
                self.becomes[id(resource)] = None
                continue
            old = _entries(resource)
            new = newest(
                [entry for entry in old if passes(area, self._item(entry), self.wanted)],
                self._item,
                self.wanted.part(area, "includeNumberOfMostRecent"),
            )
            if new != old:
                self.becomes[id(resource)] = with_entries(resource, new)
            items = list(references(new))
            issues = with_issues and area == "includeMedication"
            self.reached[area] |= self.graph.reach(items, with_issues=issues)
            self.kept |= self.reached[area]
            shown.update(items if area == "includeProblems" else ())
            linked += [one for item in items for one in self.graph.problems_linked_to(item)]
        return shown, linked

    def _take_ended_allergies(self) -> None:
        if not self.wanted.part(*RESOLVED):
            for _, resource in self._lists(lambda codes: codes & {ENDED_ALLERGIES}):
                self.becomes[id(resource)] = None

    def _take_secondary(self) -> None:
        for area, resource in self.secondary:
            if self._is_whole(area):
                mentioned = references(resource.get("entry"))
                self.kept |= self.graph.reach((), mentioned=mentioned)
            elif area in self.wanted.areas:
                self._narrow(resource, self.reached[area])
            else:
                self.becomes[id(resource)] = None

    def _is_whole(self, area: str) -> bool:
        return area in self.wanted.areas and all(asked != area for asked, _ in self.wanted.parts)

    def _narrow(self, resource: dict, reached: set[int]) -> None:
        old = _entries(resource)
        new = [entry for entry in old if id(self._item(entry)) in reached]
        if new or has_warning(resource):
            self.becomes[id(resource)] = with_entries(resource, new) if new != old else resource
        else:
            self.becomes[id(resource)] = None

    def _take_linked_problems(self, shown: set[str], linked: list[str]) -> list[dict]:
        """Bring problems that are linked to, or mentioned by, what is shown into their one list."""
        if self.linked and self._is_whole("includeProblems"):
            for _, resource in self.linked:
                self.kept |= self.graph.reach(references(resource.get("entry")))
            return []
        self.kept |= self.graph.reach((), mentioned=linked)
        items = [
            f"Condition/{one.get('id')}"
            for one in self.resources
            if one.get("resourceType") == "Condition" and id(one) in self.kept
        ]
        items = [item for item in dict.fromkeys(items) if item not in shown]
        for _, resource in self.linked:
            entries = [{"item": {"reference": item}} for item in items]
            keeps = items or has_warning(resource)
            self.becomes[id(resource)] = with_entries(resource, entries) if keeps else None
        template = next((one for area, one in self.primary if area in self.wanted.areas), None)
        if not items or self.linked or template is None:
            return []
        return [{"resource": secondary(template, LINKED_PROBLEMS, items)}]

    def _answer(self, gone: set[int]) -> Iterator[Any]:
        for entry in self.entries:
            resource = _resource(entry)
            now = self.becomes.get(id(resource), resource)
            if (now is None and resource is not None) or id(resource) in gone:
                continue
            yield entry if now is resource else {**entry, "resource": now}

    def _item(self, entry: Any) -> dict | None:
        return next(filter(None, map(self.graph.first, references(entry))), None)


def _primary_areas(codes: set[str]) -> Iterator[str]:
    return (PRIMARY[code][0] for code in codes & PRIMARY.keys())


def _secondary_areas(codes: set[str]) -> Iterator[str]:
    for code in codes - {LINKED_PROBLEMS}:
        yield from (area for prefix, area in _SECONDARY.items() if code.startswith(prefix))


def _resource(entry: Any) -> dict | None:
    resource = entry.get("resource") if isinstance(entry, dict) else None
    return resource if isinstance(resource, dict) else None


def _entries(resource: dict) -> list:
    entries = resource.get("entry")
    return entries if isinstance(entries, list) else []
