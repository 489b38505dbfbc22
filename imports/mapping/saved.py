"""Mappings that a provider has saved: the latest of each, and the one a run was read with."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.text import slugify

from accounts.models import User
from governance.errors import NotYours
from imports.adapters import ADAPTERS
from imports.mapped.adapter import MappedAdapter
from imports.mapped.spec import parsed
from imports.mapping.suggesting import Learnt, learnt_from
from imports.models import ImportMapping, ImportMappingVersion, ImportRun
from imports.rows import Adapter
from imports.tables.anything import handed_over

BEING_MAPPED = "A mapping of your own"


def by_name() -> dict[str, list[ImportMappingVersion]]:
    """Every version of every mapping of this provider: by name, the latest first."""
    found = ImportMappingVersion.objects.select_related("mapping", "created_by")
    names: dict[str, list[ImportMappingVersion]] = defaultdict(list)
    for version in found.order_by("mapping__name", "-number"):
        names[version.mapping.name].append(version)
    return dict(names)


def version_seen_by(user: User, version_id: UUID) -> ImportMappingVersion:
    """One version. Raises NotYours."""
    found = ImportMappingVersion.objects.filter(provider_id=user.provider_id, pk=version_id)
    if (version := found.select_related("mapping").first()) is None:
        raise NotYours
    return version


def latest() -> list[ImportMappingVersion]:
    """The version of each mapping that is used now, by name."""
    found = ImportMappingVersion.objects.select_related("mapping")
    newest = found.order_by("mapping_id", "-number").distinct("mapping_id")
    return sorted(newest, key=lambda version: version.mapping.name)


def adapters() -> list[MappedAdapter]:
    """The kinds of source that this provider has mapped."""
    return [adapter_from(version) for version in latest()]


def adapter_from(version: ImportMappingVersion) -> MappedAdapter:
    """A version as what reads files; the runs of all its versions know rows by the same keys."""
    mapping = parsed(content_of(version))
    return MappedAdapter(
        replace(mapping, name=adapter_name(version.mapping), label=version.mapping.name),
        handed_over,
        version.pk,
    )


def adapter_name(mapping: ImportMapping) -> str:
    """What runs call a saved mapping, for all of its versions."""
    return f"mapping:{mapping.pk.hex}"


def content_of(version: ImportMappingVersion) -> dict[str, Any]:
    """What a version says, in the order in which it was said."""
    content: dict[str, Any] = json.loads(version.content)
    return content


def adapter_of(run: ImportRun) -> Adapter:
    """What reads the files of a run, as it read them at first."""
    if run.mapping_version is not None:
        return adapter_from(run.mapping_version)
    return ADAPTERS[run.adapter]


def label_of(run: ImportRun) -> str:
    """What a page calls the way in which a run is read."""
    if run.mapping_version is not None:
        return f"{run.mapping_version.mapping.name}, version {run.mapping_version.number}"
    return ADAPTERS[run.adapter].label if run.adapter in ADAPTERS else BEING_MAPPED


def named(name: str) -> Iterator[MappedAdapter]:
    """The saved mapping of that name, or whose name is so written in an address."""
    for version in latest():
        if name in {version.mapping.name, slugify(version.mapping.name)}:
            yield adapter_from(version)


def learnt() -> Learnt:
    """What the provider's own mappings teach."""
    return learnt_from(content_of(version) for version in latest())
