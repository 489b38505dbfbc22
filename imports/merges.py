"""Rows that may be about one person, side by side, with what somebody decided of them.

The check proposes (`imports.duplicates`, `queries.already_on_record`); only a person merges. What
was decided is kept by the keys of both, so that the next export does not ask again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.db.models import Count, Q

from imports import authors, queries
from imports.fingerprints import Fingerprints, key_of
from imports.joining import ON_RECORD, Joining
from imports.models import ImportRow, ImportRun, MergeDecision
from imports.reconciliation import day_in_words
from imports.rows import ImportedPerson, ReadRow, SheetSeen, Source
from imports.words import in_place
from records.models import Admission, Person
from records.models.base import Standing

Verdict = MergeDecision.Verdict
# A row of the file, whom it may be, why, and the id of the latter where they are on record.
type Found = tuple[dict[str, str], dict[str, str], str, str]
FACTS = {
    "name": "Name",
    "called": "Likes to be called",
    "born": "Born",
    "nhs_number": "NHS number",
    "room": "Room",
    "moved_in": "Moved in",
    "left": "Left, or still there",
    "notes": "Notes",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """What both say of one thing."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return bool(self.first and self.second) and self.first != self.second


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one person: a row of the file, and another row or somebody on record."""

    first_key: str
    second_key: str
    why: str
    names: str
    places: tuple[str, str, str]
    facts: list[Fact]
    person_id: str
    decided: MergeDecision | None

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.first_key} {self.second_key}"


def count_of(run: ImportRun) -> int:
    """How many pairs of a run may be one person."""
    report = run.report
    return len(report.get("side_by_side", [])) + len(report.get("already_on_record", []))


def undecided_of(run: ImportRun) -> int:
    """How many of them nobody has decided, or nobody was sure of."""
    decided = [pair.decided for pair in pairs_of(run)]
    return sum(one is None or one.verdict == Verdict.UNSURE for one in decided)


def pairs_of(run: ImportRun, start: int = 0, stop: int | None = None) -> list[Pair]:
    """Those pairs, or some of them, with what was decided last of each."""
    found = [*_within(run.report), *_with_the_record(run.report)][start:stop]
    keys = _keys(run, [each[0]["row"] for each in found] + [each[1]["row"] for each in found])
    on_record = _facts_on_record({UUID(each[3]) for each in found if each[3]})
    named = [
        (keys[second["row"]] if not person_id else ON_RECORD + person_id, keys[first["row"]])
        for first, second, _, person_id in found
    ]
    decided = latest(named)
    return [
        _pair(each, key, on_record, decided.get(key))
        for each, key in zip(found, named, strict=True)
    ]


def latest(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], MergeDecision]:
    """What was decided last of each of some pairs of keys."""
    wanted = set(pairs)
    said = MergeDecision.objects.filter(second_key__in={second for _, second in wanted})
    found = said.select_related("decided_by", "run").order_by("decided_at", "id")
    return {
        (one.first_key, one.second_key): one
        for one in found
        if (one.first_key, one.second_key) in wanted
    }


def _within(report: dict[str, Any]) -> Iterator[Found]:
    notes = {
        ref: number
        for person in report.get("named_people", [])
        for ref, number in person["notes_by_row"].items()
    }
    for proposal in report.get("side_by_side", []):
        first, second = (
            facts | {"notes": str(notes.get(facts["row"], 0))} for facts in proposal["pair"]
        )
        yield second, first, proposal["why"], ""


def _with_the_record(report: dict[str, Any]) -> Iterator[Found]:
    for one in report.get("already_on_record", []):
        yield one["facts"], {"row": one["row"]}, one["why"], one["person_id"]


def _keys(run: ImportRun, refs: Iterable[str]) -> dict[str, str]:
    """The keys of rows of people, by where the rows stand."""
    places = [ref.rpartition("!")[::2] for ref in dict.fromkeys(refs)]
    asked = Q(pk=None)
    for sheet, number in places:
        asked |= Q(sheet=sheet, number=number)
    rows = ImportRow.objects.filter(asked, run=run, kind="person")
    return {f"{row.sheet}!{row.number}": row.fingerprint for row in rows}


def _facts_on_record(people: set[UUID]) -> dict[str, dict[str, str]]:
    """The same facts of people on record."""
    known = Person.objects.filter(pk__in=people).annotate(
        notes=Count("careentry", filter=Q(careentry__standing=Standing.CURRENT))
    )
    stays = Admission.objects.filter(person__in=people, standing=Standing.CURRENT)
    stay_of = {
        stay.person_id: stay
        for stay in stays.select_related("location", "room").order_by("admitted_on")
    }
    return {str(one.pk): _facts(one, stay_of.get(one.pk)) for one in known}


def _facts(one: Any, stay: Admission | None) -> dict[str, str]:
    return {
        "name": one.full_name,
        "called": one.preferred_name,
        "born": day_in_words(one.date_of_birth),
        "nhs_number": one.nhs_number,
        "room": stay.room.name if stay and stay.room else "",
        "moved_in": day_in_words(stay.admitted_on) if stay else "",
        "left": day_in_words(stay.ended_on) if stay else "",
        "notes": str(one.notes),
        "row": "",
    }


def _pair(
    found: Found, key: tuple[str, str], on_record: dict[str, dict[str, str]],
    decided: MergeDecision | None,
) -> Pair:  # fmt: skip
    second, first, why, person_id = found
    other = on_record.get(person_id, {}) if person_id else first
    facts = [
        Fact(label, other.get(name, ""), second.get(name, "")) for name, label in FACTS.items()
    ]
    return Pair(
        *key,
        why=why,
        names=f"{other.get('name', 'Somebody on record')} and {second['name']}",
        places=(
            "What",
            "On record" if person_id else in_place(other["row"]),
            in_place(second["row"]),
        ),
        facts=facts,
        person_id=person_id,
        decided=decided,
    )


@dataclass(frozen=True)
class Joined:
    """The source of a run, in which rows of people say whom they join by what was decided."""

    source: Source
    joining: Joining

    @property
    def sheets(self) -> tuple[SheetSeen, ...]:
        """What it holds."""
        return self.source.sheets

    def rows(self) -> Iterator[ReadRow]:
        """Its rows."""
        return self.joining.rows(self.source.rows())


def joined(run: ImportRun, source: Source) -> Source:
    """The source of a run with what was decided before it was checked last."""
    said = MergeDecision.objects.filter(decided_at__lte=run.checked_at)
    last = said.order_by("second_key", "first_key", "-decided_at", "-id")
    pairs = [
        (one.first_key, one.second_key)
        for one in last.distinct("second_key", "first_key")
        if one.verdict == Verdict.ONE
    ]
    if not pairs:
        return source
    keys = {key_of(run.provider_id, key): key for pair in pairs for key in pair}
    made = queries.brought_in(keys)
    was_made = {
        keys[key]: str(there.target_id)
        for key, there in made.items()
        if there.model == Person._meta.label_lower
    }
    marks = Fingerprints(run.adapter)
    return Joined(
        source,
        Joining(
            pairs,
            key_of=lambda row: marks.of(row, cast("ImportedPerson", row.item)),
            was_made=was_made,
            as_of=run.as_of,
        ),
    )


def is_decided_since(run: ImportRun) -> bool:
    """Whether somebody decided who is one person, or who wrote, since a run was checked."""
    decided = MergeDecision.objects.filter(run=run, decided_at__gt=run.checked_at)
    return decided.exists() or authors.is_said_since(run)
