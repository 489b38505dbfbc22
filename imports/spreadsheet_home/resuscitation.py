"""What a workbook says of resuscitation: never taken for a decision, never passed over (PER-15).

The header of a person says "no decision recorded" until somebody has seen the form. Where the old
lists say otherwise, or ask, that is told beside it, in the words of each place that says so.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from imports.register import Register
from imports.rows import ImportedPerson, Kind
from imports.sheet import Sheet
from imports.spreadsheet_home.headings import RESIDENT, Layout, plain
from imports.spreadsheet_home.table import Line, find_table

HEADING = re.compile(r"dnacpr|dnar|cpr|resus|respect")
LIST = Layout(
    Kind.OTHER,
    {
        "person": f"{RESIDENT} | Name",
        "says": "DNACPR? | DNAR | CPR | Resus | DNACPR status | CPR status | CPR decision"
        " | DNACPR in place | DNACPR / ReSPECT",
    },
    needs=frozenset({"person", "says"}),
)
SAYS_NO = re.compile(r"^(?:no?|none|n/?a|nil|not\s+in\s+place)?[^\w?]*$", re.IGNORECASE)
FOR_ATTEMPT = re.compile(
    r"^(?:is\s+)?(?:for|full|attempt|wants)\b[\w\s]*\b(?:cpr|resus\w*)\W*$", re.I
)


@dataclass(slots=True)
class Resuscitation:
    """What every list says about each resident, and what it says about nobody we can find."""

    said: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    of_nobody: dict[str, str] = field(default_factory=dict)

    def read(self, sheets: Iterable[Sheet], register: Register) -> None:
        """Take in the lists of it among sheets that are not taken otherwise."""
        for sheet in sheets:
            table = find_table(sheet, [LIST])
            for line in table.lines() if table else ():
                self._add(line, register)

    def _add(self, line: Line, register: Register) -> None:
        says = line.text("says")
        if line.layout or not says:
            return
        who = register.find(line.text("person")).resident
        if who:
            self.said[who.ref].append((f"{_called(line)}: {says}", line.sheet))
        elif is_to_be_told(says):
            self.of_nobody[line.ref] = f"{_called(line)}: {says}"

    def about(self, person: ImportedPerson) -> tuple[str, ...]:
        """What is to be told about somebody: all that is said, when any of it is not plainly no."""
        sheet = person.ref.rpartition("!")[0]
        said = [(words, sheet) for words in person.resuscitation] + self.said[person.ref]
        if not any(is_to_be_told(words.partition(": ")[2]) for words, _ in said):
            return ()
        if len(said) == 1:
            return (said[0][0],)
        return tuple(f"{words} ({where})" for words, where in said)


def statements(line: Line) -> Iterator[str]:
    """What a row of the list of residents says of it, under the heading it has there."""
    for heading, words in line.others:
        if HEADING.search(plain(heading)) and words:
            yield f"{heading.rstrip('?: ')}: {words}"


def is_to_be_told(says: str) -> bool:
    """Whether it is more than "no", or a plain wish for resuscitation."""
    return not (SAYS_NO.match(says) or FOR_ATTEMPT.match(says))


def _called(line: Line) -> str:
    """The heading over what the list says."""
    return line.heading("says").rstrip("?: ")
