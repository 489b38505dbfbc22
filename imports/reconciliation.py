"""The reconciliation: source against imported, with counts that add up to the rows of the file.

Rows are added one at a time, so that a file of any size is counted in little memory.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from imports.duplicates import Proposal, propose_merges, shared_numbers
from imports.reasons import IN_STONES, NOT_ABOUT_A_PERSON, RESUSCITATION
from imports.rows import (
    AllergyKnowledge,
    ImportedAllergy,
    ImportedNote,
    ImportedPerson,
    Kind,
    NHSNumber,
    Outcome,
    ReadRow,
    SheetSeen,
)
from imports.tallies import Tallies

AUTHORS = 1000  # more are no staff of one provider, but words of some other column
TIME_ZONE = "Europe/London"
type Group = list[ImportedPerson]  # rows that may be one person
DOUBTED_NUMBERS = frozenset(NHSNumber) - {NHSNumber.USABLE, NHSNumber.BLANK}


class Reconciliation:
    """Counts every row of a source as it is read."""

    def __init__(self) -> None:
        self.people: dict[str, ImportedPerson] = {}
        self._by_sheet: dict[str, Counter[str]] = defaultdict(Counter)
        self._ends: dict[Kind, Counter[str]] = defaultdict(Counter)
        self._marks: dict[Kind, Counter[str]] = defaultdict(Counter)
        self._rejected_people: dict[str, list[str]] = defaultdict(list)
        self._numbers: Counter[str] = Counter()
        self._doubted_numbers: list[dict[str, str]] = []
        self._resuscitation: list[dict[str, str]] = []
        self._remarks: list[dict[str, str]] = []
        self._doubts: dict[str, Counter[str]] = defaultdict(Counter)
        self._note_doubts: Counter[str] = Counter()
        self._note_counts: Counter[str] = Counter()
        self._authors: Counter[str] = Counter()
        self._precision: Counter[str] = Counter()
        self._moments: list[datetime] = []
        self._days: list[date] = []
        self._knows: dict[str, set[AllergyKnowledge]] = defaultdict(set)
        self._agents: Counter[str] = Counter()
        self._records: dict[str, Counter[str]] = defaultdict(Counter)
        self._tallies = Tallies()
        self._joined: list[list[str]] = []

    def add(self, row: ReadRow) -> None:
        """Count one row."""
        self._tallies.add(row)
        self._count(row, _end(row))
        if row.kind is Kind.PERSON:
            self._add_person(row)
        elif isinstance(row.item, ImportedNote):
            self._add_note(row, row.item)
        elif isinstance(row.item, ImportedAllergy):
            self._knows[row.item.person].add(row.item.state)
            self._agents[row.item.person] += len(row.item.agents)
        elif row.warnings and (said := _of_resuscitation(row)):
            who = row.summary.partition(": ")[0] if row.item else row.summary
            self._add_resuscitation(row, who, said)
        elif row.kind is Kind.LAYOUT or _is_about_the_home(row):
            self._remarks.append({"row": row.ref, "what": row.reason, "words": row.summary})

    def read(self) -> dict[str, int]:
        """How many rows of each list were read so far."""
        return {title: ends.total() for title, ends in self._by_sheet.items()}

    def proposals(self) -> tuple[Proposal, ...]:
        """Who may be on the list twice."""
        return propose_merges(self.people.values())

    def allergy_state(self, ref: str) -> AllergyKnowledge:
        """What all the lines about somebody say together."""
        said = self._knows[ref]
        for state in (AllergyKnowledge.PRESENT, AllergyKnowledge.NONE_KNOWN):
            if state in said:
                return state
        return AllergyKnowledge.NOT_ASKED

    def as_dict(self, sheets: Iterable[SheetSeen]) -> dict[str, Any]:
        """The whole report, ready for JSON."""
        seen = tuple(sheets)
        proposals = self.proposals()
        groups = self._groups(proposals)
        return {
            "local_time_zone": TIME_ZONE,
            "sheets_in_workbook": {sheet.title: sheet.state for sheet in seen},
            "sheet_order": [sheet.title for sheet in seen],  # the database forgets it in an object
            "sheets_not_taken": [
                {"sheet": sheet.title, "state": sheet.state, "rows": sheet.rows}
                for sheet in seen
                if sheet.holds is Kind.OTHER
            ],
            "people": self._people(proposals, groups),
            "notes": self._notes(),
            "event_times": self._event_times(),
            **self._tallies.as_dict(),
            "merged_as_decided": self._joined,
            "authors": [list(counted) for counted in self._authors.most_common()],
            "other_sheets": {
                "Contacts": self._contacts(),
                "Allergies": self._allergies(),
                **{title: dict(counts) for title, counts in self._records.items() if counts},
            },
            "named_people": self._named_people(groups),
            "resuscitation_not_brought_in": self._resuscitation,
            "nhs_numbers_doubted": self._doubted_numbers,
            "nhs_number_on_different_people": [
                [_row_label(person) for person in group]
                for group in shared_numbers(self.people.values())
            ],
            "side_by_side": [
                {"why": p.why, "pair": [facts_of(p.first), facts_of(p.second)]} for p in proposals
            ],
            "rows": {sheet.title: self._sheet(sheet) for sheet in seen},
            "not_records": self._remarks,
            "comments": [{"cell": at, "words": words} for s in seen for at, words in s.comments],
        }

    def _count(self, row: ReadRow, end: str) -> None:
        """How it ended, by its list and by what it is about; most have neither mark nor doubt."""
        self._by_sheet[row.sheet][end] += 1
        self._ends[row.kind][end] += 1
        for counted in _counted(row, end):
            self._records[row.sheet][counted] += 1
        if row.marks:
            self._marks[row.kind].update(row.marks)
        if row.item and row.warnings:
            self._doubts[row.sheet].update({doubt.partition(":")[0] for doubt in row.warnings})

    def _add_person(self, row: ReadRow) -> None:
        if isinstance(row.item, ImportedPerson):
            self.people[row.ref] = row.item
            if row.item.joins:
                self._joined.append([row.item.joins, _row_label(row.item)])
            if row.item.allergy_state is not AllergyKnowledge.NOT_ASKED:
                self._knows[row.ref].add(row.item.allergy_state)
                self._agents[row.ref] += len(row.item.agents)
            self._add_resuscitation(row, row.item.full_name, row.item.resuscitation)
        elif row.outcome is Outcome.REJECTED:
            self._rejected_people[row.reason].append(
                row.source_id or f"{row.summary} ({row.sheet} row {row.number})"
            )
        self._numbers.update(row.marks)
        if doubts := DOUBTED_NUMBERS.intersection(row.marks):
            self._doubted_numbers.append(
                {
                    "row": row.ref,
                    "name": row.summary,
                    "typed": row.number_typed,
                    "why": next(iter(doubts)),
                }
            )

    def _add_resuscitation(self, row: ReadRow, who: str, said: tuple[str, ...]) -> None:
        """It is never brought in as a decision: whoever brings the rest in must know whose."""
        if said:
            self._resuscitation.append({"row": row.ref, "name": who, "says": ", ".join(said)})

    def _add_note(self, row: ReadRow, note: ImportedNote) -> None:
        if row.warnings:
            self._note_doubts.update({doubt.partition(":")[0] for doubt in row.warnings})
        self._note_counts[note.person] += 1
        if (author := note.author) and (author in self._authors or len(self._authors) < AUTHORS):
            self._authors[author] += 1
        self._days = _widened(self._days, note.on)
        if note.at:
            self._precision["clock time"] += 1
            self._moments = _widened(self._moments, note.at)
        else:
            self._precision["part of the day only" if note.part_of_day else "date only"] += 1

    def _people(self, proposals: Sequence[Proposal], groups: Sequence[Group]) -> dict[str, Any]:
        living = sum(person.is_living_here for person in self.people.values())
        rows = self._ends[Kind.PERSON]
        return {
            "rows": rows.total(),
            "rejected": dict(self._rejected_people),
            "imported_unmerged": len(self.people),
            "merge_proposals": [[_row_label(p.first), _row_label(p.second)] for p in proposals],
            "imported_merged": len(groups),
            "living_there_now": living,
            "left_or_died_rows": len(self.people) - living,
            "nhs_numbers": dict(self._numbers),
        }

    def _notes(self) -> dict[str, Any]:
        outcome = self._ends[Kind.NOTE]
        return {
            "rows": outcome.total(),
            "outcome": dict(sorted(outcome.items())),
            "imported_with_warning": dict(sorted(self._note_doubts.items())),
            "time_precision": dict(self._precision),
        }

    def _event_times(self) -> dict[str, str]:
        times = {}
        if self._moments:
            times["earliest_clock_time_utc"] = _utc(self._moments[0])
            times["latest_clock_time_utc"] = _utc(self._moments[-1])
        if self._days:
            times["earliest_date"] = self._days[0].isoformat()
            times["latest_date"] = self._days[-1].isoformat()
        return times

    def _contacts(self) -> dict[str, int]:
        ends = self._ends[Kind.CONTACT]
        return {"rows": ends.total(), **ends, **self._marks[Kind.CONTACT]}

    def _allergies(self) -> dict[str, Any]:
        living = [ref for ref, person in self.people.items() if person.is_living_here]
        states = Counter({state.value: 0 for state in AllergyKnowledge})
        states.update(self.allergy_state(ref).value for ref in living)
        agents = sum(self._agents[ref] for ref in living)
        return {"people now living there, by state": {"agents imported": agents, **states}}

    def _named_people(self, groups: Sequence[Group]) -> list[dict[str, Any]]:
        """Everybody, once, with their notes by row, so that any of them can be checked by eye."""
        return [
            {
                "name": f"{people[0].surname}, {people[0].called}",
                "rows": [person.ref for person in people],
                "notes": sum(self._note_counts[person.ref] for person in people),
                "notes_by_row": {p.ref: self._note_counts[p.ref] for p in people},
            }
            for people in groups
        ]

    def _groups(self, proposals: Sequence[Proposal]) -> list[Group]:
        """The people as they would be, were every proposal accepted."""
        group_of = {ref: [person] for ref, person in self.people.items()}
        for proposal in proposals:
            first, second = group_of[proposal.first.ref], group_of[proposal.second.ref]
            if first is not second:
                first.extend(second)
                group_of.update(dict.fromkeys((person.ref for person in second), first))
        return list({id(group): group for group in group_of.values()}.values())

    def _sheet(self, sheet: SheetSeen) -> dict[str, Any]:
        return {
            "rows": sheet.rows,
            "taken_as": sheet.holds.value,
            "outcome": dict(sorted(self._by_sheet[sheet.title].items())),
            "imported_with_warning": dict(sorted(self._doubts[sheet.title].items())),
            "columns": list(sheet.columns),
            "columns_not_taken": list(sheet.columns_not_taken),
        }


def _end(row: ReadRow) -> str:
    if row.outcome in {Outcome.REJECTED, Outcome.SKIPPED}:
        return f"{row.outcome}: {row.reason}"
    return row.outcome.value


def _of_resuscitation(row: ReadRow) -> tuple[str, ...]:
    """What a row of a list says of it: of somebody, or of nobody we can find."""
    begins = f"{RESUSCITATION}: "
    if row.outcome is Outcome.NOT_TAKEN:
        return row.warnings
    return tuple(said.removeprefix(begins) for said in row.warnings if said.startswith(begins))


def _counted(row: ReadRow, end: str) -> Iterable[str]:
    """What a row counts as: a record once; of values as many as it has, all left out with it."""
    if row.kind is Kind.RECORD:
        return "rows", end, *(row.marks if row.item else ())
    if row.kind is not Kind.MEASUREMENT or row.item:
        return row.marks if row.kind is Kind.MEASUREMENT else ()
    return [end for mark in row.marks if mark != IN_STONES]


def _is_about_the_home(row: ReadRow) -> bool:
    """A row of a list we do take, such as the surgery among the contacts."""
    return row.outcome is Outcome.NOT_TAKEN and row.reason == NOT_ABOUT_A_PERSON


def _row_label(person: ImportedPerson) -> str:
    return person.source_id or f"row {person.ref.rpartition('!')[2]}: {person.full_name}"


def facts_of(person: ImportedPerson) -> dict[str, str]:
    """What somebody needs to see of two rows to say whether they are one person."""
    return {
        "row": person.ref,
        "name": " ".join(filter(None, [person.title, person.full_name])),
        "called": person.preferred_name,
        "born": day_in_words(person.born_on),
        "nhs_number": person.nhs_number or person.nhs_typed,
        "room": person.room,
        "moved_in": day_in_words(person.moved_in_on),
        "left": person.left_typed,
    }


def day_in_words(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _widened(bounds: list, value: Any) -> list:
    return [min(bounds[0], value), max(bounds[1], value)] if bounds else [value, value]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
