"""Pages on which the lists of an unknown export are mapped, each kept when it is left."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.services import searched
from imports import queries, services, tasks
from imports.errors import ImportProblem
from imports.mapping import drafts, preview, saved
from imports.mapping.forms import CodesForm, FinishForm, HoldsForm
from imports.mapping.table_form import TableForm

ASK = ("GET", "HEAD", "POST")
WAYS_ON = {
    "run",
    "mapping",
    "mapping_table",
    "mapping_codes",
    "mapping_preview",
    "mapping_finish",
}


@requires(Permission.IMPORT)
@require_http_methods(ASK)
def mapping(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """The lists that were found, and what each holds."""
    run = queries.run_seen_by(request.user, run_id)
    if (draft := drafts.draft_of(run)) is None:
        return redirect("imports:run", run_id)
    searched(by=request.user, why="lists of an import looked at")
    form = HoldsForm(request.POST or None, profiles=draft.profiles, tables=draft.tables)
    if request.method == "POST" and form.is_valid():
        changed = {
            name: draft.redrafted(name, holds)
            for name, holds in form.holds()
            if holds != draft.tables[name]["holds"]
        }
        services.keep_draft(run_id, changed, by=request.user)
        return _goes_on(request, run_id, "Kept")
    rows = list(zip(drafts.lists(draft), form, strict=True))
    context = {"run": run, "form": form, "rows": rows, "lacks": draft.lacks,
               "not_here": draft.not_here}  # fmt: skip
    return render(request, "imports/mapping.html", context)


@requires(Permission.IMPORT)
@require_http_methods(ASK)
def mapping_table(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """The columns of one list, and what each becomes."""
    run = queries.run_seen_by(request.user, run_id)
    draft = drafts.draft_of(run)
    name = drafts.as_chosen(draft, request.GET.get("table", "")) if draft else ""
    if draft is None or not name:
        return redirect("imports:mapping", run_id)
    searched(by=request.user, why="a list of an import looked at")
    form = TableForm(request.POST or None, draft=draft, name=name, learnt=saved.learnt().codes)
    if request.method == "POST" and form.is_valid():
        services.keep_draft(run_id, {name: form.table()}, by=request.user)
        return _goes_on(request, run_id, f"“{name}” is kept")
    lacks = [lack.sentence for lack in draft.lacks if lack.table == name]
    context = {"run": run, "form": form, "name": name, "lacks": lacks,
               "profile": draft.by_name[name], "rows": _with_codes(form, drafts.coded(draft, name)),
               "next": draft.after(name)}  # fmt: skip
    return render(request, "imports/mapping_table.html", context)


def _goes_on(request: StaffRequest, run_id: UUID, said: str) -> HttpResponse:
    """Go where the button that kept the page leads; one that only keeps it says so."""
    name, _, query = request.POST.get("then", "").partition("?")
    if name in WAYS_ON:
        address = reverse(f"imports:{name}", args=[run_id])
        return redirect(f"{address}?{query}" if query else address)
    messages.success(request, said)
    return redirect(request.get_full_path())


def _with_codes(form: TableForm, coded: list[drafts.CodesShown]) -> list[dict[str, Any]]:
    """Each column, with what it fills by codes."""
    return [
        row | {"codes": [one for one in coded if one.use.column == row["column"].name]}
        for row in form.rows
    ]


@requires(Permission.IMPORT)
@require_http_methods(ASK)
def mapping_codes(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """The values of one column, and what each means."""
    run = queries.run_seen_by(request.user, run_id)
    draft = drafts.draft_of(run)
    asked = [request.GET.get(part, "") for part in ("table", "column", "field")]
    found = drafts.coded_use(draft, *asked) if draft else None
    if draft is None or found is None:
        return redirect("imports:mapping", run_id)
    searched(by=request.user, why="codes of an import looked at")
    name, (column, target, use) = asked[0], found
    form = CodesForm(
        request.POST or None, column=column, target=target, use=use, table=draft.tables[name]
    )
    if request.method == "POST" and form.is_valid():
        services.keep_draft(run_id, {name: form.table()}, by=request.user)
        messages.success(request, f"The codes of {column.name} are kept")
        back = urlencode({"table": name})
        return redirect(f"{request.path.removesuffix('codes/')}table/?{back}")
    context = {"run": run, "form": form, "name": name, "column": column, "target": target}
    return render(request, "imports/mapping_codes.html", context)


@requires(Permission.IMPORT)
@require_safe
def mapping_preview(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Some real rows as they will look in the record."""
    run = queries.run_seen_by(request.user, run_id)
    if (draft := drafts.draft_of(run)) is None or draft.lacks:
        return redirect("imports:mapping", run_id)
    searched(by=request.user, why="rows of an import previewed")
    context = {"run": run, "lists": preview.previewed(run, draft)}
    return render(request, "imports/mapping_preview.html", context)


@requires(Permission.IMPORT)
@require_http_methods(ASK)
def mapping_finish(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Name the mapping, save it, and have everything checked with it."""
    run = queries.run_seen_by(request.user, run_id)
    if (draft := drafts.draft_of(run)) is None:
        return redirect("imports:run", run_id)
    about = {"name": draft.content["label"], "times": draft.content["times"]}
    form = FinishForm(request.POST or None, initial=about)
    if request.method == "POST" and form.is_valid():
        try:
            services.finish_mapping(run_id, by=request.user, **form.cleaned_data)
        except ImportProblem as refused:
            form.add_error(None, str(refused))
        else:
            tasks.check_run.delay_on_commit(str(run_id), str(request.user.pk))
            return redirect("imports:run", run_id)
    context = {"run": run, "form": form, "lacks": draft.lacks}
    return render(request, "imports/mapping_finish.html", context)
