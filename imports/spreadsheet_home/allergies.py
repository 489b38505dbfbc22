"""The list of allergies: three states, and blank is not "none"."""

import re
from collections.abc import Iterator

from imports import reasons
from imports.dates import MISSING
from imports.register import Register, Resident
from imports.rows import Agent, AllergyKnowledge, ImportedAllergy, Kind, Outcome, ReadRow
from imports.spreadsheet_home.allergy_words import Meaning, is_in_doubt, meaning
from imports.spreadsheet_home.lines import read_lines
from imports.spreadsheet_home.table import Line, Table

LONGEST_UNDERSTOOD = 2_000  # a page pasted by mistake is not taken apart: no record could hold it
BETWEEN = re.compile(r"\s*[;\n]\s*")
# Not within brackets; a slash only between words, so that "n/k" and "10/25" stay whole.
BETWEEN_AGENTS = re.compile(
    r"(?:\s*[;\n,+]\s*|(?<=[^\W\d_]{2})\s*/\s*(?=[^\W\d_]{2})|\s+(?:and|&)\s+)(?![^(\[]*[)\]])",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"^(?P<name>[^(\[]+?)\s*[(\[](?P<what>[^)\]]+)[)\]]\W*$")
# What a body does. Other words in brackets, as in "Antibiotics (penicillin)", stay with the name.
REACTION = re.compile(
    r"rash|swell|swoll|anaphyl|vomit|sick|nause|wheez|breath|itch|hives|urticaria|diarrh|\bruns\b"
    r"|collaps|hallucin|confus|dizz|faint|blister|peel|redness|\bred\b|sore|throat|tongue|\blips\b"
    r"|bleed|pain|cramp|headache|drows|agitat|react|intoleran|upset|mild|severe|epi-?pen|skin"
    r"|lumps|bumps|shock|unwell|poorly|unknown|not known|^\W*\?\W*$",
    re.IGNORECASE,
)


def read_allergies(table: Table, register: Register) -> Iterator[ReadRow]:
    """Each row of the list of allergies."""
    yield from read_lines(table, Kind.ALLERGY, register, _read_allergy)


def _read_allergy(line: Line, resident: Resident) -> ReadRow:
    said = line.text("agents")
    state, substances, is_doubtful = understood(said)
    recorded = line.day("on")
    allergy = ImportedAllergy(
        person=resident.ref,
        state=state,
        agents=_agents(substances, line.text("reactions")),
        told_by=line.text("told_by"),
        recorded_on=recorded.on,
        typed=said,
    )
    doubts = [f"{reasons.ALLERGY_IN_DOUBT}: {said}"] if is_doubtful else []
    # A date nobody can read must not cost us the allergy.
    if recorded.problem and recorded.problem != MISSING:
        doubts.append(f"{reasons.DATE_NOT_UNDERSTOOD}: {line.text('on')}")
    return line.ended(
        Kind.ALLERGY, Outcome.IMPORTED, item=allergy, warnings=tuple(doubts),
        summary=f"{resident.label}: {said or state}",
    )  # fmt: skip


def understood(said: str) -> tuple[AllergyKnowledge, list[str], bool]:
    """Which of the three states the words mean, the substances, and whether a doubt is left."""
    whole = len(said) > LONGEST_UNDERSTOOD
    parts = [said] if whole else [part for part in BETWEEN_AGENTS.split(said) if part.strip()]
    meanings = [meaning(part) for part in parts]
    substances = [
        part for part, what in zip(parts, meanings, strict=True) if what is Meaning.SUBSTANCE
    ]
    if substances:
        is_doubtful = any(map(is_in_doubt, parts)) or Meaning.NONE_KNOWN in meanings
        return AllergyKnowledge.PRESENT, substances, is_doubtful
    if Meaning.NONE_KNOWN in meanings and Meaning.UNCLEAR not in meanings:
        return AllergyKnowledge.NONE_KNOWN, [], False
    return AllergyKnowledge.NOT_ASKED, [], bool(said.strip("-\u2013\u2014. "))


def _agents(substances: list[str], reactions: str) -> tuple[Agent, ...]:
    """Each agent with its reaction, when the two lists are of one length; else all the words."""
    happened = BETWEEN.split(reactions)
    if len(happened) not in {1, len(substances)} or (len(happened) == 1 < len(substances)):
        happened = [reactions] * len(substances)
    return tuple(_agent(name, what) for name, what in zip(substances, happened, strict=False))


def _agent(typed: str, reaction: str) -> Agent:
    """A substance, with a reaction in brackets behind it told apart from its name."""
    found = IN_BRACKETS.match(typed)
    if not found or not REACTION.search(found["what"]):
        return Agent(typed, reaction)
    return Agent(found["name"], "; ".join(filter(None, [found["what"], reaction])))
