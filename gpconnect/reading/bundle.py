"""A GP system's answer into a GpRecord: each area from its primary list, never by resource type."""

import json
from collections.abc import Iterable

from gpconnect.reading.codes import (
    AREAS,
    AREAS_OF_PARAMETER,
    ENDED_ALLERGIES,
    OLDER_LISTS,
    PRIMARY_LISTS,
    SECONDARY_PLACEHOLDER,
    SECONDARY_SYSTEM,
    STRUCTURE_LISTS,
    UNDECIDED_CODE,
)
from gpconnect.reading.consultations import Structures
from gpconnect.reading.fhir import (
    Json,
    code,
    codes,
    extensions,
    first,
    holders,
    notes,
    objects,
    text,
)
from gpconnect.reading.items import read_item
from gpconnect.reading.patient import read_patient
from gpconnect.reading.record import (
    Area,
    Consultation,
    GpRecord,
    Item,
    LinkedList,
    NotARecord,
    Omission,
)
from gpconnect.reading.source import Source, is_a_bundle, said_of

SECONDARY = "secondary"
STRUCTURE = "structure"
UNKNOWN = "unknown"

NO_RECORD = "The answer is not a GP record"
BEFORE_ANYTHING = b"\xef\xbb\xbf \t\r\n"  # a byte order mark, and spaces
# What is sent or kept in place of JSON, by how it begins.
OTHER_FORMS = {b"<": "XML or HTML", b"\x1f\x8b": "compressed"}


def read_bundle(data: bytes | Json) -> GpRecord | NotARecord:
    """All that can be understood of an answer; never an exception, whatever was sent."""
    document = _parse(data) if isinstance(data, bytes) else data
    if isinstance(document, NotARecord):
        return document
    if document.get("resourceType") == "OperationOutcome":
        return _refusal(document)
    entries = _entries(document)
    if entries is None:
        return NotARecord(f"{NO_RECORD}: it holds no bundle of entries")
    if not isinstance(entries, list):
        return NotARecord(f"{NO_RECORD}: its entries are not a list")
    return _read(Source(entries), bundle_id=code(document.get("id")))


def _entries(document: Json) -> object:
    """What a bundle holds, or an operation's parameters wrap; nothing where there is no bundle."""
    match document.get("resourceType"):
        case "Bundle":
            return document.get("entry", [])
        case "Parameters":
            parameters = objects(document.get("parameter"))
            return [each for each in parameters if is_a_bundle(each.get("resource"))] or None
    return None


def _parse(data: bytes) -> Json | NotARecord:
    begins = data.lstrip(BEFORE_ANYTHING)
    if not begins:
        return NotARecord(f"{NO_RECORD}: it is empty")
    for sign, form in OTHER_FORMS.items():
        if begins.startswith(sign):
            return NotARecord(f"{NO_RECORD}: it is {form}, and only JSON is read")
    try:
        document = json.loads(data)
    except RecursionError:
        return NotARecord(f"{NO_RECORD}: it is nested too deeply")
    except ValueError:  # not JSON, cut off, not Unicode, or a number beyond all bounds
        return NotARecord(f"{NO_RECORD}: it is not whole, correct JSON")
    return document if isinstance(document, dict) else {}


def _refusal(outcome: Json) -> NotARecord:
    issue = first(outcome.get("issue"))
    details = first(issue.get("details"))
    said = next(filter(None, codes(details)), "")
    return NotARecord(
        "The GP system answered with a refusal, not with a record",
        code=said.replace(" ", "_"),
        diagnostics=text(issue.get("diagnostics")) or text(details.get("text")),
    )


def _read(source: Source, *, bundle_id: str) -> GpRecord:
    sorted_lists: dict[str, list[Json]] = {}
    for each in source.lists:
        sorted_lists.setdefault(_place(each), []).append(each)
    structures = Structures(source)
    areas = {name: _area(name, sorted_lists.get(name, []), source, structures) for name in AREAS}
    said = [_omissions(outcome) for outcome in source.outcomes]
    unreached = source.unreached()
    unreached["List"] = structures.unopened(sorted_lists.get(STRUCTURE, []))
    return GpRecord(
        patients=tuple(read_patient(each, source) for each in source.patients),
        areas=areas,
        unreadable=source.unreadable + len(sorted_lists.get(UNKNOWN, [])) + said.count([]),
        unlisted=source.unlisted(),
        unreached=+unreached,
        omissions=tuple(omission for outcome in said for omission in outcome),
        linked=tuple(filter(None, map(_linked, sorted_lists.get(SECONDARY, [])))),
        bundle_id=bundle_id,
    )


def _place(listed: Json) -> str:
    """Which area a list is the truth of, by its code; titles vary and are not asked."""
    for coding in objects(first(listed.get("code")).get("coding")):
        sent = code(coding.get("code"))
        if area := PRIMARY_LISTS.get(sent) or OLDER_LISTS.get(sent):
            return area
        if sent in STRUCTURE_LISTS:
            return STRUCTURE
        system = text(coding.get("system"))
        if system.endswith(SECONDARY_SYSTEM) or sent == SECONDARY_PLACEHOLDER:
            return SECONDARY
        if sent == UNDECIDED_CODE and objects(listed.get("contained")):
            return ENDED_ALLERGIES
    return UNKNOWN


def _area(name: str, lists: list[Json], source: Source, structures: Structures) -> Area:
    items: list[Item] = []
    unresolved: list[str] = []
    for listed in lists:
        for holder in holders(listed):  # a wrong type is one that cannot be read
            found = source.resolve(holder, listed)
            if found is None:
                unresolved.append(said_of(holder))
                continue
            item = read_item(found, source)
            if isinstance(item, Consultation):
                item = structures.fill(item, found)
            items.append(item)
    if not lists:
        return Area(name)
    return Area(
        name,
        state="present" if items or unresolved else "empty",
        items=tuple(items),
        unresolved=tuple(unresolved),
        warnings=_distinct(warning for each in lists for warning in _warnings(each)),
        notes=_distinct(note for each in lists for note in notes(each)),
    )


def _warnings(listed: Json) -> list[str]:
    return [
        code(each.get("valueCode")) or "unnamed-warning"
        for each in extensions(listed, "listwarningcode")
    ]


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _linked(listed: Json) -> LinkedList | None:
    warnings = _warnings(listed)
    if not warnings:
        return None
    return LinkedList(text(listed.get("title")), _distinct(warnings), notes(listed))


def _omissions(outcome: Json) -> list[Omission]:
    """What a provider says it left out. An issue of another kind is told in its own words."""
    omissions = []
    for issue in objects(outcome.get("issue")):
        details = first(issue.get("details"))
        said = text(details.get("text")) or text(issue.get("diagnostics"))
        said = said or next(filter(None, codes(details)), "") or code(issue.get("code"))
        parameter = _parameter(text(issue.get("diagnostics"))) or _parameter(said)
        omissions.append(Omission(parameter, said, AREAS_OF_PARAMETER.get(parameter, ())))
    return omissions


def _parameter(said: str) -> str:
    """The parameter a text begins with: `includeProblems has been disabled`, `x.part`.

    A part alone loses its area only when the part is an area: resolved allergies.
    """
    name, _, part = (said.split() or [""])[0].partition(".")
    return part if part in AREAS_OF_PARAMETER else name
