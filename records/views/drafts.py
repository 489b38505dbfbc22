"""Writing a plan: a draft, its goals and instructions. People work from the live one meanwhile."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from records import forms, queries, sentences, services, words
from records.errors import NotInThisState
from records.views.frame import page
from records.views.plans import trail
from records.views.writing import ASK, begin, saved


@requires(Permission.EDIT_PLAN)
@require_http_methods(ASK)
def draft_plan(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The draft that is open, or the offer to start one from the live plan."""
    person = services.open_record(person_id, by=request.user, why="went to draft the care plan")
    if request.method == "POST":
        try:
            services.draft_plan(person, by=request.user)
        except NotInThisState as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Draft started. Everybody still works from the live plan")
        return redirect("records:draft_plan", person_id)
    live, draft = queries.plans_in_use(person)
    letter = queries.letter(draft) if draft else None
    if letter:
        queries.with_findings(letter.goals)
    context = {
        "live": live,
        "draft": draft,
        "letter": letter,
        "steps": queries.steps(draft) if draft else [],
        "unchanged": queries.unchanged_sentences(draft) if draft else [],
        "is_writable": bool(draft and draft.status == draft.Status.DRAFT),
        "may_sign_off": request.user.may(Permission.REVIEW_PLAN, at=person.places),
    }
    return page(request, "records/draft_plan.html", person, trail(person_id), **context)


@requires(Permission.EDIT_PLAN)
@require_http_methods(ASK)
def edit_plan(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Write the draft's own words: its title, what to do if something goes wrong, its review."""
    person, draft = _opened(request, person_id, queries.plan_of, plan_id)
    form = _change(request, person, draft, forms.DraftForm)
    if saved(request, form, lambda: services.revise_draft(draft, by=request.user, **form.change)):
        return _done(request, person_id, "Draft saved")
    return _write(request, person, "Change the draft", form)


@requires(Permission.EDIT_PLAN)
@require_http_methods(ASK)
def discard_plan(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Take the whole draft out, with the reason; the live plan stays as it is."""
    person, draft = _opened(request, person_id, queries.plan_of, plan_id)
    form = begin(request, forms.ReasonForm, initial={"replaces": draft.version})
    if saved(
        request, form, lambda: services.discard_draft(draft, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "Draft taken out. The live plan is as it was")
        return redirect("dailycare:care_plan", person_id)
    return _take_out(request, person, "Take out this draft", draft, form)


@requires(Permission.EDIT_PLAN)
@require_http_methods(ASK)
def add_goal(request: StaffRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Add a goal for one of the person's needs or risks."""
    person, draft = _opened(request, person_id, queries.plan_of, plan_id)
    form = begin(request, forms.GoalForm, person=person, by=request.user, plan=draft)
    if saved(request, form, lambda: services.add_goal(draft, by=request.user, **form.written)):
        return _done(request, person_id, "Goal saved")
    return _write(request, person, "Add a goal", form)


@requires(Permission.EDIT_PLAN)
@require_http_methods(ASK)
def add_instruction(request: StaffRequest, person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Add what a worker does for a goal."""
    person, goal = _opened(request, person_id, queries.goal_of, goal_id)
    area = goal.area
    chosen = {"description": sentences.start(area, request.GET.get("start", ""))}
    form = begin(request, forms.InstructionForm, initial=chosen, person=person, by=request.user)
    if saved(
        request, form, lambda: services.add_instruction(goal, by=request.user, **form.written)
    ):
        return _done(request, person_id, "Instruction saved")
    starts = sentences.STARTS.get(area, [])
    return _write(request, person, "Add what we do", form, goal.description, starts=starts)


@requires(Permission.EDIT_PLAN)
@require_http_methods(ASK)
def change_goal(request: StaffRequest, person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Write the next version of a goal in the draft."""
    person, goal = _opened(request, person_id, queries.goal_of, goal_id)
    of_plan = {"plan": goal.care_plan, "goal_id": goal.pk}
    form = _change(request, person, goal, forms.GoalForm, **of_plan)
    if saved(request, form, lambda: services.revise_in_draft(goal, by=request.user, **form.change)):
        return _done(request, person_id, "Goal saved")
    return _write(request, person, "Change a goal", form)


@requires(Permission.EDIT_PLAN)
@require_http_methods(ASK)
def change_instruction(
    request: StaffRequest, person_id: UUID, instruction_id: UUID
) -> HttpResponse:
    """Write the next version of an instruction in the draft."""
    person, served = _opened(request, person_id, queries.instruction_of, instruction_id)
    form = _change(request, person, served, forms.InstructionForm)
    if saved(
        request, form, lambda: services.revise_in_draft(served, by=request.user, **form.change)
    ):
        return _done(request, person_id, "Instruction saved")
    about = served.goal.description if served.goal else "For a time only"
    return _write(request, person, "Change what we do", form, about)


@requires(Permission.EDIT_PLAN)
@require_http_methods(ASK)
def take_out_goal(request: StaffRequest, person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Take a goal and its instructions out of the draft, with the reason."""
    person, goal = _opened(request, person_id, queries.goal_of, goal_id)
    return _take_part_out(request, person, "Take out this goal, with what we do for it", goal)


@requires(Permission.EDIT_PLAN)
@require_http_methods(ASK)
def take_out_instruction(
    request: StaffRequest, person_id: UUID, instruction_id: UUID
) -> HttpResponse:
    """Take an instruction out of the draft, with the reason."""
    person, served = _opened(request, person_id, queries.instruction_of, instruction_id)
    return _take_part_out(request, person, "Take out this instruction", served)


def _opened(request: StaffRequest, person_id: UUID, query: Any, pk: UUID) -> tuple[Any, Any]:
    """Return the person and the plan or part of it; a plan in the wrong state refuses the save."""
    person = services.open_record(person_id, by=request.user, why="went to draft the care plan")
    return person, query(person, pk)


def _change[Form: forms.WritingForm](
    request: StaffRequest, person: Any, written: Any, form: type[Form], **of_plan: Any
) -> Form:
    about = {"person": person, "by": request.user, "is_change": True} | of_plan
    return begin(request, form, initial=forms.as_initial(written), **about)


def _take_part_out(request: StaffRequest, person: Any, heading: str, part: Any) -> HttpResponse:
    form = begin(request, forms.ReasonForm, initial={"replaces": part.version})
    if saved(
        request, form, lambda: services.take_from_draft(part, by=request.user, **form.cleaned_data)
    ):
        return _done(request, person.pk, "Taken out of the draft")
    part.refresh_from_db()
    return _take_out(request, person, heading, part, form)


def _done(request: StaffRequest, person_id: UUID, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("records:draft_plan", person_id)


def _write(
    request: StaffRequest, person: Any, heading: str, form: Any, about: str = "", **more: Any
) -> HttpResponse:
    context = {"heading": heading, "form": form, "about": about} | _back(person) | more
    return page(request, "records/write.html", person, _trail(person), **context)


def _take_out(
    request: StaffRequest, person: Any, heading: str, taken: Any, form: Any
) -> HttpResponse:
    context = {"heading": heading, "form": form, "answers": words.answers(taken)} | _back(person)
    return page(request, "records/take_out.html", person, _trail(person), **context)


def _back(person: Any) -> dict[str, str]:
    return {"back": reverse("records:draft_plan", args=[person.pk])}


def _trail(person: Any) -> list[tuple[str, str]]:
    return [*trail(person.pk), ("Draft", _back(person)["back"])]
