"""The words of the standard beside ours: what each field of the record means."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, signed_in
from mods import standard
from records import queries


@signed_in
@require_safe
def glossary(request: StaffRequest) -> HttpResponse:
    """Every class of the standard and its rules; `of` one kind of record, what its fields mean."""
    model = request.GET.get("of", "")
    if model:
        return _meanings(request, model)
    context = {"standard": standard(), "groups": queries.classes_by_group().items()}
    return render(request, "records/glossary.html", context)


def _meanings(request: StaffRequest, model: str) -> HttpResponse:
    found = queries.meanings().get(model, ())
    title = queries.title_at(model)
    if title is None:
        raise Http404
    classes = {home.mods_class.id: home.mods_class for one in found for home in one.homes}
    context = {"title": title, "meanings": found, "classes": classes.values()}
    return render(request, "records/meanings.html", context)
