"""What the national register last said of somebody, for the day that it may stand in (CORE01)."""

import json
from dataclasses import asdict
from datetime import timedelta

from django.utils import timezone

from gpconnect.models import RegisterCheck
from gpconnect.reading.patient import Demographics
from gpconnect.register import RegisterEntry
from gpconnect.sealing import seal, unseal
from records.models import Person

STANDS_FOR = timedelta(hours=24)


def keep(person: Person, entry: RegisterEntry, *, ours: Demographics) -> RegisterCheck:
    """What it says now, in place of what it said before."""
    said = {"nhs_number": person.nhs_number, "ours": asdict(ours), "entry": asdict(entry)}
    check, _ = RegisterCheck.objects.update_or_create(
        person=person,
        defaults={"checked_at": timezone.now(), "said": seal(json.dumps(said).encode())},
    )
    return check


def standing(
    person: Person, *, ours: Demographics
) -> tuple[RegisterCheck | None, RegisterEntry | None]:
    """What it said within the last 24 hours of this number and these demographics, or nothing."""
    since = timezone.now() - STANDS_FOR
    check = RegisterCheck.objects.filter(
        person=person, checked_at__gt=since, said__isnull=False
    ).first()
    opened = unseal(bytes(check.said or b"")) if check else None
    said = json.loads(opened) if opened else {}
    if (said.get("nhs_number"), said.get("ours")) != (person.nhs_number, asdict(ours)):
        return None, None
    entry = said["entry"]
    names = tuple((family, given) for family, given in entry["names"])
    return check, RegisterEntry(**{**entry, "names": names})


def forget(person: Person) -> None:
    """It says otherwise now, or has nobody of that number: what it said stands in no more."""
    RegisterCheck.objects.filter(person=person).update(said=None)


def forget_old() -> int:
    """Forget what was said longer ago than may stand in. Returns how much was."""
    old = RegisterCheck.objects.filter(checked_at__lte=timezone.now() - STANDS_FOR)
    return old.filter(said__isnull=False).update(said=None)
