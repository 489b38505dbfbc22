"""What was written in a consultation: its lists of topics and headings, made flat for reading."""

from dataclasses import replace

from gpconnect.reading.codes import CONSULTATION
from gpconnect.reading.fhir import Json, codes, extensions, first, holders, text
from gpconnect.reading.items import read_item
from gpconnect.reading.record import Consultation, Item, Section
from gpconnect.reading.source import Source, said_of

DEEPEST = 4  # consultation, topic, heading, and one to spare


class Structures:
    """The structure lists of an answer, by the encounter they belong to.

    Each list is opened once, so that lists pointing at each other in circles come to an end.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._opened: set[int] = set()
        self._by_encounter: dict[int, list[Json]] = {}
        for each in source.lists:
            if CONSULTATION in codes(each.get("code")):
                encounter = source.resolve(each.get("encounter"))
                self._by_encounter.setdefault(id(encounter), []).append(each)

    def fill(self, consultation: Consultation, encounter: Json) -> Consultation:
        """The consultation with what was written in it."""
        sections: list[Section] = []
        for structure in self._by_encounter.pop(id(encounter), []):
            self._open(structure, (), sections)
        return replace(consultation, sections=tuple(sections))

    def _open(self, structure: Json, titles: tuple[str, ...], sections: list[Section]) -> None:
        self._opened.add(id(structure))
        items: list[Item] = []
        unresolved: list[str] = []
        inner: list[Json] = []
        for holder in holders(structure):
            found = self._source.resolve(holder)
            if found is None:
                unresolved.append(said_of(holder))
            elif found["resourceType"] != "List":
                items.append(read_item(found, self._source))
            elif id(found) not in self._opened and len(titles) < DEEPEST:
                inner.append(found)
        if items or unresolved:
            sections.append(Section(": ".join(titles), tuple(items), tuple(unresolved)))
        for each in inner:
            self._open(each, (*titles, *self._title(each)), sections)

    def unopened(self, structures: list[Json]) -> int:
        """How many of these lists hold something and were opened in no consultation."""
        return sum(id(each) not in self._opened and bool(holders(each)) for each in structures)

    def _title(self, structure: Json) -> tuple[str, ...]:
        """A list's own title, or the problem a topic is about."""
        if title := text(structure.get("title")):
            return (title,)
        related = first(extensions(structure, "relatedproblemheader"))
        for target in extensions(related, "target"):
            problem = self._source.resolve(target.get("valueReference"))
            if problem is not None:
                return (read_item(problem, self._source).display,)
        return ()
