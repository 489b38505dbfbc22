"""The mapping of a run as far as somebody has made it, and what its lists show."""

import json
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.http import urlencode

from imports.columns import Column, Profile, profile_from
from imports.mapping import saved
from imports.mapping.coding import may_be_coded
from imports.mapping.drafting import (
    Lack,
    Said,
    Use,
    codes_of,
    columns_of,
    holding_of,
    lacking,
    uses_of,
)
from imports.mapping.suggesting import table_draft
from imports.mapping.targets import Target, holdings
from imports.models import ImportDraft, ImportRun

JOINED = ">"


@dataclass(frozen=True)
class Draft:
    """What was said so far, with what a look at the lists found."""

    content: Said
    profiles: tuple[Profile, ...]

    @property
    def tables(self) -> Said:
        """What was said of each list."""
        tables: Said = self.content["tables"]
        return tables

    @property
    def lacks(self) -> list[Lack]:
        """What is still to be said."""
        return list(lacking(self.tables))

    @cached_property
    def by_name(self) -> dict[str, Profile]:
        """The lists by their names."""
        return {profile.name: profile for profile in self.profiles}

    def redrafted(self, name: str, holds: str) -> Said:
        """A list as it is suggested, were it to hold this."""
        return table_draft(self.by_name[name], holds, self.profiles, saved.learnt())

    def joined(self, name: str) -> list[Column]:
        """The columns of the lists that one looks something up in."""
        return [
            replace(column, name=f"{JOINED}{other}.{column.name}")
            for other in self.tables[name].get("looks_up", {})
            if other in self.by_name
            for column in self.by_name[other].columns
        ]

    def unseen(self, name: str) -> list[str]:
        """The columns that were said of one list and are not in it here: its next export may."""
        seen = {column.name for column in (*self.by_name[name].columns, *self.joined(name))}
        return [column for column in columns_of(self.tables[name]) if column not in seen]

    @property
    def not_here(self) -> list[str]:
        """The lists that the mapping reads besides, and that are not among these files."""
        return list(self.content.get("not_here", {}))

    def after(self, name: str) -> str:
        """The list that is to be gone through after one; nothing after the last."""
        taken = [one for one, table in self.tables.items() if holding_of(table)]
        return [*taken, ""][taken.index(name) + 1]

    def others(self, name: str) -> list[Profile]:
        """The lists beside one."""
        return [profile for profile in self.profiles if profile.name != name]


def draft_of(run: ImportRun) -> Draft | None:
    """The draft of a run that is being mapped."""
    if run.state != ImportRun.State.MAPPING:
        return None
    draft = ImportDraft.objects.get(run=run)
    found = tuple(profile_from(said) for said in draft.profiles)
    return Draft(json.loads(draft.content), found)


@dataclass(frozen=True, slots=True)
class ListShown:
    """One list on the page of all: what it seems to hold, its columns, what is lacking."""

    profile: Profile
    holds: str
    is_taken: bool
    key: str
    whose: str
    points_at: str
    fills: list[str]
    lacks: list[str]

    @property
    def query(self) -> str:
        """How its page is asked for."""
        return urlencode({"table": self.profile.name})


def lists(draft: Draft) -> list[ListShown]:
    """Every list that was found, with what was said of it."""
    return [_shown(profile, draft) for profile in draft.profiles]


def _shown(profile: Profile, draft: Draft) -> ListShown:
    table = draft.tables[profile.name]
    holding = holding_of(table)
    fills = [use.column for use in uses_of(table)]
    return ListShown(
        profile,
        holding.label if holding else "Left out",
        holding is not None,
        table.get("key", ""),
        table.get("person", ""),
        ", ".join(f"{column} in {other}" for column, other in profile.points_at.items()),
        list(dict.fromkeys(fills)),
        [lack.sentence for lack in draft.lacks if lack.table == profile.name],
    )


@dataclass(frozen=True, slots=True)
class CodesShown:
    """One column of codes in a field: how many of its values are still a doubt."""

    use: Use
    label: str
    values: int
    unknown: int
    query: str


def coded(draft: Draft, name: str) -> list[CodesShown]:
    """The columns of a list whose values are to be given, or may be given, meanings."""
    table = draft.tables[name]
    shown = []
    for use in uses_of(table):
        found = coded_use(draft, name, use.column, use.target)
        if found:
            column, target, _ = found
            said = codes_of(table, use).get("values")
            known = column.codes if said is None and target.is_said else said or {}
            unknown = sum(code not in known for code in column.codes)
            about = {"table": name, "column": use.column, "field": use.target}
            number = len(column.codes)
            shown.append(CodesShown(use, target.label, number, unknown, urlencode(about)))
    return shown


def coded_use(
    draft: Draft, name: str, column_name: str, target_name: str
) -> tuple[Column, Target, Use] | None:
    """A column of codes and the field it fills; nothing where it is none."""
    table = draft.tables.get(name, {})
    column = draft.by_name[name].column(column_name) if name in draft.by_name else None
    for use in uses_of(table):
        if column and (use.column, use.target) == (column_name, target_name):
            target = holdings()[table["holds"]].targets.get(target_name)
            is_whole = not use.separator
            return (
                (column, target, use)
                if target and is_whole and may_be_coded(column, target)
                else None
            )
    return None


def as_chosen(draft: Draft, asked: str) -> str:
    """The list that an address asks for, if it is taken; the first where it asks for none."""
    if asked:
        return asked if holding_of(draft.tables.get(asked, {})) else ""
    taken = (name for name, table in draft.tables.items() if holding_of(table))
    return next(taken, "")
