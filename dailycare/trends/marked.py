"""What changed for people, for whoever hands over, runs the shift or opens a person's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from dailycare.clock import shift_day
from dailycare.trends.changes import LOOKS_BACK, Missed, changes
from dailycare.trends.days import Notes, marked_kinds, notes_of, series
from dailycare.trends.measures import MEASURES, Measure
from dailycare.trends.ranges import Ranges, ranges_of
from dailycare.trends.sentences import in_words

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MarkedChange:
    """One change for one person: of what, up to which whole day, in words, against what."""

    measure: str
    kinds: tuple[str, ...]
    until: date
    words: str
    is_against_range: bool


def marked_changes(people: Iterable[UUID], until: datetime) -> dict[UUID, list[MarkedChange]]:
    """What is marked for each of these people at the end of the last whole day before a moment.

    Whoever asks says whom the reader may see. Two queries, however many people; those without a
    change are not in the answer.
    """
    last = shift_day(until) - ONE_DAY
    people = list(people)
    notes = notes_of(people, first=last - LOOKS_BACK, until=until, of=marked_kinds)
    ranges = ranges_of(people, on=last)
    found = {person: marked_in(some, ranges[person], last) for person, some in notes.items()}
    return {person: some for person, some in found.items() if some}


def marked_in(notes: Notes, ranges: Ranges, last: date) -> list[MarkedChange]:
    """What is marked in one person's notes at the end of a day."""
    measures = [one for one in MEASURES if one.marked.is_ever and notes.keys() & set(one.kinds)]
    return [one for measure in measures for one in _of(measure, notes, ranges, last)]


def _of(measure: Measure, notes: Notes, ranges: Ranges, last: date) -> list[MarkedChange]:
    days = series(measure, notes, last - LOOKS_BACK)
    limits = ranges.get(measure.slug)
    return [
        MarkedChange(
            measure=measure.slug,
            kinds=measure.kinds,
            until=last,
            words=in_words(measure, one),
            is_against_range=isinstance(one, Missed),
        )
        for one in changes(days, measure, last=last, limits=limits)
    ]
