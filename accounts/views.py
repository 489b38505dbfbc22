"""Pages about staff: who works here, letting them in, taking access away."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import queries, services
from accounts.doors import KEPT, StaffRequest, public, requires, signed_in
from accounts.errors import NobodyWouldManageStaff, NotTheirsToManage
from accounts.forms import AddStaffForm, EndPostForm, PostForm, ReasonForm
from accounts.permissions import Permission
from accounts.requests import Request

ASK = ("GET", "HEAD", "POST")
PAGE = 50


@requires(Permission.MANAGE_STAFF)
@require_safe
def staff(request: StaffRequest) -> HttpResponse:
    """Who works here, in which role, where, until when, and how they sign in (SEC-17)."""
    find = request.GET.get("q", "").strip()[:60]
    pages = Paginator(queries.staff(request.user.provider_id, find=find), PAGE)
    page = pages.get_page(request.GET.get("page"))
    return render(request, "accounts/staff.html", {"page": page, "find": find})


@requires(Permission.MANAGE_STAFF)
@require_http_methods(ASK)
def add_staff(request: StaffRequest) -> HttpResponse:
    """Make an account for a named person, with their first post and a password for once."""
    draft = queries.draft_of(request.user, request.path)
    form = AddStaffForm(request.POST or None, by=request.user, initial=draft)
    if request.method == "POST" and form.is_valid():
        names = (form.cleaned_data["username"], form.cleaned_data["name"])
        try:
            member, password = services.welcome_staff(*names, by=request.user, **form.post)
        except NotTheirsToManage:
            form.refuse_manager()
        else:
            services.discard_draft(request.path, by=request.user)
            return _shown_once(request, member, password)
    return render(request, "accounts/add_staff.html", {"form": form})


@requires(Permission.MANAGE_STAFF)
@require_safe
def member_of_staff(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """One of them: every post held, and what to do when a phone or a password is lost."""
    member = queries.member_of_staff(request.user.provider_id, user_id)
    posts = list(queries.posts_of(member))
    going_on = queries.not_ended(posts)
    mine = [post for post in going_on if queries.is_managed_by(request.user, [post])]
    context = {
        "member": member,
        "posts": posts,
        "mine": mine,
        "are_keys_mine": mine == going_on,
        "today": timezone.localdate(),
        "is_me": member == request.user,
    }
    return render(request, "accounts/member_of_staff.html", context)


@requires(Permission.MANAGE_STAFF)
@require_http_methods(ASK)
def give_post(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Let a colleague work in one more role or place."""
    member = _colleague(request, user_id)
    form = PostForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            services.give_post(member, by=request.user, **form.post)
        except NotTheirsToManage:
            form.refuse_manager()
        else:
            messages.success(request, f"{member.name} has a new post")
            return redirect("member_of_staff", user_id)
    return render(request, "accounts/give_post.html", {"form": form, "member": member})


@requires(Permission.MANAGE_STAFF)
@require_http_methods(ASK)
def end_post(request: StaffRequest, user_id: UUID, post_id: UUID) -> HttpResponse:
    """Say from which day a colleague's post gives no access."""
    member = _colleague(request, user_id)
    post = queries.post_of(member, post_id)
    if not queries.is_managed_by(request.user, [post]):
        raise PermissionDenied
    form = EndPostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.end_post(post.pk, ended_on=form.cleaned_data["ended_on"], by=request.user)
        except NobodyWouldManageStaff:
            form.add_error(
                None, "Nobody else could add or end staff. Give somebody a manager's post first"
            )
        else:
            messages.success(request, f"The post of {member.name} is ended")
            return redirect("member_of_staff", user_id)
    return render(request, "accounts/end_post.html", {"form": form, "member": member, "post": post})


@requires(Permission.MANAGE_STAFF)
@reauthentication_required
@require_http_methods(ASK)
def one_time_password(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Give a colleague who forgot theirs a new password, for once."""
    member = _keys_of(request, user_id)
    if request.method == "POST":
        password = services.give_one_time_password(member, by=request.user)
        return _shown_once(request, member, password)
    return render(request, "accounts/one_time_password.html", {"member": member})


@requires(Permission.MANAGE_STAFF)
@reauthentication_required
@require_http_methods(ASK)
def remove_second_step(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Switch off the second step of a colleague whose phone is lost, and sign them out."""
    member = _keys_of(request, user_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.remove_second_step(member, by=request.user, **form.cleaned_data)
        messages.success(request, f"{member.name} is signed out and has no second step now")
        return redirect("member_of_staff", user_id)
    return render(request, "accounts/remove_second_step.html", {"form": form, "member": member})


@public
@csrf_exempt  # the form's slip proves more than its token: whose words these are, and where from
@require_POST
def keep_draft(request: Request) -> HttpResponse:
    """Keep what is being typed until it is saved, and say whether its author could save it now."""
    draft = services.keep_by_slip(request.POST)
    if draft is None:
        raise BadRequest("Only what is typed on a page of ours is kept")
    is_signed_in = request.user.pk == draft.author_id
    return HttpResponse(status=HTTPStatus.NO_CONTENT if is_signed_in else HTTPStatus.ACCEPTED)


def form_of_another_session(request: Request, reason: str = "") -> HttpResponse:
    """Answer a form that was sent without its token, such as one older than this sign-in.

    Its words are kept for their author. Nobody else is shown them, or sends them as their own.
    """
    draft = services.keep_by_slip(request.POST)
    if draft and request.user.pk in (draft.author_id, None):
        messages.info(request, KEPT)
        return redirect(draft.path)
    refusal = render_to_string("403_csrf.html", {"is_kept": draft is not None})
    return HttpResponse(refusal, status=HTTPStatus.FORBIDDEN)


@signed_in
@require_POST
def discard_draft(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """Throw away words that were typed and not saved."""
    services.discard_draft(queries.draft_path(request.user, draft_id), by=request.user)
    messages.success(request, "Thrown away")
    return redirect("more")


def _colleague(request: StaffRequest, user_id: UUID) -> Any:
    """Return somebody who works here; nobody sees to their own posts and keys on these pages."""
    if user_id == request.user.pk:
        raise PermissionDenied
    return queries.member_of_staff(request.user.provider_id, user_id)


def _keys_of(request: StaffRequest, user_id: UUID) -> Any:
    """Return a colleague whose keys whoever asks may see to."""
    member = _colleague(request, user_id)
    if not queries.is_managed_by(request.user, queries.not_ended(queries.posts_of(member))):
        raise PermissionDenied
    return member


def _shown_once(request: StaffRequest, member: object, password: str) -> HttpResponse:
    """Show the password in the answer itself: a redirect would have to keep it somewhere."""
    context = {"member": member, "password": password}
    return render(request, "accounts/password_shown_once.html", context)
