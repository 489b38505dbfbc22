"""Whom does a name mean? The ways in which staff write a resident's name, looked up exactly.

A name that fits nobody, or two people, is for a person to settle: we suggest, we never guess.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from imports import reasons

TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "rev",
        "revd",
        "reverend",
        "fr",
        "father",
        "sr",
        "sister",
        "sir",
        "lady",
        "lord",
        "dame",
        "prof",
        "professor",
        "capt",
        "captain",
        "major",
    ]
)
THE_HOUSE = frozenset(
    [
        "all",
        "everyone",
        "everybody",
        "every",
        "residents",
        "people",
        "house",
        "home",
        "kitchen",
        "staff",
        "team",
        "maintenance",
        "laundry",
        "office",
        "domestic",
        "domestics",
        "housekeeping",
        "cleaning",
        "handover",
        "general",
        "garden",
        "lounge",
        "dining",
        "building",
        "management",
        "manager",
        "night",
        "day",
        "shift",
        "unit",
        "floor",
        "ground",
        "first",
        "second",
        "annexe",
        "visitors",
        "agency",
        "activities",
        "communal",
        "rooms",
        "room",
        "the",
        "and",
        "in",
        "whole",
        "various",
    ]
)
BETWEEN_PEOPLE = re.compile(r"\s*(?:\+|&|/|;|\band\b|\bwith\b)\s*")
ROOM = re.compile(r"\b(?:room|rm)\s*(?:no|number)?\s*([a-z]?\d+[a-z]?)\b")
ROOM_CODE = re.compile(r"\b([a-z]?\s?\d+\s?[a-z]?)\b", re.IGNORECASE)
EARLIER_ROOM = re.compile(r"\b(?:was|from|moved from)\s+([a-z]?\d+[a-z]?)\b", re.IGNORECASE)
CLOSE_ENOUGH = 0.78


@dataclass(frozen=True, slots=True)
class Resident:
    """What a name can be made of. `outcome` is the reason, when the row was not imported."""

    ref: str
    title: str
    surname: str
    given_names: str
    preferred_name: str
    room_typed: str
    not_imported: str = ""
    next_of_kin: str = ""

    @property
    def label(self) -> str:
        called = self.preferred_name or self.given_names
        return " ".join(filter(None, [called, self.surname]))

    @property
    def in_full(self) -> str:
        sheet, _, row = self.ref.rpartition("!")
        return f"{self.label} ({sheet} row {row})"


@dataclass(frozen=True, slots=True)
class Found:
    """Whose name it is, or why nobody's, with suggestions."""

    resident: Resident | None = None
    reason: str = ""
    hint: str = ""


def room_codes(typed: str) -> tuple[str, str]:
    """The room somebody has now and the one they had: "was 9b now 14" is ("14", "9b")."""
    earlier = EARLIER_ROOM.search(typed)
    rest = EARLIER_ROOM.sub(" ", typed)
    now = ROOM_CODE.search(rest)
    return (
        now[1].replace(" ", "").lower() if now else "",
        earlier[1].lower() if earlier else "",
    )


def normal(name: str) -> str:
    """A name as it is looked up: no case, accents, full stops, apostrophes or stray spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    bare = re.sub(r"[.'`\"\u2018\u2019]", "", bare.casefold().replace("-", " "))
    bare = ROOM.sub(r"rm \1", bare)
    return re.sub(r"\s+", " ", re.sub(r"\s*,\s*", ", ", bare)).strip(" ,:")


class Register:
    """Everybody on the list of residents, by every form of their name."""

    def __init__(self, residents: Iterable[Resident]) -> None:
        self._by_ref = {resident.ref: resident for resident in residents}
        self._usual: dict[str, set[str]] = defaultdict(set)
        self._formal: dict[str, set[str]] = defaultdict(set)
        self._alone: dict[str, set[str]] = defaultdict(set)
        for resident in self._by_ref.values():
            for form in _usual_forms(resident):
                self._usual[form].add(resident.ref)
            for form in _formal_forms(resident):
                self._formal[form].add(resident.ref)
            for form in _forms_that_need_more(resident):
                self._alone[form].add(resident.ref)
        self._known: dict[str, Found] = {}

    def find(self, typed: str) -> Found:
        """Whom a typed name means."""
        name = normal(typed)
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> Found:
        if not name.strip("?- "):
            return Found(reason=reasons.NO_PERSON)
        refs = self._usual.get(name) or self._formal.get(name)
        if refs and len(refs) == 1:
            return Found(self._by_ref[next(iter(refs))])
        if refs or len(self._alone.get(name, ())) > 1:
            fits = refs or self._alone[name]
            return Found(reason=reasons.AMBIGUOUS_PERSON, hint=self._names(fits))
        words = re.findall(r"[a-z]+", name)
        if words and THE_HOUSE.issuperset(words):
            return Found(reason=reasons.NOT_ABOUT_A_PERSON)
        if self._names_several(name):
            return Found(reason=reasons.MORE_THAN_ONE_PERSON)
        return Found(reason=reasons.UNKNOWN_PERSON, hint=self._suggest(name))

    def _names_several(self, name: str) -> bool:
        parts = [part for part in BETWEEN_PEOPLE.split(name) if part]
        if len(parts) > 1:
            return any(self._fits_somebody(part) for part in parts)
        parts = name.split(", ")
        return len(parts) > 1 and all(self._fits_somebody(part) for part in parts)

    def _fits_somebody(self, name: str) -> bool:
        return any(name in forms for forms in (self._usual, self._formal, self._alone))

    def _suggest(self, name: str) -> str:
        if name in self._alone:
            return self._names(self._alone[name])
        forms = self._formal | self._usual
        close = get_close_matches(name, forms, n=3, cutoff=CLOSE_ENOUGH)
        return self._names({ref for form in close for ref in forms[form]})

    def _names(self, refs: Iterable[str]) -> str:
        labels = sorted({self._by_ref[ref].in_full for ref in refs})
        return "Perhaps " + " or ".join(labels) if labels else ""


def _usual_forms(resident: Resident) -> Iterator[str]:
    """Betty Harding, called so, in room 12, is any of the six forms that staff write."""
    called = resident.preferred_name or (resident.given_names.split() or [""])[0]
    yield from _forms(resident, called, room_codes(resident.room_typed)[0])


def _formal_forms(resident: Resident) -> Iterator[str]:
    """The name on the birth certificate, or the room before: read only when nothing else fits."""
    now, before = room_codes(resident.room_typed)
    first = (resident.given_names.split() or [""])[0]
    for called in {first, resident.given_names, resident.preferred_name} - {""}:
        for room in {now, before}:
            yield from _forms(resident, called, room)


def _forms(resident: Resident, called: str, room: str) -> Iterator[str]:
    given, surname, title = normal(called), normal(resident.surname), normal(resident.title)
    if given and surname:
        yield f"{surname}, {given}"
        yield f"{given} {surname}"
        yield f"{given} {surname[0]}"
    for style in [title] if title else TITLES:
        if surname:
            yield f"{style} {surname}"
            yield f"{style} {given} {surname}"
    if given and room:
        yield f"rm {room} {given}"
        yield f"{given} rm {room}"


def _forms_that_need_more(resident: Resident) -> Iterator[str]:
    """A first name or a surname alone: never enough, but worth a suggestion."""
    first = (resident.given_names.split() or [""])[0]
    yield from {normal(resident.preferred_name or first), normal(resident.surname)} - {""}
