"""Consultations: an encounter and the tree of lists (consultation, topic, heading) under it."""

from collections.abc import Sequence

from gpsimulator.graph import CONSULTATION
from gpsimulator.records.observations import add_observation
from gpsimulator.records.people_and_places import location, practitioner
from gpsimulator.records.problems import reference_of
from gpsimulator.records.record import SNOMED, Record, extension, instant, pointer, refer
from gpsimulator.suppliers import HL7

_TOPIC = "25851000000105"
_HEADING = "24781000000107"
_DISPLAYS = {CONSULTATION: "Consultation", _TOPIC: "Topic (EHR)", _HEADING: "Category (EHR)"}
_AREAS = {
    "MedicationRequest": "medications",
    "AllergyIntolerance": "allergies",
    "Immunization": "immunisations",
    "Observation": "uncategorised-data",
    "DiagnosticReport": "investigations",
    "ReferralRequest": "outbound-referrals",
    "ProcedureRequest": "diary-entries",
    "Condition": "problems",
}
_TOPIC_PARTS = {"title", "problem", "items"}


def add_consultations(record: Record, items: list[dict]) -> None:
    """Newest first, as the list of consultations is ordered."""
    for item in sorted(items, key=lambda one: one["at"], reverse=True):
        _Consultation(record, item).add()


class _Consultation:
    def __init__(self, record: Record, item: dict) -> None:
        self.record = record
        self.item = item
        self.key = record.unique(f"consultation|{item['at']}")
        self.at = instant(item["at"])
        self.encounter = record.reference("Encounter", self.key)

    def add(self) -> None:
        encounter = self.record.add("Encounter", self.key, self._encounter())
        self.record.enlist("includeConsultations", encounter)
        topics = [self._topic(topic, n) for n, topic in enumerate(self.item["topics"])]
        self._list(CONSULTATION, "consultation", self.key, self.item["type"], topics)

    def _encounter(self) -> dict:
        writer = practitioner(self.record, self.item.get("by", "gp"))
        recorder = {
            "system": "https://fhir.nhs.uk/STU3/CodeSystem/GPConnect-ParticipantType-1",
            "code": "REC",
            "display": "recorder",
        }
        performer = {
            "system": "http://hl7.org/fhir/v3/ParticipationType",
            "code": "PPRF",
            "display": "primary performer",
        }
        return {
            "status": self.item.get("status", "finished"),
            "type": [{"text": self.item["type"]}],
            "subject": self.record.patient,
            "participant": [
                {"type": [{"coding": [coding]}], "individual": refer(writer)}
                for coding in (performer, recorder)
            ],
            "period": {"start": self.at},
            "location": [{"location": refer(location(self.record))}],
            "serviceProvider": refer(
                self.record.reference("Organization", "practice", owner=self.record.practice.ods)
            ),
        }

    def _topic(self, topic: dict, number: int) -> str:
        """A topic holds headings, or items at once when the practice writes without headings."""
        key = f"{self.key}|{number}"
        problem = topic.get("problem")
        self.record.link(problem, {"resourceType": "Encounter", "id": self.encounter.split("/")[1]})
        items = [self._item(item, problem) for item in topic.get("items", ())]
        for heading in (part for part in topic if part not in _TOPIC_PARTS):
            inner = [self._item(item, problem) for item in topic[heading]]
            items.append(self._list(_HEADING, "heading", f"{key}|{heading}", heading, inner))
        target = [self._related(problem)] if problem else []
        return self._list(_TOPIC, "topic", key, topic.get("title", ""), items, target)

    def _related(self, problem: str) -> dict:
        target = refer(reference_of(self.record, problem))
        return extension(
            f"{HL7}Extension-CareConnect-RelatedProblemHeader-1",
            extension=[extension("target", valueReference=target)],
        )

    def _item(self, item: str | dict, problem: str | None) -> str:
        """A comment, an observation, or by `link:` something that another area holds."""
        if isinstance(item, dict) and "link" in item:
            found = self.record.by_name[item["link"]]
        else:
            body = {"comment": item} if isinstance(item, str) else item
            found = add_observation(self.record, body, self.item["at"])
            if isinstance(item, dict):
                self.record.enlist("includeUncategorisedData", found)
                self.record.link(problem, found)
        if found["resourceType"] not in ("AllergyIntolerance", "Immunization"):
            found["context"] = refer(self.encounter)
        area = f"consultations-{_AREAS[found['resourceType']]}-contained-in-consultations"
        area = area.replace("outbound-referrals-contained", "outbound-referrals")
        self.record.enlist(area, found)
        return pointer(found)

    def _list(
        self,
        code: str,
        kind: str,
        key: str,
        title: str,
        items: list[str],
        extensions: Sequence[dict] = (),
    ) -> str:
        order = {"system": "http://hl7.org/fhir/list-order", "code": "system"}
        made = self.record.add(
            "List",
            key,
            {
                "identifier": [],
                "extension": list(extensions),
                "status": "current",
                "mode": "snapshot",
                "title": title,
                "code": {"coding": [{"system": SNOMED, "code": code, "display": _DISPLAYS[code]}]},
                "subject": self.record.patient,
                "encounter": refer(self.encounter),
                "date": self.at,
                "orderedBy": {"coding": [{**order, "display": "Sorted by System"}]},
                "entry": [{"item": refer(item)} for item in items],
            },
            kind=kind,
        )
        return pointer(made)
