"""Which resources of a record hang together: references both ways, without trusting any of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

CONSULTATION = "325851000000107"
_PROBLEM_LINKS = ("relatedclinicalcontent", "relatedproblemheader")


def codes_of(resource: dict) -> set[str]:
    """The codes of `code.coding`, whatever shape a supplier gave them."""
    code = resource.get("code")
    codings = code.get("coding") if isinstance(code, dict) else None
    return {
        coding["code"]
        for coding in (codings if isinstance(codings, list) else [])
        if isinstance(coding, dict) and isinstance(coding.get("code"), str)
    }


def references(value: Any) -> Iterator[str]:
    """Every reference inside, in order."""
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


class Graph:
    """The resources of one bundle by reference, and the links FHIR writes on one side only."""

    def __init__(self, resources: Iterable[dict]) -> None:
        self._resources: dict[str, list[dict]] = defaultdict(list)
        self._back: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._out: dict[int, list[str]] = {}  # by identity: reading references is most of the work
        for resource in resources:
            own = f"{resource.get('resourceType')}/{resource.get('id')}"
            self._resources[own].append(resource)
            kind, holder = _back_link(resource)
            for target in references(holder):
                self._back[kind, target].append(own)

    def first(self, reference: str) -> dict | None:
        found = self._resources.get(reference)
        return found[0] if found else None

    def problems_linked_to(self, reference: str) -> list[str]:
        """The problems that name this item, or the plan that this medication is based on."""
        item = self.first(reference) or {}
        targets = [reference, *references(item.get("basedOn"))]
        return [
            problem for target in targets for problem in self._back.get(("problem", target), ())
        ]

    def reach(
        self, roots: Iterable[str], *, mentioned: Iterable[str] = (), with_issues: bool = False
    ) -> set[int]:
        """The identity of every resource needed to understand these.

        A root's whole consultation or linked content comes with it; what is mentioned,
        here or on the way (another problem, another encounter), comes without.
        """
        roots = set(roots)
        seen = roots | set(mentioned)
        waiting, found = list(seen), set()
        while waiting:
            reference = waiting.pop()
            for resource in self._resources.get(reference, ()):
                found.add(id(resource))
                onward = self._onward(reference, resource, is_root=reference in roots)
                issues = self._back.get(("issue", reference), ()) if with_issues else ()
                new = {*onward, *issues} - seen
                seen |= new
                waiting.extend(new)
        return found

    def _onward(self, reference: str, resource: dict, *, is_root: bool) -> Iterator[str]:
        if resource.get("resourceType") == "Condition" and not is_root:
            links = problem_links(resource)
            others = [one for one in resource.get("extension", ()) if one not in links]
            yield from references({**resource, "extension": others})
        else:
            yield from self._references(resource)
        if is_root:
            yield from self._back.get(("consultation", reference), ())
        yield from self._back.get(("statement", reference), ())
        yield from self._back.get(("role", reference), ())

    def _references(self, resource: dict) -> list[str]:
        if id(resource) not in self._out:
            self._out[id(resource)] = list(references(resource))
        return self._out[id(resource)]


def _back_link(resource: dict) -> tuple[str, Any]:
    """What links others to this resource, and the element that names them."""
    match resource.get("resourceType"):
        case "List" if CONSULTATION in codes_of(resource):
            return "consultation", resource.get("encounter")
        case "MedicationStatement":
            return "statement", resource.get("basedOn")
        case "MedicationRequest" if resource.get("intent") == "order":
            return "issue", resource.get("basedOn")
        case "Condition":
            return "problem", problem_links(resource)
        case "PractitionerRole":
            return "role", resource.get("practitioner")
    return "", None


def problem_links(condition: dict) -> list[dict]:
    """The extensions by which a problem names what is related to it."""
    extensions = condition.get("extension")
    return [
        extension
        for extension in (extensions if isinstance(extensions, list) else [])
        if isinstance(extension, dict)
        and any(link in str(extension.get("url")).lower() for link in _PROBLEM_LINKS)
    ]
