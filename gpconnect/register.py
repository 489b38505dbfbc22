"""What the national register (PDS) says of one NHS number, and whether it is our person."""

import re
from dataclasses import dataclass

from gpconnect.reading.fhir import Json, code, codes, extension, first, identifier, objects, texts
from gpconnect.reading.patient import NHS_NUMBER, ODS_CODE, Demographics

UNRESTRICTED = "U"
VERIFIED = "01"
_ODS = re.compile(r"[A-Z0-9]{3,10}")


@dataclass(frozen=True, kw_only=True)
class RegisterEntry:
    """One entry: the number it stands under now, and what decides whether a GP is asked."""

    nhs_number: str
    is_verified: bool
    is_sensitive: bool
    is_deceased: bool
    birth_date: str
    names: tuple[tuple[str, str], ...]
    practice_ods: str


def read_register_entry(patient: Json) -> RegisterEntry | None:
    """The entry a Patient resource describes; None when it does not say whose it is."""
    nhs_number = code(patient.get("id"))
    if not nhs_number:
        return None
    return RegisterEntry(
        nhs_number=nhs_number,
        is_verified=_is_verified(patient, nhs_number),
        is_sensitive=_is_sensitive(patient),
        is_deceased=bool(patient.get("deceasedDateTime") or patient.get("deceasedBoolean")),
        birth_date=code(patient.get("birthDate")),
        names=tuple(
            (" ".join(texts(name.get("family"))), " ".join(texts(name.get("given"))))
            for name in objects(patient.get("name"))
        ),
        practice_ods=_practice(patient),
    )


def _is_verified(patient: Json, nhs_number: str) -> bool:
    """Whether the register itself vouches for the number. Silence is not a doubt."""
    for each in objects(patient.get("identifier")):
        if code(each.get("value")) == nhs_number:
            status = codes(extension(each, "ukcore-nhsnumberverificationstatus"))
            status += codes(extension(each, "nhsnumberverificationstatus"))
            return all(said == VERIFIED for said in status)
    return not identifier(patient, NHS_NUMBER)


def _is_sensitive(patient: Json) -> bool:
    """Any label but "unrestricted" counts, known or not: the safe side is not to ask."""
    labels = objects(first(patient.get("meta")).get("security"))
    return any(code(label.get("code")) != UNRESTRICTED for label in labels)


def _practice(patient: Json) -> str:
    for practice in objects(patient.get("generalPractitioner")):
        ods = identifier({"identifier": practice.get("identifier")}, ODS_CODE).upper()
        if _ODS.fullmatch(ods):
            return ods
    return ""


def is_our_person(entry: RegisterEntry, ours: Demographics) -> bool:
    """Rule CORE02: the same date of birth, or two parts of it and the beginnings of the names."""
    if entry.birth_date and entry.birth_date == ours.birth_date:
        return True
    theirs, mine = entry.birth_date.split("-"), ours.birth_date.split("-")
    shared = sum(part == other for part, other in zip(theirs, mine, strict=False))
    return shared >= 2 and any(
        _begins_alike(family, ours.family, 3) and _begins_alike(given, ours.given, 1)
        for family, given in entry.names
    )


def _begins_alike(name: str, other: str, letters: int) -> bool:
    begins = name.strip().casefold()[:letters]
    return bool(begins) and begins == other.strip().casefold()[:letters]
