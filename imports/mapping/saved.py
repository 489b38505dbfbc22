"""Mappings that a provider has saved: the latest of each, and the one a run was read with."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.text import slugify

from accounts.models import User
from governance.errors import NotYours
from imports.adapters import ADAPTERS, knows_most
from imports.mapped.adapter import MappedAdapter, said_by
from imports.mapped.spec import parsed
from imports.mapping.suggesting import Learnt, learnt_from
from imports.models import ImportMapping, ImportMappingVersion, ImportRun
from imports.rows import Adapter
from imports.tables.anything import handed_over

PREPARED = "@"  # begins the names of what code of a vendor's folder adds to its rows
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
    content = content_of(version)
    name = adapter_name(version.mapping, content)
    return MappedAdapter(
        replace(parsed(content), name=name, label=version.mapping.name), handed_over, version.pk
    )


def adapter_name(mapping: ImportMapping, content: Mapping[str, Any]) -> str:
    """What runs call a saved mapping, for all of its versions.

    One that began as a mapping of ours is called as that: its rows are known by the same keys.
    """
    name: str = content["name"]
    return name if _ours(name) else f"mapping:{mapping.pk.hex}"


def content_of(version: ImportMappingVersion) -> dict[str, Any]:
    """What a version says, in the order in which it was said."""
    content: dict[str, Any] = json.loads(version.content)
    return content


def adapter_of(run: ImportRun) -> Adapter:
    """What reads the files of a run, as it read them at first."""
    if run.mapping_version is not None:
        return adapter_from(run.mapping_version)
    return ADAPTERS[run.adapter]


def read_with(run: ImportRun) -> Mapping[str, Any] | None:
    """The mapping that a run was read with; None for what code of ours reads, or nothing yet."""
    if run.mapping_version is not None:
        return content_of(run.mapping_version)
    ours = _ours(run.adapter)
    return said_by(ours) if ours else None


def begins_as(run: ImportRun, columns: Mapping[str, set[str]]) -> Mapping[str, Any] | None:
    """What a run is mapped from: the mapping it was read with, or an own one that reads such.

    One of ours has to be given a name of its own.
    """
    if said := read_with(run):
        return said if run.mapping_version else {**said, "label": ""}
    versions = {version.pk: version for version in latest()}
    found = knows_most([adapter_from(version) for version in versions.values()], columns)
    return content_of(versions[found.version_id]) if found and found.version_id else None


def _ours(name: str) -> MappedAdapter | None:
    """A mapping that we came with and that is data alone: code prepares nothing for it."""
    adapter = ADAPTERS.get(name)
    if not isinstance(adapter, MappedAdapter):
        return None
    columns = (column for table in adapter.mapping.tables.values() for column in table.columns)
    return None if any(column.startswith(PREPARED) for column in columns) else adapter


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
