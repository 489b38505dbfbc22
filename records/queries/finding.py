"""Where something is recorded, looked for by the words of the standard or by our own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps

from mods.homes import Home
from records.kinds import KINDS
from records.queries.glossary import Meaning, meanings, model_of, title_of

FOUND_ON_PAGE = 20
MOST_WORDS = 8
# What people say where the standard and our labels say something else.
SAID_OTHERWISE = {
    "agency": "organisation",
    "aid": "device",
    "bed": "occupancy room capacity",
    "booked": "scheduled planned",
    "call": "communication",
    "carer": "unpaid contact",
    "centre": "organisation",
    "condition": "problem",
    "cost": "funding pays",
    "diagnosis": "problem",
    "dislike": "preference",
    "dnacpr": "cpr",
    "dnar": "cpr",
    "dol": "deprivation",
    "drug": "medication medicine",
    "equipment": "device",
    "faith": "religion",
    "family": "contact",
    "hospital": "transfer admission discharge",
    "house": "accommodation address",
    "housing": "accommodation",
    "illness": "problem",
    "jab": "vaccination",
    "letter": "communication",
    "like": "preference",
    "live": "accommodation address",
    "lpa": "attorney",
    "mobile": "phone telephone",
    "money": "funding pays",
    "moved": "address admission end",
    "nmc": "registration professional",
    "old": "previous end",
    "operation": "procedure",
    "paper": "document",
    "progress": "status outcome",
    "relative": "contact",
    "section": "mental act",
    "sectioned": "mental act",
    "stopped": "end until",
    "surgery": "procedure",
    "tablet": "medication medicine",
    "vaccine": "vaccination",
    "warning": "alert",
    "wheelchair": "device",
}


def _words(text: str) -> list[str]:
    """Return the words of a text, each in the singular as far as an "s" makes the plural."""
    return [word.removesuffix("s") for word in re.findall(r"[\w]+", text.lower())]


OTHER_WORDS = {_words(said)[0]: _words(meant) for said, meant in SAID_OTHERWISE.items()}
# Words that name nothing to record: they only decide between places that are equally near.
SMALL = frozenset(
    _words(
        "a about an and are at been by do does for from had has have he her his how i in is it my "
        "of on or our she that the their them they this to was were what when where which who "
        "whose why with"
    )
)
# How far from what was asked: in our words, in those of the standard, by another name for it, in
# what is said about it, or not there at all.
NAMED, IN_STANDARD, OTHERWISE, DESCRIBED, MISSING = 0, 1, 2, 4, 20
# What is further than this behind the best answer is noise beside it.
NEAR_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Place:
    """One box, or something without one: our words for it, and the elements that live there."""

    meaning: Meaning
    model: str
    field: str
    ours: frozenset[str]
    standards: frozenset[str]
    text: frozenset[str]

    @property
    def label(self) -> str:
        return self.meaning.label

    @property
    def homes(self) -> tuple[Home, ...]:
        return self.meaning.homes

    @property
    def reason(self) -> str:
        """Say why it has no box of its own; nothing where it has one."""
        return self.homes[0].reason


def find_places(asked: str) -> list[Place]:
    """Return where to record what these words name: those that name it best first.

    Words count in our names, in the standard's, and in what is said of it. Where no place has all
    of them, those that have at least half are better than nothing.
    """
    words = _words(asked)
    small = SMALL.intersection(words)
    sought = [word for word in words if word not in SMALL][:MOST_WORDS]
    ranked = [
        (_distance(place, sought), len(small - place.ours), len(place.ours), number)
        for number, place in enumerate(_places())
    ]
    most = MISSING * (len(sought) // 2 + 1)
    best = sorted(one for one in ranked if one[0] < most) if sought else []
    best = [one for one in best if one[0] <= best[0][0] + NEAR_ENOUGH]
    return [_places()[number] for *_, number in best][:FOUND_ON_PAGE]


def _distance(place: Place, sought: list[str]) -> int:
    return sum(_far(place, word) for word in sought)


def _far(place: Place, word: str) -> int:
    said = OTHER_WORDS.get(word, ())
    if _in(place.ours, word):
        return NAMED
    if _in(place.standards, word):
        return IN_STANDARD
    if any(_in(place.ours | place.standards, one) for one in said):
        return OTHERWISE
    if any(_in(place.text, one) for one in [word, *said]):
        return DESCRIBED
    return MISSING


def _in(words: frozenset[str], sought: str) -> bool:
    """Say whether a word begins as sought: "vaccin" is in "vaccination"; two letters are whole."""
    if sought in words:
        return True
    return len(sought) > 2 and any(word.startswith(sought) for word in words)


@cache
def _places() -> tuple[Place, ...]:
    return tuple(_each_place())


def _each_place() -> Iterator[Place]:
    kinds = {kind.model._meta.label: kind for kind in KINDS}
    for meaning in (one for rows in meanings().values() for one in rows):
        first = meaning.homes[0]
        model, kind = model_of(first), kinds.get(model_of(first))
        named = [one.element.name for one in meaning.homes]
        named += [one.mods_class.name for one in meaning.homes]
        about = [one.element.description for one in meaning.homes]
        about += [one.mods_class.description for one in meaning.homes]
        about += [apps.get_model(model).__doc__ or "", kind.holds if kind else "", first.reason]
        yield Place(
            meaning=meaning,
            model=model,
            field=first.fields[0].rpartition(".")[2] if first.fields else "",
            ours=frozenset(_words(f"{meaning.label} {title_of(model)}")),
            standards=frozenset(_words(" ".join(named))),
            text=frozenset(_words(" ".join(about))),
        )
