"""Where something is recorded, looked for by the words of the standard or by our own."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps

from mods.homes import Home, homes
from records.kinds import KINDS
from records.queries.glossary import label_of, model_of

FOUND_ON_PAGE = 20
# What people say where the standard says something else.
SAID_OTHERWISE = {
    "aid": "device",
    "carer": "unpaid contact",
    "dnacpr": "cpr",
    "dnar": "cpr",
    "drug": "medication medicine",
    "hospital": "transfer admission discharge",
    "jab": "vaccination",
    "likes": "preference",
    "lpa": "attorney",
    "operation": "procedure",
    "relative": "contact",
    "dols": "deprivation",
    "letter": "communication",
    "tablet": "medication medicine",
    "diagnosis": "problem",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that can be recorded: what it is called here, and by the standard."""

    label: str
    model: str
    field: str
    home: Home
    text: str

    @property
    def is_here(self) -> bool:
        """Say whether it has a field of its own; a reason stands in its stead otherwise."""
        return bool(self.field)


def find_places(asked: str) -> list[Place]:
    """Return where to record what these words name: those that name it best first.

    Every word counts, in the standard's name for it, in ours, and in what it is said to hold.
    """
    sought = [word.rstrip("s") for word in asked.lower().split()][:8]
    ranked = [(_rank(place, sought), number, place) for number, place in enumerate(_places())]
    best = sorted((rank, number) for rank, number, _ in ranked if rank)
    return [ranked[number][2] for _, number in best][:FOUND_ON_PAGE]


def _rank(place: Place, sought: list[str]) -> int:
    """0 where a word is nowhere; else smaller for words in the names than in what it holds."""
    names = f"{place.label} {place.home.element.name} {place.home.mods_class.name}".lower()
    rank = 1
    for word in sought:
        said = [word, *SAID_OTHERWISE.get(word, "").split()]
        if word in names:
            continue
        if any(one in names for one in said):
            rank += 1
        elif any(one in place.text for one in said):
            rank += 3
        else:
            return 0
    return rank if sought else 0


@cache
def _places() -> tuple[Place, ...]:
    return tuple(_each_place())


def _each_place() -> Iterator[Place]:
    titles = {kind.model._meta.label: f"{kind.title} {kind.holds}" for kind in KINDS}
    for home in homes():
        model, field = model_of(home), home.fields[0].rpartition(".")[2] if home.fields else ""
        told = apps.get_model(model).__doc__ or ""
        said = (home.element.description, home.mods_class.description, titles.get(model, ""), told)
        text = " ".join([*said, home.reason]).lower()
        yield Place(label_of(home), model, field, home, text)
