"""The list of allergies: three states, and blank is not "none"."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from imports import reasons
from imports.dates import MISSING, read_date
from imports.rows import Agent, AllergyKnowledge, ImportedAllergy, Kind, Outcome, ReadRow
from imports.spreadsheet_home.lines import read_lines
from imports.spreadsheet_home.register import Register, Resident
from imports.spreadsheet_home.table import Line, Table

NONE_KNOWN = re.compile(
    r"^(?:n\.?k\.?d?\.?a\.?|(?:none|nil|no|nothing)(?:\s+(?:other|drug|known|food|allergies|allergy"
    r"|to\s+date|that\s+we\s+know\s+of))*)\W*$",
    re.IGNORECASE,
)
NOT_ASKED = re.compile(
    r"^\W*(?:tbc|tba|n/?k|not\s+(?:known|asked|sure)|unknown|unsure|don.?t\s+know"
    r"|(?:to\s+)?(?:ask|check|confirm|chase|find\s+out)\w*\b.*|awaiting\b.*|waiting\b.*|n/?a)?\W*$",
    re.IGNORECASE | re.DOTALL,
)
BETWEEN = re.compile(r"\s*[;\n]\s*")
BETWEEN_AGENTS = re.compile(r"\s*[;\n,+]\s*(?![^(]*\))|\s+(?:and|&)\s+(?![^(]*\))")


def read_allergies(table: Table, register: Register) -> Iterator[ReadRow]:
    """Each row of the list of allergies."""
    yield from read_lines(table, Kind.ALLERGY, register, _read_allergy)


def _read_allergy(line: Line, resident: Resident) -> ReadRow:
    said = line.text("agents")
    state = knowledge(said)
    present = state is AllergyKnowledge.PRESENT
    recorded = read_date(line.values.get("on"))
    allergy = ImportedAllergy(
        person=resident.ref,
        state=state,
        agents=_agents(said, line.text("reactions")) if present else (),
        told_by=line.text("told_by"),
        recorded_on=recorded.on,
        typed=said,
    )
    # A date nobody can read must not cost us the allergy.
    has_bad_date = recorded.problem and recorded.problem != MISSING
    doubts = (f"{reasons.DATE_NOT_UNDERSTOOD}: {line.text('on')}",) if has_bad_date else ()
    return line.ended(
        Kind.ALLERGY, Outcome.IMPORTED, item=allergy, warnings=doubts,
        summary=f"{resident.label}: {said or state}",
    )  # fmt: skip


def knowledge(said: str) -> AllergyKnowledge:
    """Which of the three states the words mean."""
    if NOT_ASKED.match(said):
        return AllergyKnowledge.NOT_ASKED
    return AllergyKnowledge.NONE_KNOWN if NONE_KNOWN.match(said) else AllergyKnowledge.PRESENT


def _agents(said: str, reactions: str) -> tuple[Agent, ...]:
    """Each agent with its reaction, when the two lists are of one length; else all the words."""
    agents = [name for name in BETWEEN_AGENTS.split(said) if name]
    happened = BETWEEN.split(reactions)
    if len(happened) not in {1, len(agents)} or (len(happened) == 1 < len(agents)):
        happened = [reactions] * len(agents)
    return tuple(Agent(name, what or "") for name, what in zip_longest(agents, happened))
