"""What others changed in a record since somebody last worked, from the history of each part."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.text import capfirst

from accounts.models import User
from dailycare import clock
from governance.models import Act, AuditEvent
from governance.prepared import prepared
from records.models import (
    Absence,
    Alert,
    Allergy,
    CarePlan,
    CPRDecision,
    Incident,
    Instruction,
    Medication,
    Need,
    PersonRecord,
    Risk,
)
from records.models.base import Standing

# Whoever was away for longer reads the record from the beginning.
FURTHEST = timedelta(days=92)
# A version says when its page began to be saved: one that was on its way is told, not missed.
OVERLAP = timedelta(minutes=5)
# More changes than these are a new record: read all of it.
SHOWN = 100
WORKED = (Act.READ, Act.CHANGE)
# What a shift must know of: the class, its words, and which of it.
TOLD: tuple[tuple[type[PersonRecord], str, Q], ...] = (
    (Allergy, "causative_agent", Q()),
    (Alert, "text", Q()),
    (CPRDecision, "decision", Q()),
    (Absence, "whereabouts", Q()),
    (Incident, "text", Q()),
    (Risk, "text", Q()),
    (Need, "text", Q()),
    (Medication, "name", Q()),
    (CarePlan, "title", Q(status=CarePlan.Status.LIVE)),
    # All of a new plan is new; what is for a time only comes and goes in the live one.
    (Instruction, "description", Q(ended_on__isnull=False, care_plan__status="live")),
)
NAMES = {model._meta.label: str(model._meta.verbose_name) for model, _, _ in TOLD}
CHOICES: dict[str, dict[Any, Any]] = {
    model._meta.label: dict(cast("Any", model._meta.get_field(words)).flatchoices)
    for model, words, _ in TOLD
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One part of a record that somebody else wrote since: what it says now, who, when."""

    person_id: UUID
    part: str
    words: str
    how: str
    by: str
    at: datetime


def last_worked(user: User, now: datetime) -> datetime | None:
    """When this user last did something with a record, before this shift day began."""
    begins = clock.day_begins(clock.shift_day(now))
    found = _last_act(user=user.pk, begins=begins, furthest=begins - FURTHEST)
    return found[0] if found else None


@prepared
def _last_act(user: UUID, begins: datetime, furthest: datetime) -> QuerySet[AuditEvent, datetime]:
    acts = AuditEvent.objects.filter(actor=user, at__lt=begins, at__gt=furthest, act__in=WORKED)
    return acts.order_by("-at").values_list("at", flat=True)[:1]


def changed(people: list[UUID], since: datetime, *, but_by: User) -> list[Changed]:
    """What others wrote about these people since a moment, the latest first, in one query."""
    first, *rest = (_changed(*told, people, since, but_by) for told in TOLD)
    rows = first.union(*rest, all=True).order_by("-changed_at")[:SHOWN]
    return [_in_words(*row) for row in rows]


def _changed(
    model: type[PersonRecord], words: str, which: Q, people: list[UUID], since: datetime, user: User
) -> QuerySet[Any, Any]:
    versions: QuerySet[Any] = model.versions.rel.related_model._default_manager.all()
    last = versions.filter(pgh_obj=OuterRef("pk")).order_by("-pgh_id")
    is_newer = Exists(last.filter(pgh_created_at__gt=since - OVERLAP).exclude(author=user))
    return (
        model._default_manager.filter(which, is_newer, person__in=people, import_run_id=None)
        .annotate(
            part=Value(model._meta.label, output_field=CharField()),
            told=Cast(words, CharField()),
            changed_by=Subquery(last.values("author__name")[:1]),
            changed_at=Subquery(last.values("pgh_created_at")[:1]),
        )
        .order_by()
        .values_list("person_id", "part", "told", "version", "standing", "changed_by", "changed_at")
    )


def _in_words(
    person: UUID, part: str, told: str, version: int, standing: str, by: str, at: datetime
) -> Changed:
    how = "new" if version == 1 else "changed"
    if standing != Standing.CURRENT:
        how = "taken out"
    said = CHOICES[part].get(told, told)
    return Changed(person, capfirst(NAMES[part]), said, how, by, timezone.localtime(at))
