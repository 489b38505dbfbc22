"""What a list may hold and a column may become, with the words by which each is known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import models

from dailycare.kinds import BY_SLUG as CARE
from dailycare.models import CareEntry
from imports.mapped.measurements import MEASURED
from imports.mapped.records import BESIDE_KINDS, fields_of, needed_of
from imports.rows import AllergyKnowledge
from records.kinds import BY_SLUG, KINDS
from records.models import AboutMe, Person

# A code of the old system that says nothing: its row is as if nothing had been typed.
NOTHING = "NOTHING"
SAYS_NOTHING = (NOTHING, "Nothing: as if it were blank")
# Kinds that are made of more than a row, or hang on our own staff.
NOT_FROM_ROWS = {"admissions", "photographs", "supporters", "documents"}
GOALS = "goals"  # in the plan, and beside the kinds
# What the record fills in, or has in no list of an old system.
NOT_ASKED = {"coding", "is_restricted", "restricted_why", "location_type"}
YES_NO = (("yes", "Yes"), ("no", "No"))
HERE = (("here", "Still here"), ("left", "Has left"), ("died", "Has died"))


@dataclass(frozen=True, slots=True)
class Target:
    """One field that columns may fill. `codes` are words for each of its `choices`.

    `is_said`: it has no list of its own, and its codes are the words that the record will have.
    """

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    is_needed: bool = False
    takes_many: bool = False
    between: str = " "
    is_moment: bool = False
    is_day: bool = False
    is_yes_no: bool = False
    is_long: bool = False
    is_said: bool = False
    words: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    otherwise: str = ""
    unknown: str = ""
    shape: str = ""
    # Its columns have a month or a day as their heading.
    is_dated: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """What a list may hold: `keep` is the field for what no other takes, under its heading."""

    name: str
    label: str
    tables: tuple[str, ...]
    targets: Mapping[str, Target]
    keep: str = ""

    @property
    def is_theirs(self) -> bool:
        """Whether its rows belong to somebody."""
        return self.name not in {"person", "staff"}


@cache
def pointers(kind: str) -> Mapping[str, tuple[str, str]]:
    """The fields of a kind that name a record of another: what each is called, and that kind."""
    models_of = {slug: BESIDE_KINDS.get(slug) or BY_SLUG[slug].model
                 for slug in holdings() if slug in BESIDE_KINDS or slug in BY_SLUG}  # fmt: skip
    kinds = {model: slug for slug, model in models_of.items()}
    return {
        name: (str(of.verbose_name).capitalize(), kinds[of.related_model])
        for name, of in (fields_of(kind).items() if kind in models_of else ())
        if of.related_model in kinds and kinds[of.related_model] != kind
    }


def plain(heading: str) -> str:
    """A heading's letters and figures alone: "D.O.B", "DoB " and "dob" are one."""
    return re.sub(r"[^a-z0-9]", "", heading.lower())


@cache
def holdings() -> Mapping[str, Holding]:
    """Everything that a list may hold, people first."""
    said = yaml.safe_load(Path(__file__).with_name("targets.yaml").read_text(encoding="utf-8"))
    beside = {name: _beside(name, said[name]) for name in said if "label" in said[name]}
    kinds = {
        kind.slug: _kind(kind.slug, kind.title, said.get(kind.slug, {}))
        for kind in KINDS
        if kind.slug not in NOT_FROM_ROWS
    }
    return beside | {GOALS: _kind(GOALS, "Goals", said.get(GOALS, {}))} | kinds


def _beside(name: str, said: Mapping[str, Any]) -> Holding:
    """People, notes and the rest that are no kind of record by themselves."""
    choices = _choices_beside(name)
    targets = {
        field: _target(field, of, label=of["label"], choices=choices.get(field, ()))
        for field, of in said["fields"].items()
    }
    return Holding(name, said["label"], tuple(said["tables"]), targets)


def _choices_beside(name: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The values that fields beside the kinds may have."""
    if name == "person":
        return {"status": HERE, "allergy_state": tuple((s, s) for s in AllergyKnowledge)} | {
            field.name: _choices(field) for field in Person._meta.concrete_fields if field.choices
        }
    if name == "note":
        came = dict(_choices(CareEntry._meta.get_field("outcome")))
        outcomes = ("refused", "not_offered", "done_by_other")
        return {
            "type": tuple((slug, kind.label) for slug, kind in CARE.items()),
            "outcome": tuple((one, came[one]) for one in outcomes),
            "values.with": next(q.choices for q in CARE["contact"].questions if q.name == "with"),
        }
    if name == "about_me":
        headings = [
            (f.name, str(f.verbose_name))
            for f in AboutMe._meta.fields
            if isinstance(f, models.TextField)
        ]
        return {"heading": tuple(headings)}
    measured = tuple((slug, one.name) for slug, one in MEASURED.items())
    return {"type": measured} if name == "measurement" else {}


def _kind(slug: str, title: str, said: Mapping[str, Any]) -> Holding:
    """A kind of record: its fields and choices come from its model."""
    more = said.get("fields", {})
    needed = needed_of(slug)
    targets: dict[str, Target] = {}
    for name, of in fields_of(slug).items():
        if of.editable and not of.remote_field and name not in NOT_ASKED:
            label = str(of.verbose_name)
            targets[name] = _target(
                name, more.get(name, {}), label=label[:1].upper() + label[1:], field=of,
                is_needed=name in needed, choices=_choices(of),
            )  # fmt: skip
    for name, of in more.items():
        if name not in targets:
            targets[name] = _target(name, of, label=of["label"])
    targets["author"] = _target("author", AUTHOR, label="Who wrote it")
    keep = said.get("keep") or ("comment" if "comment" in targets else "")
    return Holding(
        slug, said.get("called", title), (*said.get("tables", ()), title.lower()), targets, keep
    )


AUTHOR = {"words": ["assessed by", "author", "written by", "recorded by", "entered by"]}


def _choices(of: models.Field) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), str(label)) for value, label in of.choices or () if value)


def _target(
    name: str,
    said: Mapping[str, Any],
    *,
    label: str,
    choices: tuple[tuple[str, str], ...] = (),
    field: models.Field | None = None,
    is_needed: bool = False,
) -> Target:
    is_yes_no = isinstance(field, models.BooleanField)
    is_said = not choices and not is_yes_no
    codes = {str(value): tuple(map(str, words)) for value, words in said.get("codes", {}).items()}
    if is_said:
        choices = tuple((value, value) for value in codes if value != NOTHING)
    return Target(
        name,
        label,
        YES_NO if is_yes_no else choices,
        is_needed=is_needed or bool(said.get("needed")),
        takes_many=bool(said.get("many")),
        between=said.get("between", " "),
        is_moment=bool(said.get("moment")),
        is_day=name.endswith("_on"),
        is_yes_no=is_yes_no,
        is_long=bool(said.get("long")) or isinstance(field, models.TextField),
        is_said=is_said,
        words=(*map(str, said.get("words", ())), label, name),
        unlike=tuple(said.get("unlike", ())),
        codes=codes,
        otherwise=said.get("otherwise", ""),
        unknown=said.get("unknown", ""),
        shape=said.get("shape", ""),
        is_dated=bool(said.get("dated")),
    )
