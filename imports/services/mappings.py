"""Mappings are saved, each time as a version of its own; one is found by its name for a command."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from accounts.models import User
from governance.services import acting_for, change
from imports import queries
from imports.adapters import ADAPTERS
from imports.errors import ImportProblem, NotNow
from imports.mapped.adapter import MappedAdapter
from imports.mapped.spec import parsed
from imports.mapping import saved
from imports.mapping.checking import from_yaml
from imports.models import ImportMapping, ImportMappingVersion
from imports.rows import Adapter
from imports.services.runs import providers
from imports.tables.anything import handed_over

YAML_ENDINGS = {".yaml", ".yml"}


def save_mapping(name: str, content: Mapping[str, Any], *, by: User) -> ImportMappingVersion:
    """Keep how lists are read under a name: as its first version, or as the next one.

    What is the same as the latest version adds none. Raises NotNow where the rows of an import that
    counts would be taken for others.
    """
    words = json.dumps({**content, "label": name}, ensure_ascii=False)
    with change(by=by, why="mapping of an old system saved"):
        mapping = ImportMapping.objects.filter(name=name).first()
        if mapping is None:
            mapping = ImportMapping(name=name, created_by=by, provider_id=by.provider_id)
            mapping.save(force_insert=True)
        _know_rows_as_before(saved.adapter_name(mapping, content), content["tables"])
        versions = ImportMappingVersion.objects.filter(mapping=mapping).order_by("-number")
        before = versions.first()
        if before and before.content == words:
            return before
        version = ImportMappingVersion(
            mapping=mapping,
            number=before.number + 1 if before else 1,
            content=words,
            created_by=by,
            provider_id=by.provider_id,
        )
        version.save(force_insert=True)
        return version


def _know_rows_as_before(name: str, tables: Mapping[str, Any]) -> None:
    """Refuse to tell rows apart by another column than imports that count. Raises NotNow.

    A row is known by its id: under another column's ids it would be taken for somebody else's.
    """
    for run in queries.runs_that_count(name):
        before = saved.read_with(run) or {"tables": {}}
        for table, was in before["tables"].items():
            key, now = was.get("key", ""), tables.get(table, was).get("key", "")
            if key != now:
                raise NotNow(
                    f"An import under this name tells the rows of “{table}” apart by "
                    f"{_in_words(key)}. By {_in_words(now)} they would be taken for others: choose "
                    f"{_in_words(key)} again. If nothing of that import is in the record, another "
                    "name for the mapping does as well."
                )


def _in_words(column: str) -> str:
    return f"“{column}”" if column else "no column"


def reader_named(name: str) -> Adapter:
    """What reads files under a name: one we came with, one in a YAML file, or one that was saved.

    Raises ImportProblem where there is none, or where more than one provider has it.
    """
    if name in ADAPTERS:
        return ADAPTERS[name]
    if Path(name).suffix in YAML_ENDINGS:
        return MappedAdapter(parsed(_in_file(name)), handed_over)
    found: list[Adapter] = []
    for provider_id in providers():
        with acting_for(provider_id):
            found += saved.named(name)
    if len(found) != 1:
        known = ", ".join(ADAPTERS)
        raise ImportProblem(
            f"There is not one mapping called “{name}”. Name a saved one, a .yaml file, or one of "
            f"these: {known}."
        )
    return found[0]


def reader_for(name: str, *, by: User) -> Adapter:
    """What reads files that are kept: a YAML file is saved first, to be read with again."""
    if Path(name).suffix not in YAML_ENDINGS:
        return reader_named(name)
    content = _in_file(name)
    return saved.adapter_from(save_mapping(content["label"], content, by=by))


def _in_file(name: str) -> dict[str, Any]:
    return from_yaml(Path(name).read_bytes())
