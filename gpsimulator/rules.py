"""Which entry of an area's list a request wants: the filters of the specification."""

import calendar
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from gpsimulator.parameters import Wanted

_FHIR_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_ELSEWHERE = "prescribingagency"
_AT_PRACTICE = "prescribed-at-gp-practice"
# area: the part that holds the period, the element it is compared with
_PERIODS = {
    "includeConsultations": ("consultationSearchPeriod", "period"),
    "includeUncategorisedData": ("uncategorisedDataSearchPeriod", "effectiveDateTime"),
    "includeInvestigations": ("investigationSearchPeriod", "issued"),
    "includeReferrals": ("referralSearchPeriod", "authoredOn"),
}


def passes(area: str, item: dict | None, wanted: Wanted) -> bool:
    """Is this item wanted? What cannot be found or has no date always is."""
    if item is None:
        return True
    if area in _PERIODS:
        part, element = _PERIODS[area]
        return _is_within(item.get(element), wanted.part(area, part))
    rule = _RULES.get(area)
    return rule is None or rule(item, wanted)


def newest(entries: list, item_of: Callable[[Any], dict | None], count: int | None) -> list:
    """The `count` entries whose item started last, newest first; all as they are if None."""
    if count is None:
        return entries

    def started(entry: Any) -> str:
        period = (item_of(entry) or {}).get("period")
        return str(period.get("start", "")) if isinstance(period, dict) else ""

    return sorted(entries, key=started, reverse=True)[:count]


def days_of(text: Any) -> tuple[date, date] | None:
    """The first and last day that a whole or partial FHIR date can mean."""
    found = _FHIR_DATE.match(text) if isinstance(text, str) else None
    if not found:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        last_month = month or 12
        last_day = day or calendar.monthrange(year, last_month)[1]
        return date(year, month or 1, day or 1), date(year, last_month, last_day)
    except ValueError:
        return None


def _is_within(value: Any, asked: tuple[date | None, date | None] | None) -> bool:
    days = days_of(value.get("start") if isinstance(value, dict) else value)
    if asked is None or days is None:
        return True
    start, end = asked
    return (start is None or days[1] >= start) and (end is None or days[0] <= end)


def _medication(item: dict, wanted: Wanted) -> bool:
    start = wanted.part("includeMedication", "medicationSearchFromDate")
    period = item.get("effectivePeriod")
    days = days_of(period.get("end")) if isinstance(period, dict) else None
    return start is None or days is None or days[1] >= start or _is_from_elsewhere(item)


def _is_from_elsewhere(item: dict) -> bool:
    extensions = item.get("extension")
    return any(
        _ELSEWHERE in str(one).lower() and _AT_PRACTICE not in str(one)
        for one in (extensions if isinstance(extensions, list) else [])
    )


def _problem(item: dict, wanted: Wanted) -> bool:
    statuses = wanted.problem_statuses
    return None in statuses or item.get("clinicalStatus") in statuses


def _immunisation(item: dict, wanted: Wanted) -> bool:
    area = "includeImmunisations"
    if item.get("resourceType") == "Observation":
        return wanted.part(area, "includeStatus", default=True)
    return item.get("notGiven") is not True or wanted.part(area, "includeNotGiven", default=False)


def _diary(item: dict, wanted: Wanted) -> bool:
    until = wanted.part("includeDiaryEntries", "diaryEntriesSearchDate")
    due = item.get("occurrencePeriod", item.get("occurrenceDateTime"))
    return _is_within(due, (None, until))


_RULES: dict[str, Callable[[dict, Wanted], bool]] = {
    "includeMedication": _medication,
    "includeProblems": _problem,
    "includeImmunisations": _immunisation,
    "includeDiaryEntries": _diary,
}
