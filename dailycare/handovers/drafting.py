"""What a handover is drafted from: all of the record that the next shift should hear of.

It reads what everybody who works there may read; what is kept private stays out (decision 0009).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst

from accounts.models import User
from dailycare.exceptions import ExceptionItem, ExceptionKind, exceptions
from dailycare.handovers.concerns import Concern
from dailycare.handovers.policies import SEE_THE_LEAD
from dailycare.models import CareEntry, Handover, HandoverLine, Outcome
from dailycare.queries import TOLD
from dailycare.shift import QUIET_FOR
from dailycare.trends import marked_changes
from dailycare.words import note
from governance.services import keeping_private
from records import queries as records
from records.models import (
    Absence,
    Admission,
    Alert,
    Allergy,
    CarePlan,
    CPRDecision,
    Incident,
    Instruction,
    Medication,
    Person,
    Risk,
    SafeguardingConcern,
)
from records.models.base import Standing
from records.models.gp import GPArea

# Whoever writes carries the time at which their transaction began, and may finish after a handover
# was drafted: so far back the next one looks for what the last one could not see.
MARGIN = timedelta(minutes=5)
# Care that was given, or missed, longer ago than this is no news for a shift.
WITHIN = timedelta(days=7)
# What was told in this time is not told again, though it is still so, such as a marked change.
NOT_AGAIN_WITHIN = timedelta(days=2)
# More words than a shift hears are read in the record.
MOST_WORDS = 60
NOTES, TIMELINE, PLAN, PEOPLE = "notes", "timeline", "care-plan", "people"
# Refused and not offered are told as the notes that say so; of whom nothing is recorded, below.
OF_THE_LIST = {
    ExceptionKind.MISSED: Concern.NOT_DONE,
    ExceptionKind.LATE: Concern.NOT_DONE,
    ExceptionKind.CONTRADICTION: Concern.NOT_DONE,
    ExceptionKind.UNUSUAL: Concern.WATCH,
}
# Everybody on shift reads a handover: of a GP record it says what kind of thing changed, no words.
OF_GP = ((GPArea.ALLERGIES, Concern.ALLERGY), (GPArea.MEDICATIONS, Concern.MEDICINE))
WATCHED = ("pain", "skin", "behaviour")
NOT_DONE = (Outcome.REFUSED, Outcome.NOT_OFFERED)
KEPT_WITH = {Incident: "incident", Risk: "risk", Instruction: "instruction"}


@dataclass(frozen=True, slots=True)
class Found:
    """One thing for a handover to say, and the record that it tells of."""

    concern: Concern
    words: str
    why: str
    person_id: UUID
    record_kind: str
    record: Any = None
    named: str = ""  # tells it from others of the person where no one record says it
    is_event: bool = True

    @property
    def key(self) -> tuple[str, UUID]:
        """Return what tells it from everything else that a handover says."""
        if self.named:
            return self.record_kind, uuid5(NAMESPACE_URL, f"{self.person_id}:{self.named}")
        return self.record_kind, self.record.pk if self.record else self.person_id

    @property
    def version(self) -> int | None:
        return self.record.version if self.record else None

    def line(self, handover: Handover) -> HandoverLine:
        """Return it as a line that is not saved."""
        kind, record_id = self.key
        pointer = KEPT_WITH.get(type(self.record))
        return HandoverLine(
            handover=handover,
            person_id=self.person_id,
            concern=self.concern,
            words=Truncator(" ".join(self.words.split())).words(MOST_WORDS),
            because=self.why[:200],
            record_kind=kind,
            record_id=record_id,
            record_version=self.version,
            **({pointer: self.record} if pointer else {}),
        )


class Telling(NamedTuple):
    """A class of record that is told of when it is new, and of some when it changes."""

    concern: Concern
    model: type[Any]
    kind: str
    noun: str
    words: Callable[[Any], str]
    tells_changes: bool = True


def _allergy(row: Allergy) -> str:
    return ": ".join(filter(None, [row.causative_agent, row.description_of_reaction]))


def _decision(row: CPRDecision) -> str:
    return f"{row.get_decision_display()}, {row.clinician}. The form: {row.location_of_document}"


def _risk(row: Risk) -> str:
    return f"{row.text}. What we do: {row.controls}" if row.controls else row.text


def _medicine(row: Medication) -> str:
    said = [row.name, row.dose, row.directions, row.get_status_display().lower()]
    return ", ".join(filter(None, said))


def _see_the_lead(_row: SafeguardingConcern) -> str:
    return SEE_THE_LEAD


TOLD_OF = (
    Telling(Concern.INCIDENT, Incident, "incidents", "incident", lambda row: row.text),
    Telling(
        Concern.SAFEGUARDING,
        SafeguardingConcern,
        "safeguarding-concerns",
        "safeguarding concern",
        _see_the_lead,
    ),
    Telling(Concern.ALLERGY, Allergy, "allergies", "allergy", _allergy),
    Telling(Concern.ALERT, Alert, "alerts", "alert", lambda row: row.text),
    Telling(Concern.CPR, CPRDecision, "cpr-decisions", "CPR decision", _decision),
    Telling(Concern.RISK, Risk, "risks", "risk", _risk, tells_changes=False),
    Telling(Concern.MEDICINE, Medication, "medicines", "medicine", _medicine),
)


def found_for(handover: Handover, now: datetime, *, by: User) -> list[Found]:
    """Everything that a handover should say by now, as far as this lead may see it.

    The number of queries does not grow with the people.
    """
    with keeping_private():
        told_before = _told_before(handover)
        return [
            one
            for one in _found(handover, now, by)
            if not (one.is_event and (*one.key, one.version) in told_before)
        ]


def not_said(handover: Handover, found: list[Found]) -> list[Found]:
    """What of this nobody has added to a handover, or taken out of it."""
    rows = HandoverLine.objects.filter(handover=handover).exclude(record_kind="")
    said = set(rows.values_list("record_kind", "record_id"))
    return [one for one in found if one.key not in said]


def people_of(handover: Handover) -> QuerySet[Admission]:
    """The stays on this unit, or at the whole place, that a handover tells of."""
    begun_on, ended_on = map(timezone.localdate, (handover.begins_at, handover.ends_at))
    stays = Admission.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=begun_on),
        Q(admitted_on=None) | Q(admitted_on__lte=ended_on),
        location=handover.location_id,
        standing=Standing.CURRENT,
        person__standing=Standing.CURRENT,
    )
    return stays.filter(room__unit=handover.unit_id) if handover.unit_id else stays


def _told_before(handover: Handover) -> set[tuple[str, UUID | None, int | None]]:
    """What the handovers just before this one said: the margin reaches into their time."""
    rows = HandoverLine.objects.filter(
        handover__location=handover.location_id,
        handover__unit=handover.unit_id,
        handover__ends_at__gte=handover.begins_at - NOT_AGAIN_WITHIN,
    ).exclude(handover=handover)
    return set(rows.values_list("record_kind", "record_id", "record_version"))


def _found(handover: Handover, now: datetime, by: User) -> Iterator[Found]:
    today, since = timezone.localdate(now), handover.begins_at - MARGIN
    stays = list(people_of(handover).values_list("person", "ended_on", "admitted_on"))
    everybody = {person for person, _ended, _came in stays}
    here = {person for person, ended, _came in stays if ended is None or ended > today}
    yield from _moves(handover, everybody, since)
    away = list(_away(here, today))
    yield from away
    yield from _back(here, since)
    for telling in TOLD_OF:
        yield from _told(telling, everybody, since)
    yield from _for_a_time(here, today)
    yield from _notes(everybody, since)
    for one in exceptions(by, max(since, now - WITHIN), now, handover.unit_id):
        if one.person.person_id in here:
            yield from _of_the_list(one)
    yield from _changes(here, now)
    new = {person for person, _ended, came in stays if came == today}
    watched = here - new - {one.person_id for one in away}
    yield from _quiet(watched, min(handover.begins_at, now - QUIET_FOR))
    yield from _reviews(here, today)


def _written_since(model: type[Any], people: set[UUID], since: datetime) -> QuerySet[Any]:
    """The records of a class that are new or changed, with who wrote last, and when.

    What was written down later, or brought in, is as old as it says: `recorded_at`.
    """
    versions = model.versions.rel.related_model._default_manager
    last = versions.filter(pgh_obj=OuterRef("pk")).order_by("-pgh_id")
    of_people = {"pk__in" if model is Person else "person__in": people}
    return (
        model._default_manager.filter(**of_people)
        .annotate(
            written_at=Case(
                When(version=1, then="recorded_at"),
                default=Subquery(last.values("pgh_created_at")[:1]),
            ),
            written_by=Subquery(last.values("author__name")[:1]),
        )
        .filter(written_at__gt=since)
        .exclude(version=1, import_run_id__isnull=False)  # what was brought in happened before
        .order_by("written_at", "pk")
    )


def _told(telling: Telling, people: set[UUID], since: datetime) -> Iterator[Found]:
    for row in _written_since(telling.model, people, since):
        is_new = row.version == 1 or row.recorded_at > since
        if (is_new and not row.is_current) or not (is_new or telling.tells_changes):
            continue
        done = "changed" if row.is_current else "taken out"
        why = f"New {telling.noun}" if is_new else f"{capfirst(telling.noun)} {done}"
        words = telling.words(row)
        yield Found(
            telling.concern,
            words if row.is_current else f"No longer recorded: {words}",
            f"{why}, {_by(row)}",
            row.person_id,
            telling.kind,
            row,
        )


def _by(row: Any) -> str:
    return f"recorded by {row.written_by} {_moment(row.written_at)}"


def _moment(moment: datetime) -> str:
    at = timezone.localtime(moment)
    return f"at {at:%H:%M} on {date_format(at, 'j F')}"


def _moves(handover: Handover, people: set[UUID], since: datetime) -> Iterator[Found]:
    for person in _written_since(Person, people, since).filter(date_of_death__isnull=False):
        words = f"Died on {_day(person.date_of_death)}"
        yield Found(Concern.MOVE, words, f"Death, {_by(person)}", person.pk, PEOPLE, person)
    stays = _written_since(Admission, people, since).filter(location=handover.location_id)
    for stay in stays.filter(standing=Standing.CURRENT):
        if stay.ended_on:
            words = " ".join(filter(None, [f"Left on {_day(stay.ended_on)}.", stay.ending]))
            words += f" Went to: {stay.went_to}" if stay.went_to else ""
            yield Found(
                Concern.MOVE, words, f"Left, {_by(stay)}", stay.person_id, "admissions", stay
            )
        elif stay.recorded_at > since and _is_of_late(stay, since):
            came = f"Came on {_day(stay.admitted_on)}." if stay.admitted_on else "Came."
            words = " ".join(filter(None, [came, stay.came_from, stay.rationale]))
            yield Found(
                Concern.MOVE, words, f"Came, {_by(stay)}", stay.person_id, "admissions", stay
            )


def _is_of_late(stay: Admission, since: datetime) -> bool:
    """Who came years ago and is only now written down did not come on this shift."""
    return stay.admitted_on is None or stay.admitted_on >= timezone.localdate(since - WITHIN)


def _away(people: set[UUID], today: date) -> Iterator[Found]:
    gone = records.away_now(today).filter(person__in=people).order_by("person", "-started_on")
    for row in gone.distinct("person"):
        back_on = str(row.expected_on) if row.expected_on else None
        words = records.away_in_words(row.whereabouts, row.place, str(row.started_on), back_on)
        words = f"{words}. {row.comment}" if row.comment else words
        yield Found(
            Concern.AWAY, words, "Not here now", row.person_id, "absences", row, is_event=False
        )


def _back(people: set[UUID], since: datetime) -> Iterator[Found]:
    today = timezone.localdate()
    back = _written_since(Absence, people, since).filter(
        ended_on__gte=timezone.localdate(since), ended_on__lte=today, standing=Standing.CURRENT
    )
    for row in back:
        words = f"Back since {_day(row.ended_on)}. {row.comment}".strip()
        yield Found(Concern.AWAY, words, f"Back, {_by(row)}", row.person_id, "absences", row)


def _for_a_time(people: set[UUID], today: date) -> Iterator[Found]:
    live = {"care_plan__status": CarePlan.Status.LIVE, "care_plan__standing": Standing.CURRENT}
    for row in records.passing(today).filter(person__in=people, **live):
        words = f"{row.description}. {row.rationale}" if row.rationale else row.description
        why = f"In force until {_day(row.ended_on)}"
        yield Found(Concern.FOR_A_TIME, words, why, row.person_id, PLAN, row, is_event=False)


def _notes(people: set[UUID], since: datetime) -> Iterator[Found]:
    entries = CareEntry.objects.filter(
        Q(outcome__in=NOT_DONE) | Q(kind__in=WATCHED),
        person__in=people,
        standing=Standing.CURRENT,
        sorts_at__gt=since - WITHIN,
        recorded_at__gt=since,
        import_run_id=None,
    )
    for entry in entries.select_related(*TOLD).order_by("sorts_at", "pk"):
        said = note(entry)
        concern = Concern.NOT_DONE if entry.outcome in NOT_DONE else Concern.WATCH
        what = [said.when, said.kind, said.task, said.outcome, said.values, said.text]
        why = f"{said.outcome.split(':')[0] or said.kind}, recorded by {said.author}"
        words = ", ".join(filter(None, what))
        yield Found(concern, words, why, entry.person_id, NOTES, entry)


def _of_the_list(one: ExceptionItem) -> Iterator[Found]:
    about: Any = {"person_id": one.person.person_id, "named": one.key}
    if one.kind in OF_THE_LIST:
        words = ": ".join(filter(None, [one.what, one.why]))
        kind = TIMELINE if one.entries else PLAN
        yield Found(OF_THE_LIST[one.kind], words, one.kind.label, record_kind=kind, **about)
    elif one.gp_areas and not one.seen:
        concern = next((told for area, told in OF_GP if area in one.gp_areas), Concern.OTHER)
        why = "To be decided" if one.is_to_decide else f"Found {_moment(one.at)}"
        words = f"GP record: {one.what}. A lead can read it there."
        yield Found(concern, words, why, record_kind=PEOPLE, **about)


def _changes(people: set[UUID], now: datetime) -> Iterator[Found]:
    for person, marked in marked_changes(people, now).items():
        for one in marked:
            against = "a range" if one.is_against_range else "their own usual days"
            yield Found(
                Concern.CHANGE,
                one.words,
                f"Marked against {against}, up to {_day(one.until)}",
                person,
                TIMELINE,
                named=f"{one.measure}:{one.until}",
            )


def _quiet(people: set[UUID], since: datetime) -> Iterator[Found]:
    entries = CareEntry.objects.filter(
        person__in=people, standing=Standing.CURRENT, sorts_at__gte=since
    )
    told = set(entries.order_by().values_list("person", flat=True).distinct())
    at = timezone.localtime(since)
    words = f"Nothing is recorded since {at:%H:%M} on {date_format(at, 'l j F')}"
    for person in sorted(people - told):
        yield Found(Concern.QUIET, words, "No note of any kind", person, PEOPLE, is_event=False)


def _reviews(people: set[UUID], today: date) -> Iterator[Found]:
    plans = CarePlan.objects.filter(
        person__in=people,
        standing=Standing.CURRENT,
        status=CarePlan.Status.LIVE,
        review_on__lte=today,
    )
    for plan in plans.order_by("review_on", "pk"):
        words = f"The plan was to be reviewed by {_day(plan.review_on)}"
        yield Found(Concern.REVIEW, words, "Review due", plan.person_id, PLAN, plan, is_event=False)


def _day(day: date | None) -> str:
    return date_format(day, "l j F") if day else ""
