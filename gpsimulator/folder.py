"""Any folder of bundle files, served as if its patients were registered somewhere."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gpsimulator.graph import references
from gpsimulator.nhs_numbers import check_digit, is_valid
from gpsimulator.people import Person
from gpsimulator.practices import FOLDER_PRACTICE

_ODS_CODE = re.compile(r"[A-Za-z0-9]{1,12}")


@dataclass(frozen=True)
class Held:
    """One file that can be served: its bundle, under the number of this person."""

    person: Person
    practice_name: str
    bundle: dict
    path: Path
    written_at: int


class Unreadable(Exception):
    """Why a file is not served."""


def read(folder: Path, *, taken: set[str]) -> Iterator[Held | tuple[str, str]]:
    """Each JSON file below the folder, in order: what it holds, or its name and why it is left out.

    A patient without a valid number of their own, or with one in `taken`, gets an alias.
    """
    taken = set(taken)
    for path in sorted(folder.rglob("*.json")):
        name = path.relative_to(folder).as_posix()
        try:
            held = _held(path, name, taken)
        except Unreadable as why:
            yield name, str(why)
        else:
            taken.add(held.person.nhs_number)
            yield held


def as_it_is(held: Held) -> Held:
    """The same record as its file is by now; as it was, while the file cannot be read."""
    if _written_at(held.path) == held.written_at:
        return held
    try:
        return _held(held.path, held.person.source, set(), is_now=held.person.nhs_number)
    except Unreadable:
        return held


def _written_at(path: Path) -> int:
    """When a file was written last; never, for one that is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _held(path: Path, name: str, taken: set[str], *, is_now: str = "") -> Held:
    """A file that can be served, under its own number, an alias, or the number that it has now."""
    written_at = _written_at(path)
    bundle = _bundle(path)
    resources = [
        entry["resource"]
        for entry in bundle["entry"]
        if isinstance(entry, dict) and isinstance(entry.get("resource"), dict)
    ]
    patient = next((one for one in resources if one.get("resourceType") == "Patient"), None)
    if patient is None:
        raise Unreadable("it has no Patient")
    number = _nhs_number(patient)
    if not is_valid(number) or number in taken or (is_now and number != is_now):
        alias = is_now or alias_for(path.name, taken)
        _rename(bundle, patient, number, alias)
        number = alias
    practice, practice_name = _practice(patient, resources)
    person = _person(patient, number, practice, name)
    return Held(person, practice_name, bundle, path, written_at)


def _bundle(path: Path) -> dict:
    try:
        bundle = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        raise Unreadable("it cannot be read as JSON") from None
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        raise Unreadable("it is not a Bundle")
    if bundle.get("type") == "searchset" or not isinstance(bundle.get("entry"), list):
        raise Unreadable("it is not a record (searchset, or no entries)")
    return bundle


def alias_for(name: str, taken: set[str]) -> str:
    """A number in the 999 range for this file: the same each time, whatever else is beside it."""
    start = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4])
    for step in range(100_000):
        nine = f"9999{(start + step) % 100_000:05d}"
        number = f"{nine}{check_digit(nine)}"
        if is_valid(number) and number not in taken and number != "9999999999":
            return number
    raise Unreadable("no alias is left")


def _identifiers(resource: dict, system: str) -> list[dict]:
    found = resource.get("identifier")
    return [
        one
        for one in (found if isinstance(found, list) else [])
        if isinstance(one, dict) and str(one.get("system")).endswith(system)
    ]


def _nhs_number(patient: dict) -> Any:
    return next((one.get("value") for one in _identifiers(patient, "nhs-number")), None)


def _rename(bundle: dict, patient: dict, number: Any, alias: str) -> None:
    """Put the alias where the patient's number stood, so that an identity check means something."""
    if not _identifiers(patient, "nhs-number"):
        own = {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": alias}
        others = patient.get("identifier")
        patient["identifier"] = [own, *(others if isinstance(others, list) else [])]
    for identifier in _nested_identifiers(bundle):
        if identifier.get("value") == number:
            identifier["value"] = alias


def _nested_identifiers(value: Any) -> Iterator[dict]:
    if isinstance(value, dict):
        if str(value.get("system")).endswith("nhs-number"):
            yield value
        for inner in value.values():
            yield from _nested_identifiers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nested_identifiers(inner)


def _practice(patient: dict, resources: list[dict]) -> tuple[str, str]:
    """Code and name of the practice that the patient names, or else of none in particular."""
    named = set(
        references([patient.get("managingOrganization"), patient.get("generalPractitioner")])
    )
    for resource in resources:
        own = f"{resource.get('resourceType')}/{resource.get('id')}"
        if resource.get("resourceType") == "Organization" and own in named:
            for identifier in _identifiers(resource, "ods-organization-code"):
                code = identifier.get("value")
                if isinstance(code, str) and _ODS_CODE.fullmatch(code):
                    return code, str(resource.get("name", ""))
    return FOLDER_PRACTICE, "A practice of the bundle folder"


def _person(patient: dict, number: str, practice: str, source: str) -> Person:
    names = patient.get("name")
    names = [one for one in (names if isinstance(names, list) else []) if isinstance(one, dict)]
    usual = [one for one in names if one.get("use") in ("official", "usual")]
    name: dict = next(iter([*usual, *names]), {})
    return Person(
        nhs_number=number,
        prefix=_words(name.get("prefix")),
        given=_words(name.get("given")),
        family=_words(name.get("family")),
        gender=_words(patient.get("gender")),
        born_on=_words(patient.get("birthDate")),
        practice=practice,
        source=source,
    )


def _words(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(one for one in value if isinstance(one, str))
    return value if isinstance(value, str) else ""
