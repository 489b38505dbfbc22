"""The request body: a FHIR Parameters resource, checked as the specification's error table says."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from gpsimulator.nhs_numbers import is_valid
from gpsimulator.outcomes import Refused, by_provider

RESOLVED = ("includeAllergies", "includeResolvedAllergies")
ISSUES = ("includeMedication", "includePrescriptionIssues")
NHS_NUMBER_SYSTEM = "https://fhir.nhs.uk/Id/nhs-number"
UNRECOGNISED = "is an unrecognised parameter"
DISABLED = "has been disabled"

type Period = tuple[date | None, date | None]

_WHOLE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass
class Wanted:
    """What was asked for: areas, the value of each part, and what the practice cannot answer.

    `problem_statuses` gathers the filters of every includeProblems, the one parameter that
    may be repeated; None among them means all.
    """

    nhs_number: str = ""
    areas: set[str] = field(default_factory=set)
    parts: dict[tuple[str, str], Any] = field(default_factory=dict)
    problem_statuses: set[str | None] = field(default_factory=set)
    warnings: list[tuple[str, str]] = field(default_factory=list)

    def part(self, area: str, name: str, *, default: Any = None) -> Any:
        return self.parts.get((area, name), default)


def read(body: bytes, *, today: date, disabled: frozenset[str], unknown: frozenset[str]) -> Wanted:
    """Read the request, or raise Refused naming the parameter that is wrong.

    `disabled` areas are switched off at the practice; `unknown` ones its system has
    never heard of. Both are answered with a warning, and the rest with a record.
    """
    parameters = _parameters(body)
    wanted = Wanted(nhs_number=_nhs_number(parameters))
    for parameter in parameters:
        name = parameter["name"]
        if name in _AREAS and name not in unknown:
            _read_area(wanted, name, parameter, today)
        elif name != "patientNHSNumber":
            wanted.warnings.append((name, UNRECOGNISED))
    _check_combinations(wanted, today)
    wanted.warnings += [(area, DISABLED) for area in sorted(wanted.areas & disabled)]
    wanted.areas -= disabled
    return wanted


def number_asked(body: bytes) -> str:
    """Whose record the request wants, or Refused."""
    return _nhs_number(_parameters(body))


def _parameters(body: bytes) -> list[dict]:
    try:
        resource = json.loads(body)
    except (ValueError, RecursionError):
        raise by_provider("BAD_REQUEST", "The body is not JSON") from None
    if not isinstance(resource, dict) or resource.get("resourceType") != "Parameters":
        raise by_provider("INVALID_RESOURCE", "The body is not a Parameters resource")
    parameters = resource.get("parameter")
    if not (isinstance(parameters, list) and all(map(_is_parameter, parameters))):
        raise by_provider("INVALID_RESOURCE", "Parameters.parameter is not a list of parameters")
    names = [parameter["name"] for parameter in parameters]
    for name in ("patientNHSNumber", *(_AREAS.keys() - {"includeProblems"})):
        if names.count(name) > 1:
            raise by_provider("INVALID_RESOURCE", f"{name} is given more than once")
    return parameters


def _is_parameter(parameter: Any) -> bool:
    return (
        isinstance(parameter, dict)
        and isinstance(parameter.get("name"), str)
        and isinstance(parameter.get("part", []), list)
        and all(map(_is_parameter, parameter.get("part", [])))
    )


def _nhs_number(parameters: list[dict]) -> str:
    asked = next((one for one in parameters if one["name"] == "patientNHSNumber"), None)
    if asked is None or not isinstance(asked.get("valueIdentifier"), dict):
        raise _invalid("patientNHSNumber", "is missing or is not an Identifier")
    identifier = asked["valueIdentifier"]
    if identifier.get("system") != NHS_NUMBER_SYSTEM:
        raise by_provider("INVALID_IDENTIFIER_SYSTEM", f"patientNHSNumber: {NHS_NUMBER_SYSTEM}")
    if not is_valid(identifier.get("value")):
        raise by_provider("INVALID_NHS_NUMBER", "patientNHSNumber fails format or check digit")
    return identifier["value"]


def _read_area(wanted: Wanted, area: str, parameter: dict, today: date) -> None:
    wanted.areas.add(area)
    status = None
    for part in parameter.get("part", []):
        name = part["name"]
        if name not in _AREAS[area]:
            wanted.warnings.append((f"{area}.{name}", UNRECOGNISED))
            continue
        try:
            value = _AREAS[area][name](part, today)
        except ValueError as why:
            raise _invalid(f"{area}.{name}", str(why)) from None
        wanted.parts[area, name] = value
        status = value if name == "filterStatus" else status
    if area == "includeProblems":
        wanted.problem_statuses.add(status)


def _check_combinations(wanted: Wanted, today: date) -> None:
    if not wanted.areas:
        raise _invalid("Parameters", "no recognised parameter is given")
    if "includeAllergies" in wanted.areas and wanted.part(*RESOLVED) is None:
        raise _invalid(".".join(RESOLVED), "is missing")
    if wanted.part(*_CONSULTATION_PERIOD) and wanted.part(*_MOST_RECENT):
        raise by_provider(
            "INVALID_RESOURCE",
            f"{'.'.join(_CONSULTATION_PERIOD)} and {_MOST_RECENT[1]} exclude each other",
        )
    if _is_predefined(wanted, today):
        return
    for area, part in _forbidden(wanted):
        if (area, part) in wanted.parts:
            raise _invalid(f"{area}.{part}", "is not permitted with the other areas asked for")


def _forbidden(wanted: Wanted) -> Iterator[tuple[str, str]]:
    if "includeConsultations" in wanted.areas:
        yield "includeProblems", "filterStatus"
    if wanted.areas & {"includeConsultations", "includeProblems"}:
        yield from _NOT_WITH_LINKED_AREAS


def _is_predefined(wanted: Wanted, today: date) -> bool:
    """One of the two published searches that may date the medication beside consultations."""
    days = today - wanted.part(*_MEDICATION_FROM, default=date.min)
    allowed = {RESOLVED, _MOST_RECENT, _MEDICATION_FROM, ISSUES}
    return (
        wanted.areas in (_PREDEFINED, _PREDEFINED | {"includeImmunisations", _UNCATEGORISED})
        and wanted.parts.keys() <= allowed
        and wanted.part(*RESOLVED)
        and wanted.part(*_MOST_RECENT) == 3
        and abs(days - timedelta(days=365)) <= timedelta(days=1)  # the consumer's day may differ
    )


def _invalid(parameter: str, why: str) -> Refused:
    return by_provider("INVALID_PARAMETER", f"{parameter} {why}")


def _boolean(part: dict, _today: date) -> bool:
    value = part.get("valueBoolean")
    if value is not True and value is not False:
        raise ValueError("needs a valueBoolean")
    return value


def _count(part: dict, _today: date) -> int:
    value = part.get("valuePositiveInt")
    if type(value) is not int or value < 1:
        raise ValueError("needs a valuePositiveInt of 1 or more")
    return value


def _status(part: dict, _today: date) -> str:
    value = part.get("valueCode")
    if value not in ("active", "inactive"):
        raise ValueError("must be active or inactive")
    return value


def _past_date(part: dict, today: date) -> date:
    return _not_after(_whole_date(part.get("valueDate")), today)


def _future_date(part: dict, today: date) -> date:
    value = _whole_date(part.get("valueDate"))
    if value < today:
        raise ValueError("must not be before today")
    return value


def _period(part: dict, today: date) -> Period:
    value = part.get("valuePeriod")
    if not isinstance(value, dict) or not value.keys() & {"start", "end"}:
        raise ValueError("needs a valuePeriod with a start or an end")
    start, end = (
        _not_after(_whole_date(value[side]), today) if side in value else None
        for side in ("start", "end")
    )
    if start and end and start > end:
        raise ValueError("starts after it ends")
    return start, end


def _whole_date(text: Any) -> date:
    if not (isinstance(text, str) and _WHOLE_DATE.fullmatch(text)):
        raise ValueError("needs whole dates, YYYY-MM-DD")
    return date.fromisoformat(text)


def _not_after(value: date, today: date) -> date:
    if value > today:
        raise ValueError("must not be after today")
    return value


_AREAS: Mapping[str, Mapping[str, Callable[[dict, date], Any]]] = {
    "includeAllergies": {"includeResolvedAllergies": _boolean},
    "includeMedication": {
        "includePrescriptionIssues": _boolean,
        "medicationSearchFromDate": _past_date,
    },
    "includeConsultations": {
        "consultationSearchPeriod": _period,
        "includeNumberOfMostRecent": _count,
    },
    "includeProblems": {"filterStatus": _status},
    "includeImmunisations": {"includeNotGiven": _boolean, "includeStatus": _boolean},
    "includeUncategorisedData": {"uncategorisedDataSearchPeriod": _period},
    "includeInvestigations": {"investigationSearchPeriod": _period},
    "includeReferrals": {"referralSearchPeriod": _period},
    "includeDiaryEntries": {"diaryEntriesSearchDate": _future_date},
}
_MEDICATION_FROM = ("includeMedication", "medicationSearchFromDate")
_CONSULTATION_PERIOD = ("includeConsultations", "consultationSearchPeriod")
_MOST_RECENT = ("includeConsultations", "includeNumberOfMostRecent")
_UNCATEGORISED = "includeUncategorisedData"
_NOT_WITH_LINKED_AREAS = (
    _MEDICATION_FROM,
    (_UNCATEGORISED, "uncategorisedDataSearchPeriod"),
    ("includeReferrals", "referralSearchPeriod"),
    ("includeDiaryEntries", "diaryEntriesSearchDate"),
    ("includeImmunisations", "includeNotGiven"),
    ("includeImmunisations", "includeStatus"),
)
_PREDEFINED = {"includeConsultations", "includeProblems", "includeAllergies", "includeMedication"}
