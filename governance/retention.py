"""The retention policy: why each field of each model is held, how long, and how sensitive it is.

The policy is `retention.yaml`. What is stored and not in it, or in it and not stored, is a problem
that `manage.py check` reports (PRV-02, PRV-04).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import models

from governance.protection import every_model
from governance.versions import Version

FILE = Path(__file__).with_suffix(".yaml")
SAID_OF_A_MODEL = {"why", "keep"}


@dataclass(frozen=True, slots=True)
class Rule:
    """How long something is kept, from when, and what says so."""

    period: str
    begins: str
    source: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Why a field is held, how long, and how sensitive it is."""

    why: str
    keep: str
    sensitivity: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the policy that is not so, and what to write."""

    what: str
    remedy: str


class Policy:
    """The policy as it is written; `Policy.read()` is ours."""

    def __init__(self, written: dict[str, Any]) -> None:
        self.sensitivities: dict[str, str] = written["sensitivities"]
        self.rules = {name: Rule(**said) for name, said in written["keep"].items()}
        self.everywhere = self.fields_in(written["everywhere"])
        self.models: dict[str, dict[str, str]] = written["models"]

    @classmethod
    @cache
    def read(cls) -> "Policy":
        """Return the policy in the file."""
        return cls(yaml.safe_load(FILE.read_text()))

    def held(self, model: type[models.Model], field: str) -> Held:
        """Return what the policy says of a field. Raises KeyError when it says nothing."""
        said = self.models[label(model)]
        return Held(said["why"], said["keep"], (self.everywhere | self.fields_in(said))[field])

    def problems(self) -> Iterator[Problem]:
        """Say what is stored and not classified, and what is classified and not stored."""
        stored: dict[str, list[str]] = {}
        for model in every_model():
            fields = stored.setdefault(label(model), [])
            fields += [name for name in names(model) if name not in fields]
        for name, fields in stored.items():
            if name in self.models:
                yield from self._problems_of(name, fields)
            else:
                yield self._not_classified(name, fields)
        yield from self._of_nothing(stored)

    def fields_in(self, said: dict[str, str]) -> dict[str, str]:
        """Return the sensitivity of each field that is listed in one place of the policy."""
        return {
            name: sensitivity
            for sensitivity in self.sensitivities
            for name in said.get(sensitivity, "").split()
        }

    def _not_classified(self, name: str, fields: list[str]) -> Problem:
        unsaid = " ".join(field for field in fields if field not in self.everywhere)
        return Problem(
            f"{name} is not in the retention policy",
            f"Add to {FILE.name}, with each field under how sensitive it is "
            f"({', '.join(self.sensitivities)}) and one of {', '.join(self.rules)} to keep:\n"
            f"  {name}:\n    why: what it is held for\n    keep: care\n"
            f"    special: {unsaid}",
        )

    def _problems_of(self, name: str, fields: list[str]) -> Iterator[Problem]:
        said = self.models[name]
        classified = self.everywhere | self.fields_in(said)
        for field in fields:
            if field not in classified:
                yield Problem(
                    f"{name}.{field} is not in the retention policy",
                    f"Add {field} to one of {', '.join(self.sensitivities)} of {name} "
                    f"in {FILE.name}, then run manage.py write_retention",
                )
        if said.get("keep") not in self.rules or not said.get("why"):
            yield Problem(
                f"{name} does not say why it is held and how long",
                f"Give it `why` and `keep`, one of {', '.join(self.rules)}, in {FILE.name}",
            )
        if unknown := said.keys() - SAID_OF_A_MODEL - self.sensitivities.keys():
            yield Problem(f"{name} says {min(unknown)}", f"Take it out of {FILE.name}")
        listed = [f for kind in self.sensitivities for f in said.get(kind, "").split()]
        for field in sorted({field for field in listed if listed.count(field) > 1}):
            yield Problem(f"{name}.{field} is listed twice", f"Keep one of them in {FILE.name}")

    def _of_nothing(self, stored: dict[str, list[str]]) -> Iterator[Problem]:
        remedy = f"Take it out of {FILE.name}"
        for name in self.models:
            if name not in stored:
                yield Problem(f"The retention policy has {name}, which is no model", remedy)
                continue
            for field in self.fields_in(self.models[name]).keys() - set(stored[name]):
                yield Problem(f"The retention policy has {name}.{field}, which is no field", remedy)
        for field in self.everywhere.keys() - set().union(*stored.values()):
            yield Problem(f"The retention policy has {field}, which no model has", remedy)


def label(model: type[models.Model]) -> str:
    """The name under which a model is classified: a history is held as its record is."""
    if issubclass(model, Version):
        model = model._meta.get_field("pgh_obj").related_model
    return model._meta.label


def names(model: type[models.Model]) -> list[str]:
    """The fields that a model stores."""
    return [field.name for field in model._meta.local_fields]


def as_markdown(policy: Policy) -> str:
    """Return the policy as `docs/retention.md` has it."""
    parts = [HEAD, "| class | kept for | from | rests on |", "| --- | --- | --- | --- |"]
    for name, rule in policy.rules.items():
        source = f"{rule.source} (inferred)" if rule.inferred else rule.source
        parts.append(f"| {name} | {rule.period} | {rule.begins} | {source} |")
    parts += ["\n## How sensitive\n", "| word | meaning |", "| --- | --- |"]
    parts += [f"| {word} | {meaning} |" for word, meaning in policy.sensitivities.items()]
    parts += ["\n## In every table that has them\n", *_by_sensitivity(policy.everywhere)]
    parts += ["\n## Table by table", ""]
    for name, said in policy.models.items():
        parts += [f"### {name}\n", f"{said['why']}. Kept as: {said['keep']}.\n"]
        parts += [*_by_sensitivity(policy.fields_in(said)), ""]
    return "\n".join(parts)


HEAD = """# What is held, why, how long, and how sensitive it is

Made by `manage.py write_retention` from `governance/retention.yaml`; change that and not this page.
A history of a table is held as the table is. Periods are defaults: a provider may set others, a
legal hold stops every clock, and nothing is disposed of without a review. "Inferred" means that no
published source was read for it: confirm it with whoever advises you on records before you rely on
it.

## How long
"""


def _by_sensitivity(fields: dict[str, str]) -> list[str]:
    lists: dict[str, list[str]] = {}
    for name, sensitivity in fields.items():
        lists.setdefault(sensitivity, []).append(f"`{name}`")
    return [f"- {sensitivity}: {', '.join(found)}" for sensitivity, found in lists.items()]
