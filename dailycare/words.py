"""Entries and stays as pages say them: what the timeline and the cards print."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst

from dailycare import clock
from dailycare.kinds import CALLED, CONFIRMED, FOR_SEVERAL, PHOTOGRAPHS, SHOWN, kind_of
from dailycare.models import CareEntry, Outcome, PartOfDay
from dailycare.occasions import IS_OPEN, Occasion
from dailycare.photographs import photograph_name
from dailycare.policies import State
from dailycare.shift import NEW_FOR, Latest, Shift, Stay
from records import names
from records.nhs_number import in_groups
from records.queries import OpenPerson, Task

# Recorded longer than this after it happened, an entry says that it is late.
LATE_AFTER = timedelta(minutes=60)
# What nothing was recorded for, though it was time.
NOT_DONE_YET = (State.DUE, State.OVERDUE, State.MISSED)
# So much of what is to be done stands on a card; the rest is counted.
FEW_DUE = 3


def kind_in_words(entry: CareEntry | Latest) -> str:
    """Return the name of an entry's kind; a provider's own is named as it was called then."""
    return str(entry.values.get(CALLED) or kind_of(entry.kind).label)


def values_in_words(entry: CareEntry | Latest) -> str:
    """Return the answers of an entry as one line."""
    return kind_of(entry.kind).in_words(entry.values)


def when_in_words(entry: CareEntry | Latest) -> str:
    """Return the clock time, the part of the day, or nothing: never a time nobody stated."""
    if entry.happened_at:
        return clock.in_words(entry.happened_at)
    return PartOfDay(entry.part_of_day).label if entry.part_of_day else ""


def day_in_words(day: date) -> str:
    """Return a day as people say it, with today and yesterday by name."""
    words = date_format(day, "l j F Y")
    ago = (timezone.localdate() - day).days
    return {0: f"Today, {words}", 1: f"Yesterday, {words}"}.get(ago, words)


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph beside an entry: where it is, and what is on it in words."""

    id: UUID
    url: str
    small: str
    words: str


def photographs(entry: CareEntry) -> tuple[Photo, ...]:
    """Return the photographs that an entry says stand, while it stands itself."""
    there = entry.values.get(PHOTOGRAPHS, []) if entry.is_current else []
    return tuple(_photo(entry, UUID(pk), place, len(there)) for place, pk in enumerate(there))


def _photo(entry: CareEntry, pk: UUID, place: int, there: int) -> Photo:
    shown = entry.values.get(SHOWN)
    return Photo(
        id=pk,
        url=_address("dailycare:photograph", entry.person_id, pk),
        small=_address("dailycare:photograph_small", entry.person_id, pk),
        words=": ".join(filter(None, [photograph_name(place, there), shown])),
    )


@dataclass(frozen=True, slots=True)
class Note:
    """An entry as `<c-care.notes>` prints it."""

    id: UUID
    when: str
    kind: str
    outcome: str
    task: str
    values: str
    text: str
    author: str
    late: str
    imported: str
    corrected: str
    confirmed: str
    shared: str
    is_withdrawn: bool
    url: str
    photographs: tuple[Photo, ...] = ()
    action: str = "Open"
    day: str = ""


def note(entry: CareEntry) -> Note:
    """Say an entry in words."""
    return Note(
        id=entry.pk,
        when=when_in_words(entry),
        kind=kind_in_words(entry),
        outcome=_outcome(entry),
        task=entry.instruction.description if entry.instruction else "",
        values=values_in_words(entry),
        text=entry.text,
        author=entry.source_author or entry.recorded_by.name,
        late=_late(entry),
        imported=entry.where_from,
        corrected="Corrected" if entry.version > 1 else "",
        confirmed="Asked about, and confirmed" if entry.values.get(CONFIRMED) else "",
        shared=_shared(entry),
        is_withdrawn=not entry.is_current,
        url=_address("dailycare:entry", entry.person_id, entry.pk),
        photographs=photographs(entry),
    )


def by_day(entries: list[CareEntry]) -> list[tuple[str, list[Note]]]:
    """Group a page of the timeline by day, in the order it came."""
    days: dict[date, list[Note]] = {}
    for entry in entries:
        days.setdefault(entry.happened_on, []).append(note(entry))
    return [(day_in_words(day), notes) for day, notes in days.items()]


@dataclass(frozen=True, slots=True)
class Planned:
    """What the plan asks for, and what was recorded for it lately."""

    task: Task
    lately: tuple[str, ...]
    is_recorded_today: bool
    stands: tuple[tuple[str, str], ...]  # what is due, late or missed of it today


def planned(
    task: Task, given: dict[UUID, list[CareEntry]], today: Mapping[UUID, list[Occasion]]
) -> Planned:
    """Say of one thing that the plan asks for what was recorded for it, and what is due."""
    lately = given.get(task.lineage, [])
    day = timezone.localdate()
    return Planned(
        task,
        lately_in_words(lately),
        is_recorded_today=any(one.happened_on == day for one in lately),
        stands=tuple(
            ("look" if one.state == State.MISSED else "now", capfirst(due_in_words(one)))
            for one in today.get(task.lineage, [])
            if one.state in NOT_DONE_YET
        ),
    )


def lately_in_words(given: list[CareEntry]) -> tuple[str, ...]:
    """Say when something of the plan was last done, after what came of it since then."""
    done = next((place for place, one in enumerate(given) if one.outcome == Outcome.DONE), None)
    until = len(given) if done is None else done + 1
    return tuple(_given(one) for one in given[:until])


def _given(entry: CareEntry) -> str:
    was_done = entry.outcome == Outcome.DONE
    ago = (timezone.localdate() - entry.happened_on).days
    day = {0: "today", 1: "yesterday"}.get(ago, f"on {date_format(entry.happened_on, 'l j F')}")
    time = clock.in_words(entry.happened_at) if entry.happened_at else ""
    what = "Last done" if was_done else entry.get_outcome_display()
    why = f": {entry.outcome_reason}" if entry.outcome_reason and not was_done else ""
    return " ".join(filter(None, [what, time, day, f"by {entry.recorded_by.name}"])) + why


def counts_in_words(counts: list[tuple[Outcome, int]]) -> tuple[str, ...]:
    """Say how often each outcome was recorded; nothing if none was."""
    said = [f"{outcome.label.lower()} {number}" for outcome, number in counts]
    return (f"Since then: {', '.join(said)}",) if said else ()


@dataclass(frozen=True, slots=True)
class Card:
    """A stay as `<c-care.person_cards>` prints it: who, where, and why it is up there."""

    name: str
    initials: str
    url: str
    place: str
    status: str
    find: str
    reasons: tuple[tuple[str, str], ...]
    record_url: str
    photo_url: str = ""


def card(stay: Stay, *, may_record: bool, opens: str = "dailycare:person") -> Card:
    """Say in words who somebody on the list is, and why they stand there."""
    return Card(
        name=names.chosen(stay.given_name, stay.preferred_name, stay.family_name),
        initials=names.initials(stay.preferred_name or stay.given_name, stay.family_name),
        url=_address(opens, stay.person_id),
        place=", ".join(filter(None, [stay.room, stay.place])),
        status="Left" if stay.has_left else stay.away,
        find=f"{stay.given_name} {stay.nhs_number} {in_groups(stay.nhs_number)}".strip(),
        reasons=tuple(_reasons(stay)),
        record_url=_address("dailycare:record", stay.person_id) if may_record else "",
    )


def opened_card(one: OpenPerson, *, opens: str) -> Card:
    """Say who is open to a worker from outside, and until when."""
    return Card(
        name=names.chosen(one.given_name, one.preferred_name, one.family_name),
        initials=names.initials(one.preferred_name or one.given_name, one.family_name),
        url=_address(opens, one.id),
        place=one.place,
        status="",
        find="",
        reasons=(("look", f"Open until {timezone.localtime(one.ends_at):%H:%M}"),),
        record_url=_address("dailycare:record", one.id),
    )


def _address(name: str, *ids: UUID) -> str:
    """Reverse a page of a list, which has up to a hundred: each kind is looked up once."""
    address = _pattern(name, len(ids))
    for number, one in enumerate(ids):
        address = address.replace(str(UUID(int=number)), str(one))
    return address


@cache
def _pattern(name: str, ids: int) -> str:
    return reverse(name, args=[UUID(int=number) for number in range(ids)])


def _reasons(stay: Stay) -> Iterator[tuple[str, str]]:
    for one in stay.due[:FEW_DUE]:
        tone = "now" if one.is_pressing else "plan"
        yield tone, f"{Truncator(one.description).chars(60)}: {due_in_words(one)}"
    if len(stay.due) > FEW_DUE:
        yield "plan", f"{len(stay.due) - FEW_DUE} more to do"
    if stay.is_allergy_unasked:
        yield "look", "Allergies not asked yet"
    if stay.is_review_overdue and stay.review_on:
        yield "look", f"Plan review was due on {date_format(stay.review_on, 'j F')}"
    if stay.is_quiet:
        yield "look", "Nothing recorded for 12 hours" if stay.latest else "Nothing recorded yet"
    if stay.latest and timezone.now() - stay.latest.recorded_at < NEW_FOR:
        words = filter(None, [when_in_words(stay.latest), _first_words(stay.latest)])
        yield "now", f"New: {' '.join(words)}"


def due_in_words(one: Occasion) -> str:
    """Say when something of the plan is due, or was: 14:00, this morning."""
    part = "tonight" if one.part_of_day == PartOfDay.NIGHT else f"this {one.part_of_day}"
    time = f"{timezone.localtime(one.due_at):%H:%M}" if one.is_by_the_clock else part
    before = {State.OVERDUE: "late, was due", State.MISSED: "missed, was due"}
    return f"{before.get(one.state, 'due')} {time}"


def record_url(one: Occasion) -> str:
    """Return where something of the plan is recorded that should have been done at a time."""
    asks = {"kind": "planned", "instruction": one.instruction_id, "was_due": one.due_at.isoformat()}
    return reverse("dailycare:record", args=[one.person_id], query=asks)


def counts_of_shift(shift: Shift) -> str:
    """Say how many people need something now, and how much is late and due."""
    people = f"{shift.urgent} {'needs' if shift.urgent == 1 else 'need'} something now"
    told = [people] if shift.urgent else []
    told += [f"{n} {State(s).label.lower()}" for s in IS_OPEN[::-1] if (n := shift.count(s))]
    return ", ".join(told)


def filters_of_shift(shift: Shift, unit: UUID | None) -> list[tuple[str, str, bool]]:
    """Return what else can be listed: its name, what asks for it, and whether it is listed now."""
    own = [("My list", "?", shift.is_own)] if shift.has_own else []
    ways = [(name, f"?unit={pk}", pk == unit) for name, pk in shift.units]
    everyone = ("Everyone", "?everyone=1", not shift.is_own and not unit)
    return [*own, everyone, *ways] if own or ways else []


def _first_words(entry: Latest) -> str:
    outcome = "" if entry.outcome == Outcome.DONE else Outcome(entry.outcome).label.lower()
    said = values_in_words(entry) or entry.text
    return " ".join(filter(None, [kind_in_words(entry), outcome, said]))[:80].strip()


def _outcome(entry: CareEntry) -> str:
    """Say what came of it; that it was done goes without saying, unless it was later and why."""
    why = entry.outcome_reason
    if entry.outcome == Outcome.DONE:
        return f"Done late: {why}" if why and entry.instruction_id else ""
    return ": ".join(filter(None, [entry.get_outcome_display(), why]))


def _shared(entry: CareEntry) -> str:
    several = entry.values.get(FOR_SEVERAL)
    return f"Written for {several} people at once" if several else ""


def _late(entry: CareEntry) -> str:
    if not entry.happened_at or entry.source or entry.version > 1:
        return ""
    delay: timedelta = entry.recorded_at - entry.happened_at
    return f"Recorded {_clock(entry.recorded_at)}" if delay > LATE_AFTER else ""


def _clock(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local:%H:%M} on {date_format(local, 'j F')}"
