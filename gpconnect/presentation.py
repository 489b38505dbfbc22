"""A GP record as a page: sections by area, with what is missing said before what is there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gpconnect import wording
from gpconnect.errors import GpConnectError
from gpconnect.models import GPRecordPull
from gpconnect.protocol import LAST_CONSULTATIONS
from gpconnect.queries import Attempt, GpRecordSeen
from gpconnect.reading import codes
from gpconnect.reading.dates import in_words, moment
from gpconnect.reading.patient import Difference
from gpconnect.reading.record import Allergy, Area, Consultation, GpRecord, Item, Medication

HEADINGS = {
    codes.ALLERGIES: "Allergies and adverse reactions",
    codes.MEDICATIONS: "Medication",
    codes.PROBLEMS: "Problems",
    codes.IMMUNISATIONS: "Immunisations",
    codes.CONSULTATIONS: "Last three consultations",
    codes.ENDED_ALLERGIES: "Ended allergies, no longer active",
    codes.INVESTIGATIONS: "Investigations and results",
    codes.REFERRALS: "Referrals",
    codes.DIARY: "Diary: planned, not done",
    codes.UNCATEGORISED: "Other recorded information",
}
SHORT_HEADINGS = {codes.ALLERGIES: "Allergies", codes.CONSULTATIONS: "Last consultation"}
# What every role that may see a GP record may see (INT-05); a nurse sees whatever else came.
SUMMARY_AREAS = tuple(HEADINGS)[:6]
FURTHER_AREAS = tuple(HEADINGS)[6:]
FURTHER_NOT_HERE = (
    "Earlier consultations, investigations, referrals, diary and the rest are missing."
)
FURTHER_NOT_ASKED = "They were not asked for: whoever asked last sees a summary only. Refresh now."

# Beside consultations the rules of GP Connect do not let us ask for more.
NONE_DECLINED = "Vaccinations that were declined or not given were not asked for."

EMPTY = "No information available."
ABSENT = "Not returned by the GP system."
NOTHING_TO_ADD = {"information not available", "information not available."}

WARNINGS = {
    "confidential-items": "{area}: some items are left out because they are confidential or the "
    "person wishes it.",
    "data-in-transit": "Every area may be incomplete: the record has not wholly arrived from the "
    "person's last practice.",
    "data-awaiting-filing": "{area}: the practice has received information that it has not filed "
    "yet, so some may be missing.",
}
PRESCRIPTIONS = {
    "repeat": "Repeat",
    "repeat-dispensing": "Repeat dispensing",
    "acute": "Acute: for a short time",
    "delayed-prescribing": "Delayed: to be taken only if needed",
}
KINDS = {
    "AllergyIntolerance": ("allergy", "allergies"),
    "MedicationStatement": ("medication", "medications"),
    "Condition": ("problem", "problems"),
    "Immunization": ("immunisation", "immunisations"),
    "Encounter": ("consultation", "consultations"),
    "Observation": ("finding", "findings"),
    "DiagnosticReport": ("report of tests", "reports of tests"),
    "ReferralRequest": ("referral", "referrals"),
    "MedicationRequest": ("issue of a medicine", "issues of medicines"),
    "ProcedureRequest": ("request", "requests"),
    "DocumentReference": ("document", "documents"),
    "List": ("part of a consultation", "parts of consultations"),
}
# Why something of the answer is not shown.
ON_NO_LIST, LED_TO_BY_NOTHING = "on none of its lists", "that nothing else in it leads to"


@dataclass(frozen=True)
class Part:
    """What a consultation says under one heading."""

    title: str
    rows: tuple["Row", ...]
    unresolved: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One entry as shown."""

    title: str
    state: str
    when: str
    facts: list[tuple[str, str]]
    parts: tuple[Part, ...] = ()
    issues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Entries that belong together, and the rule that says so."""

    heading: str
    rows: tuple[Row, ...]
    rule: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """One area: what is in it, or in words why nothing is."""

    id: str
    heading: str
    groups: tuple[Group, ...] = ()
    nothing: str = ""
    notes: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that the page says, in its order; without a record only the attempt is there to tell."""

    source: GPRecordPull | None
    attempt: Attempt
    warnings: list[str]
    differences: list[str]
    sections: list[Section]
    summary: list[tuple[str, str]]
    is_full: bool
    is_simulated: bool


def page(seen: GpRecordSeen) -> Page:
    """What a user may see, as a page."""
    record = seen.record
    return Page(
        source=seen.source,
        attempt=seen.attempt,
        warnings=_all_warnings(seen),
        differences=[_different(each) for each in seen.differences],
        sections=sections(record, seen.further, is_full=seen.is_full) if record else [],
        summary=summary(record) if record else [],
        is_full=seen.is_full,
        is_simulated=seen.is_simulated,
    )


def summary(record: GpRecord) -> list[tuple[str, str]]:
    """The record in four lines: allergies by name, the rest counted."""
    medications = record.areas[codes.MEDICATIONS]
    problems = record.areas[codes.PROBLEMS]
    consultations = record.areas[codes.CONSULTATIONS]
    newest = _newest_first(consultations.items)[:1]
    lines = [
        (codes.ALLERGIES, "; ".join(i.display for i in record.areas[codes.ALLERGIES].items)),
        (codes.MEDICATIONS, f"{_count(medications, 'active')} current"),
        (codes.PROBLEMS, f"{_count(problems, 'active')} active"),
        (codes.CONSULTATIONS, "".join(f"{in_words(i.date)}: {i.display}" for i in newest)),
    ]
    return [
        (SHORT_HEADINGS.get(name, HEADINGS[name]), _in_brief(record.areas[name], words))
        for name, words in lines
    ]


def _in_brief(area: Area, words: str) -> str:
    """Words for an area, or why there are none; what could not be displayed is never left out."""
    return _nothing(area) or "; ".join(filter(None, [words, _undisplayed(area)]))


def _undisplayed(area: Area) -> str:
    number = len(area.unresolved)
    return f"{_counted(number)} could not be displayed" if number else ""


def _count(area: Area, status: str) -> int:
    return sum(item.status == status for item in area.items)


def _nothing(area: Area) -> str:
    """Why an area holds nothing, in words that are never "none"."""
    return {"empty": EMPTY, "absent": ABSENT}.get(area.state, "")


def sections(record: GpRecord, further: GpRecord | None = None, *, is_full: bool) -> list[Section]:
    """The areas a role may see, in the order of urgency; further areas only for a full view."""
    shown = [_section(record, record.areas[name], is_full=is_full) for name in SUMMARY_AREAS]
    if not is_full:
        return shown
    if further:
        shown = [_every_consultation(further) if s.id == codes.CONSULTATIONS else s for s in shown]
    source = further or record
    areas = [source.areas[name] for name in FURTHER_AREAS]
    there = [area for area in areas if further or area.state != "absent"]
    return shown + [_section(source, area, is_full=True) for area in there]


def _every_consultation(further: GpRecord) -> Section:
    """All of them, the newest first, in place of the last three."""
    area = further.areas[codes.CONSULTATIONS]
    rows = _rows(_newest_first(area.items))
    section = _section(further, area, is_full=True)
    return replace(section, heading="Consultations", groups=(Group("", rows),) if rows else ())


def _all_warnings(seen: GpRecordSeen) -> list[str]:
    """Those of both answers, and for a full view that the second is not there."""
    if seen.record is None:
        return []
    said = warnings(seen.record)
    if seen.further:
        said += warnings(seen.further)
    elif seen.is_full and seen.source:
        said.append(_without_further(seen.source.further_code))
    return list(dict.fromkeys(said))


def _without_further(code: str) -> str:
    why = GpConnectError(code).sentence if code else FURTHER_NOT_ASKED
    return f"{FURTHER_NOT_HERE} {why}"


def _section(record: GpRecord, area: Area, *, is_full: bool) -> Section:
    omitted = tuple(o.text for o in record.omissions if area.name in o.areas)
    notes = tuple(n for n in area.notes if n.strip().casefold() not in NOTHING_TO_ADD)
    return Section(
        id=area.name.replace("_", "-"),
        heading=HEADINGS[area.name],
        groups=tuple(group for group in _groups(area, is_full=is_full) if group.rows),
        nothing=_nothing(area),
        notes=notes + omitted,
        unresolved=area.unresolved,
    )


def _groups(area: Area, *, is_full: bool) -> list[Group]:
    if area.name == codes.MEDICATIONS:
        return _medications(area.items)
    if area.name == codes.PROBLEMS:
        return _problems(area.items, is_full=is_full)
    if area.name == codes.CONSULTATIONS:
        return _consultations(area.items)
    rule = NONE_DECLINED if area.name == codes.IMMUNISATIONS else ""
    return [Group("", _rows(area.items), rule)]


def _rows(items: Iterable[Item]) -> tuple[Row, ...]:
    return tuple(_row(item) for item in items)


def _row(item: Item) -> Row:
    parts: tuple[Part, ...] = ()
    if isinstance(item, Consultation):
        parts = tuple(Part(s.title, _rows(s.items), s.unresolved) for s in item.sections)
    return Row(
        wording.title(item),
        wording.state(item),
        wording.when(item),
        wording.facts(item),
        parts,
        wording.issues(item),
    )


def _medications(items: tuple[Item, ...]) -> list[Group]:
    """By how it is prescribed, then what is past. Current is what the practice marks active."""
    current = [item for item in items if item.status == "active"]
    past = [item for item in items if item.status != "active"]
    by_type: dict[str, list[Item]] = {words: [] for words in PRESCRIPTIONS.values()}
    for item in current:
        kind = item.prescription_type if isinstance(item, Medication) else ""
        by_type.setdefault(PRESCRIPTIONS.get(kind, "Type not recorded"), []).append(item)
    rule = "Current: the practice marks it active."
    groups = [Group(f"Current: {words}", _rows(found), rule) for words, found in by_type.items()]
    return [*groups, Group("Past", _rows(past), "Past: completed, stopped or not marked active.")]


def _problems(items: tuple[Item, ...], *, is_full: bool) -> list[Group]:
    active = [item for item in items if item.status != "inactive"]
    inactive = [item for item in items if item.status == "inactive"]
    if not is_full:
        rule = f"Your role sees active problems. {len(inactive)} inactive not shown."
        return [Group("Active", _rows(active), rule if inactive else "")]
    return [Group("Active", _rows(active)), Group("Inactive", _rows(inactive))]


def _consultations(items: tuple[Item, ...]) -> list[Group]:
    """The newest three; one without a date comes last."""
    rule = f"The newest three of {len(items)} sent." if len(items) > LAST_CONSULTATIONS else ""
    return [Group("", _rows(_newest_first(items)[:LAST_CONSULTATIONS]), rule)]


def _newest_first(items: Iterable[Item]) -> list[Item]:
    dated = [(moment(item.date), item) for item in items]
    known = [(at, item) for at, item in dated if at is not None]
    known.sort(key=lambda pair: pair[0], reverse=True)
    return [item for _, item in known] + [item for at, item in dated if at is None]


def warnings(record: GpRecord) -> list[str]:
    """Everything that makes the record less than whole, each said once."""
    said = [
        WARNINGS.get(warning, f"{{area}}: the GP system warns of {warning!r}.").format(area=name)
        for name, warned in _warned(record)
        for warning in warned
    ]
    said += [
        f"{HEADINGS[name]}: {words}. Ask the practice."
        for name, area in record.areas.items()
        if (words := _undisplayed(area))
    ]
    said += [
        f"Not returned by the GP system: {_areas(omission.areas) or omission.parameter} "
        f"({omission.text})."
        for omission in record.omissions
    ]
    said += [_left(kind, count, ON_NO_LIST) for kind, count in record.unlisted.items()]
    said += [_left(kind, count, LED_TO_BY_NOTHING) for kind, count in record.unreached.items()]
    if record.unreadable:
        said.append(f"{_counted(record.unreadable)} of the answer could not be read.")
    if record.patient.died_on:
        said.append("The GP record says that this person has died.")
    if _says_both(record):
        said.append("The GP record says “no known allergies” and lists an allergy: both are shown.")
    return list(dict.fromkeys(said))


def _warned(record: GpRecord) -> list[tuple[str, tuple[str, ...]]]:
    areas = [(HEADINGS[name], area.warnings) for name, area in record.areas.items()]
    return areas + [(linked.title or "A linked list", linked.warnings) for linked in record.linked]


def _areas(names: Iterable[str]) -> str:
    return ", ".join(HEADINGS[name] for name in names)


def _left(kind: str, count: int, why: str) -> str:
    one, many = KINDS[kind]
    words = f"1 {one}" if count == 1 else f"{count} {many}"
    return f"The answer held {words} {why}, so not shown here: ask the practice."


def _counted(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _says_both(record: GpRecord) -> bool:
    allergies = [i for i in record.areas[codes.ALLERGIES].items if isinstance(i, Allergy)]
    return len({item.is_none_known for item in allergies}) == 2


def _different(difference: Difference) -> str:
    """One demographic difference as a sentence."""
    theirs = difference.theirs or "not given"
    return f"{difference.field}: {theirs} in the GP record, {difference.ours} here"
