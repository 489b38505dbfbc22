"""Who I support, and one person at a glance."""

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import (
    diary,
    occasions,
    offering,
    outside,
    own_kinds,
    planned,
    queries,
    shift,
    words,
)
from dailycare.trends import drunk_today
from governance.ids import as_id
from governance.services import searched
from records import kinds, services
from records import policies as records_policies
from records import queries as records

if TYPE_CHECKING:
    from accounts.models import User

# The rest of a record by its parts: where each kind is below the page of a person, and its title.
PARTS = tuple(
    (part.value, tuple((f"{kind.slug}/", kind.title) for kind in some))
    for part, some in groupby(kinds.KINDS, attrgetter("part"))
)


@requires(Permission.SEE_PEOPLE)
@require_safe
def my_people(request: StaffRequest) -> HttpResponse:
    """The people at my places: who needs something now first, then by room."""
    return _people(request, opens="dailycare:person")


@requires(Permission.RECORD_CARE)
@require_safe
def choose_person(request: StaffRequest) -> HttpResponse:
    """The same people, to choose whose care to record."""
    return _people(request, opens="dailycare:record")


def _people(request: StaffRequest, *, opens: str) -> HttpResponse:
    find = request.GET.get("q", "").strip()[:60]
    page = int(number) if (number := request.GET.get("page", "1")[:6]).isdecimal() else 1
    unit = as_id(request.GET.get("unit", ""))
    ways: dict[str, Any] = {"find": find, "unit": unit, "everyone": "everyone" in request.GET}
    people = shift.people_of(request.user, may=request.user.came_for, **ways)
    if find:
        searched(by=request.user, why="my people")
    stays = people.page(max(page, 1))
    records_at = request.user.places_for(Permission.RECORD_CARE)
    context = {
        "people": [
            words.card(stay, may_record=stay.location_id in records_at, opens=opens)
            for stay in stays[: queries.PAGE]
        ],
        "counts": words.counts_of_shift(people),
        "filters": words.filters_of_shift(people, unit),
        "find": find,
        "is_recording": opens == "dailycare:record",
        **_pages(page, has_next=len(stays) > queries.PAGE),
        "may_add": request.user.may(Permission.ADD_PERSON),
        **_from_outside(request.user, opens),
    }
    return render(request, "dailycare/my_people.html", context)


def _from_outside(user: "User", opens: str) -> dict[str, Any]:
    return {
        "may_look_elsewhere": user.may(Permission.RECORD_CARE),
        "opened": [words.opened_card(one, opens=opens) for one in records.open_to(user)],
        "told": outside.told(user),
    }


def _pages(page: int, *, has_next: bool) -> dict[str, Any]:
    return {
        "has_more": page > 1 or has_next,
        "previous": page - 1 if page > 1 else 0,
        "next": page + 1 if has_next else 0,
    }


@requires(Permission.SEE_PEOPLE)
@require_safe
def person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """One person: who they are in a minute, today, the plan, the latest notes."""
    someone = services.open_record(person_id, by=request.user, why="opened the record")
    entries = queries.latest_entries(someone)
    mine = [entry.kind for entry in entries if entry.recorded_by_id == request.user.pk]
    plan = records.plan_in_brief(someone)
    context = {
        "header": records.header(someone),
        "person": someone,
        "about_me": records.about_me(someone),
        "plan": plan,
        "days": words.by_day(entries),
        "stands_in": not mine,
        "drunk": drunk_today(someone, now=timezone.now()),
        "parts": PARTS,
        "may_record": records_policies.may(request.user, Permission.RECORD_CARE, someone),
        "offer": offering.offered(
            timezone.localtime().hour, plan=plan, habit=mine, own=own_kinds.in_use()
        ),
        "may_see_gp_record": request.user.may(Permission.SEE_GP_RECORD, at=someone.places),
        "may_see_audit": request.user.may(Permission.SEE_AUDIT, at=someone.places),
        "may_copy": request.user.may(Permission.COPY_RECORD, at=someone.places),
    }
    return render(request, "dailycare/person.html", context)


@requires(Permission.SEE_PEOPLE)
@require_safe
def today(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """How to support somebody today, on one page: what a stand-in reads first (CPL-17)."""
    someone = services.open_record(person_id, by=request.user, why="read how to support them today")
    plan = records.plan_in_brief(someone)
    given = planned.given_lately(someone)
    now = timezone.localtime()
    due = occasions.of_person(someone, now)
    context = {
        "header": records.header(someone),
        "person": someone,
        "now": now,
        "appointments": diary.of_day(someone.pk, now.date()),
        "about_me": records.about_me(someone),
        "risks": records.risks_in_force(someone),
        "plan": plan,
        "passing": [words.planned(task, given, due) for task in plan.for_a_time] if plan else [],
        "parts": [
            (part, [(area, words.planned(task, given, due)) for area, task in tasks])
            for part, tasks in (plan.by_part_of_day(now.hour) if plan else [])
        ],
        "may_record": records_policies.may(request.user, Permission.RECORD_CARE, someone),
    }
    return render(request, "dailycare/today.html", context)
