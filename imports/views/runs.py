"""Pages of an import: upload, what was understood, row by row, bring in, take back."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.services import searched
from imports import approvals, comparison, presentation, queries, services, tasks
from imports.errors import NotNow
from imports.forms import UndoForm, UploadForm
from imports.mending import runs as mending
from imports.mending.writing import Download

ASK = ("GET", "HEAD", "POST")
PAGE = 50
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.IMPORT)
@require_safe
def runs(request: StaffRequest) -> HttpResponse:
    """Every import at the places where this user works."""
    pages = Paginator(queries.runs_seen_by(request.user), PAGE)
    page = pages.get_page(request.GET.get("page"))
    shown = approvals.shown(list(page), to=request.user)
    return render(request, "imports/runs.html", {"page": page, "runs": shown})


@requires(Permission.IMPORT)
@require_http_methods(ASK)
def upload(request: StaffRequest) -> HttpResponse:
    """Choose a file; a task then reads it, and nothing is written to the record."""
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        about = {
            "file_name": form.file_name,
            "location": form.cleaned_data["location"],
            "as_of": form.cleaned_data["as_of"],
            "by": request.user,
        }
        files, who = form.cleaned_data["export"], str(request.user.pk)
        if form.is_to_be_mapped:
            run = services.start_mapping(files, **about)
            tasks.look_at_run.delay_on_commit(str(run.pk), who)
        else:
            run = services.start_check(files, reader=form.reader, **about)
            tasks.check_run.delay_on_commit(str(run.pk), who)
        return redirect("imports:run", run.pk)
    return render(request, "imports/upload.html", {"form": form})


@requires(Permission.IMPORT)
@require_safe
def run(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Where an import stands, and what was understood of its file."""
    found = queries.run_seen_by(request.user, run_id)
    searched(by=request.user, why="an import looked at")
    shown = presentation.run_page(found, to=request.user) | comparison.summary(found)
    return render(request, "imports/run.html", shown)


@requires(Permission.IMPORT)
@require_safe
def progress(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """How far a run is, for a page that asks again and again."""
    found = queries.run_seen_by(request.user, run_id)
    if not request.htmx:
        return redirect("imports:run", run_id)
    if not found.is_busy:
        return HttpResponseClientRefresh()
    return render(request, "imports/run.html#progress", presentation.progress_of(found))


@requires(Permission.IMPORT)
@require_safe
def rows(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """The rows of the file, those that were asked for, with reasons and warnings."""
    found = queries.run_seen_by(request.user, run_id)
    searched(by=request.user, why="rows of an import looked at")
    asked = queries.RowFilter(**{
        name: request.GET.get(name, "")[:255] for name in ("outcome", "sheet", "reason", "person")
    })  # fmt: skip
    page = Paginator(asked.of(found), PAGE).get_page(request.GET.get("page"))
    context = {"run": found, "asked": asked, "page": page, "lines": presentation.lines(page)}
    return render(request, "imports/rows.html", context | presentation.choices(found))


@requires(Permission.IMPORT)
@require_POST
def again(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Have work that was broken off done again."""
    found = queries.run_seen_by(request.user, run_id)
    if queries.is_interrupted(found):
        tasks.OF_STATE[found.state].delay_on_commit(str(run_id), str(request.user.pk))
        messages.success(request, "Started again")
    return redirect("imports:run", run_id)


@requires(Permission.IMPORT)
@require_http_methods(ASK)
def commit(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Say exactly what will be written, then have it written."""
    found = queries.run_seen_by(request.user, run_id)
    if request.method == "POST":
        try:
            services.start_commit(run_id, by=request.user)
        except NotNow as refused:
            messages.error(request, str(refused))
        else:
            tasks.commit_run.delay_on_commit(str(run_id), str(request.user.pk))
        return redirect("imports:run", run_id)
    return render(request, "imports/commit.html", presentation.commit_page(found, to=request.user))


@requires(Permission.IMPORT)
@require_http_methods(ASK)
def undo(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Say exactly what will be taken back and what stays, then have it done."""
    found = queries.run_seen_by(request.user, run_id)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.start_undo(run_id, by=request.user, **form.cleaned_data)
        except NotNow as refused:
            messages.error(request, str(refused))
        else:
            tasks.undo_run.delay_on_commit(str(run_id), str(request.user.pk))
        return redirect("imports:run", run_id)
    return render(request, "imports/undo.html", {"form": form} | presentation.undo_page(found))


@requires(Permission.IMPORT)
@require_safe
def reconciliation(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """The reconciliation as JSON, to keep."""
    found = queries.run_seen_by(request.user, run_id)
    searched(by=request.user, why="the reconciliation of an import downloaded")
    whole = presentation.reconciliation(found) | comparison.as_report(found)
    answer = JsonResponse(whole, json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="reconciliation-{run_id}.json"'
    return answer


@requires(Permission.IMPORT)
@require_safe
def problems(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """The rows to be mended or looked at, in files like their own, or as a workbook."""
    found = queries.run_seen_by(request.user, run_id)
    searched(by=request.user, why="rows of an import to be mended downloaded")
    file = mending.download(found) or Download(
        presentation.problem_rows(found), WORKBOOK_TYPE, "xlsx"
    )
    answer = HttpResponse(file.content, content_type=file.content_type)
    answer["Content-Disposition"] = f'attachment; filename="to-mend-{run_id}.{file.ending}"'
    return answer
