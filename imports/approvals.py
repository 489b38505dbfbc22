"""What a second person was asked about imports: what stands, and whose word is waited for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts import queries as accounts
from accounts.models import Location, User
from accounts.permissions import MAY, Permission
from imports.models import ImportApproval, ImportRun

MAY_IMPORT = [role for role, may in MAY.items() if Permission.IMPORT in may]


@dataclass(frozen=True, slots=True)
class RunShown:
    """A run as it is listed, with what it waits for."""

    run: ImportRun
    waits_for: str


def of_run(run: ImportRun) -> QuerySet[ImportApproval]:
    """Every time a second person was asked about a run, the latest first."""
    asked = ImportApproval.objects.filter(run=run).select_related("asked_by", "answered_by")
    return asked.order_by("-asked_at", "-id")


def standing(run: ImportRun) -> ImportApproval | None:
    """What was asked last and still counts; None where nobody was asked since the check."""
    return of_run(run).filter(is_over=False).first()


def who_may_answer(location: Location, *, asked_by: User) -> list[User]:
    """Who may bring people in there, but for whoever asks."""
    return list(accounts.staff_at([location], roles=MAY_IMPORT).exclude(pk=asked_by.pk))


def shown(runs: Sequence[ImportRun], *, to: User) -> list[RunShown]:
    """Runs with whose word each waits for, in three reads however many they are."""
    asked = ImportApproval.objects.filter(
        run__in=[run for run in runs if run.state == ImportRun.State.CHECKED], is_over=False
    )
    latest = {one.run_id: one for one in asked.select_related("asked_by").order_by("asked_at")}
    staff = _staff_by_place(runs) if latest else {}
    return [
        RunShown(run, _waits_for(latest.get(run.pk), staff.get(run.location_id, []), to))
        for run in runs
    ]


def _staff_by_place(runs: Iterable[ImportRun]) -> dict[object, list[User]]:
    places = {run.location_id for run in runs}
    found: dict[object, list[User]] = {}
    for place_id, member in accounts.posts_at(places, roles=MAY_IMPORT):
        found.setdefault(place_id, []).append(member)
    return found


def _waits_for(asked: ImportApproval | None, staff: list[User], to: User) -> str:
    if asked is None or asked.answer == ImportApproval.Answer.APPROVED:
        return ""
    if asked.answer == ImportApproval.Answer.SENT_BACK:
        return f"Sent back to {named([asked.asked_by], to)}"
    others = [member for member in staff if member != asked.asked_by]
    return f"Waits for {named(others, to)} to approve. {asked.asked_by} asked"


def named(people: Iterable[User], to: User) -> str:
    """People in words, whoever reads it as "you"."""
    names = ["you" if one == to else str(one) for one in people]
    return " or ".join(names) or "somebody else who may bring people in there"
