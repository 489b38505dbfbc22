"""The rows of each table, taken from a person's structured record."""

from collections.abc import Iterator
from datetime import date, timedelta

from gpsimulator.graph import Graph, codes_of, references
from gpsimulator.html.sections import Part
from gpsimulator.lists import ENDED_ALLERGIES, PRIMARY

type Cells = tuple[str, ...]
_DATES = ("occurrenceDateTime", "assertedDate", "onsetDateTime", "effectiveDateTime", "issued",
          "authoredOn", "date")  # fmt: skip
_NAMED = ("code", "vaccineCode", "reasonCode", "type")


class Rows:
    """Reads one bundle; what it cannot name it says by its kind, as a GP system would."""

    def __init__(self, bundle: dict, today: date) -> None:
        self.resources = [entry["resource"] for entry in bundle["entry"] if entry.get("resource")]
        self.graph = Graph(self.resources)
        self.today = today

    def of(self, part: Part, since: date | None) -> list[Cells]:
        """The rows of a table, of a time where it is asked for and the table takes one."""
        if part.pick == "none":
            return []
        if part.pick == "ended":
            return [self._allergy(item) for item in self._ended()]
        items = [item for item in self._listed(part.area) if self._is_picked(item, part.pick)]
        if part.pick == "issues":
            items = [issue for issue in self.resources if issue.get("intent") == "order"]
        if since and part.takes_period:
            items = [item for item in items if when(item) >= str(since)]
        if part.area == "includeConsultations":
            items = sorted(items, key=when, reverse=True)[: 3 if part.pick == "three" else None]
        return [self._cells(part, item) for item in items]

    def _listed(self, area: str) -> Iterator[dict]:
        for resource in self.resources:
            if any(PRIMARY[code][0] == area for code in codes_of(resource) & PRIMARY.keys()):
                for reference in references(resource.get("entry")):
                    item = self.graph.first(reference)
                    if item:
                        yield item

    def _ended(self) -> list[dict]:
        return [
            item
            for resource in self.resources
            if ENDED_ALLERGIES in codes_of(resource)
            for item in resource.get("contained", ())
        ]

    def _is_picked(self, item: dict, pick: str) -> bool:
        kind, is_active = self._prescription(item), item.get("status") == "active"
        is_current = item.get("clinicalStatus") == "active"
        a_year_ago = str(self.today - timedelta(days=365))
        return {
            "acute": kind.startswith("acute") and when(item) >= a_year_ago,
            "repeat": kind.startswith("repeat") and is_active,
            "discontinued": kind.startswith("repeat") and not is_active,
            "active": is_current,
            "major": not is_current and significance(item) == "major",
            "minor": not is_current and significance(item) != "major",
        }.get(pick, True)

    def _prescription(self, item: dict) -> str:
        for reference in references(item.get("basedOn")):
            for extension in (self.graph.first(reference) or {}).get("extension", ()):
                if "prescriptiontype" in extension["url"].lower():
                    return extension["valueCodeableConcept"]["coding"][0]["code"]
        return ""

    def _cells(self, part: Part, item: dict) -> Cells:
        if part.area == "includeAllergies":
            return self._allergy(item)
        if part.area == "includeMedication":
            return self._medicine(item, part)
        name, day = self._name(item), shown(when(item))
        if part.area == "includeProblems":
            return (day, name, significance(item).capitalize(), details(item))
        return (day, name, details(item))

    def _allergy(self, item: dict) -> Cells:
        ended = [
            part.get("valueDateTime", "")
            for extension in item.get("extension", ())
            if "allergyend" in extension["url"].lower()
            for part in extension.get("extension", ())
        ]
        said = " - ".join(filter(None, (self._name(item), details(item))))
        day = shown(when(item))
        is_ended = item.get("clinicalStatus") == "resolved"
        return (day, said, shown("".join(ended))) if is_ended else (day, said)

    def _medicine(self, item: dict, part: Part) -> Cells:
        medicine = self.graph.first("".join(references(item.get("medicationReference")))) or {}
        dosage = item.get("dosage") or item.get("dosageInstruction") or [{}]
        issued = [
            extension["valueDateTime"]
            for extension in item.get("extension", ())
            if "lastissuedate" in extension["url"].lower()
        ]
        cells = (
            shown(when(item)),
            self._name(medicine),
            dosage[0].get("text", ""),
            self._quantity(item),
        )
        return cells if part.pick == "issues" else (*cells, shown("".join(issued)))

    def _quantity(self, item: dict) -> str:
        holders = [item, *map(self.graph.first, references(item.get("basedOn")))]
        for holder in filter(None, holders):
            said = holder.get("dispenseRequest", {}).get("quantity", {})
            if "value" in said:
                return f"{said['value']} {said.get('unit', '')}".strip()
            for extension in said.get("extension", ()):
                return extension["valueString"]
        return ""

    def _name(self, item: dict) -> str:
        for element in _NAMED:
            concept = item.get(element)
            concept = concept[0] if isinstance(concept, list) and concept else concept
            if isinstance(concept, dict):
                coding = (concept.get("coding") or [{}])[0]
                return concept.get("text") or coding.get("display", "")
        return item.get("resourceType", "")


def when(item: dict) -> str:
    """The date of an item as FHIR has it, or nothing."""
    period = item.get("effectivePeriod") or item.get("period") or {}
    found = (item.get(element) for element in _DATES)
    return str(period.get("start") or next(filter(None, found), ""))


def shown(text: str) -> str:
    """A date as GP systems print it, as precisely as it is known."""
    day = text[:10]
    if len(day) == 10:
        return date.fromisoformat(day).strftime("%d-%b-%Y")
    return date.fromisoformat(f"{day}-01").strftime("%b-%Y") if len(day) == 7 else day


def significance(item: dict) -> str:
    """Of a problem: major or minor."""
    for extension in item.get("extension", ()):
        if "significance" in extension["url"].lower():
            return extension.get("valueCode", "")
    return ""


def details(item: dict) -> str:
    """What was written with it."""
    notes = [note.get("text", "") for note in item.get("note", ()) if isinstance(note, dict)]
    return " ".join(filter(None, (*notes, item.get("comment", ""), item.get("description", ""))))
