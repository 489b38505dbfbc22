"""Pages of saved mappings: what there is, in which versions; one handed over, one taken along."""

from uuid import UUID

import yaml
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from imports import services
from imports.errors import NotNow
from imports.forms import MappingFileForm
from imports.mapping import saved


@requires(Permission.IMPORT)
@require_safe
def mappings(request: StaffRequest) -> HttpResponse:
    """Every mapping that was saved, with its versions."""
    return render(request, "imports/mappings.html", {"mappings": saved.by_name()})


@requires(Permission.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_mapping(request: StaffRequest) -> HttpResponse:
    """Take a mapping from a YAML file, as the first or next version under its name."""
    form = MappingFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["mapping_file"]
        name = form.cleaned_data["name"] or content["label"]
        try:
            version = services.save_mapping(name, content, by=request.user)
        except NotNow as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Saved as version {version.number}")
            return redirect("imports:mappings")
    return render(request, "imports/add_mapping.html", {"form": form})


@requires(Permission.IMPORT)
@require_safe
def mapping_file(request: StaffRequest, mapping_version_id: UUID) -> HttpResponse:
    """A version as a YAML file, to keep or to hand to another provider."""
    version = saved.version_seen_by(request.user, mapping_version_id)
    words = yaml.safe_dump(saved.content_of(version), sort_keys=False, allow_unicode=True)
    answer = HttpResponse(words, content_type="application/yaml; charset=utf-8")
    name = f"{slugify(version.mapping.name) or 'mapping'}-{version.number}.yaml"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
