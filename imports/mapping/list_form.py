"""What an administrator says of one list as a whole: its rows, other lists, what no column says."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from imports.columns import Column, Looks, Profile
from imports.mapped.line import LOOKED_UP
from imports.mapping.drafting import Said, constants_of
from imports.mapping.drafts import Draft
from imports.mapping.targets import Target, holdings, pointers
from imports.tables.tree import OF_THE_RECORD

ANY = "any"
NAMES_ROWS = {Looks.ID, Looks.CODES}
NO_COLUMN = ("", "No column")
ONE_MORE = ("", "")
type Choices = Sequence[tuple[str, str]]


class ListForm(forms.Form):
    """What the rows of one list say of themselves, and what is looked up for them elsewhere.

    Of what may be said several times there is always one box more than was said.
    """

    label_size = "s"
    marks_optional = False

    def __init__(self, *args: Any, draft: Draft, name: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._draft, self._table = draft, draft.tables[name]
        self._profile: Profile = draft.by_name[name]
        self._others = draft.others(name)
        self._holding = holdings()[self._table["holds"]]
        self._unseen = draft.unseen(name)
        self.columns = [
            *self._profile.columns, *draft.joined(name), *map(Column, self._unseen)
        ]  # fmt: skip
        self._own = [c for c in self.columns if not c.name.startswith(LOOKED_UP)]
        self._headings = [NO_COLUMN, *((c.name, self._called(c.name)) for c in self._own)]
        self._add_rows()
        self._add_notes()
        self._add_joins()
        self._add_points()
        self._add_constants()
        self._add_doubts()
        self._whole = list(self.fields)

    @property
    def options(self) -> list[Any]:
        """The boxes about the list as a whole."""
        return [self[name] for name in self._whole]

    def _called(self, column: str) -> str:
        """A column in words: of this list, of one that is looked up, or of what a row lies in."""
        if column.startswith(OF_THE_RECORD):
            return f"{column.removeprefix(OF_THE_RECORD)}, of the record it lies in"
        for other in self._table.get("looks_up", {}):
            if column.startswith(prefix := f"{LOOKED_UP}{other}."):
                return f"{column.removeprefix(prefix)}, of {other}"
        return column

    def _add_rows(self) -> None:
        """What tells rows apart, whose they are, and which of them are none."""
        table = self._table
        key = choice("Which column tells its rows apart?", self._headings, table.get("key", ""))
        key.help_text = "A number that each row has for itself, where there is one"
        self.fields["key"] = key
        if self._holding.is_theirs:
            self.fields["person"] = choice(
                "Which column says whose a row is?", self._headings, table.get("person", "")
            )
            by = [
                ("id", "It holds the id that the old system gave the person"),
                ("name", "It names them"),
            ]
            self.fields["person_by"] = choice(
                "How does it say so?", by, table.get("person_by", "id")
            )
        for option, label in self._says():
            self._add_says(option, label, table.get(option, {}))

    def _says(self) -> Iterator[tuple[str, str]]:
        if self._holding.name == "person":
            yield "deleted", "Which column says that somebody was deleted?"
        elif self._holding.is_theirs:
            yield "withdrawn", "Which column says that a row was deleted or withdrawn?"
            yield "private", "Which column says that a row is private?"

    def _add_says(self, option: str, label: str, said: Mapping[str, str]) -> None:
        """A column, and what stands in it where something is so."""
        column, value = next(iter(said.items()), ONE_MORE)
        self.fields[f"{option}_column"] = choice(label, self._headings, column)
        self.fields[f"{option}_value"] = forms.CharField(
            label="When that column says", required=False, max_length=60, initial=value,
            help_text="“any” for anything at all",
        )  # fmt: skip

    def _said_by(self, option: str, before: Mapping[str, str]) -> Said:
        """What a column says where something is so; of several columns only the first is asked."""
        column = self.cleaned_data[f"{option}_column"]
        asked = {column: self.cleaned_data[f"{option}_value"] or ANY} if column else {}
        return asked | dict(list(before.items())[1:])

    def _add_notes(self) -> None:
        if self._holding.name != "note":
            return
        table = self._table
        self.fields["unique"] = _tick(
            "Each note has an id of its own: one that comes again is a repeat, or a mistake",
            is_so=table.get("ids_are_unique", False),
        )
        self.fields["repeats"] = _tick(
            "Rows that are the same word for word count once", is_so=table.get("repeats") == "skip"
        )
        self.fields["cut_at"] = forms.IntegerField(
            label="At how many letters did the old system cut its texts?", required=False,
            min_value=1, initial=table.get("cut_at") or None,
        )  # fmt: skip

    def _add_joins(self) -> None:
        """Other lists that are looked up, as where people live in one of addresses."""
        joins = self._table.get("looks_up", {})
        if self._holding.name != "person" or not self._others:
            return
        for number, (name, said) in enumerate(joins.items()):
            self._add_join(number, _as_value(name, said["by"]))
            column, value = next(iter(said["where"].items()), ONE_MORE)
            where = _as_value(column, value) if column else ""
            codes = self._codes_of(name)
            ways = [("", "All of them: of several the last"), *codes, *_unless_in(codes, where)]
            self.fields[f"where_{number}"] = choice(f"Which rows of {name}?", ways, where)
        self._add_join(len(joins), "")

    def _add_join(self, number: int, by: str) -> None:
        names = [
            (_as_value(other.name, column.name), f"{other.name}, by {column.name}")
            for other in self._others
            for column in other.columns
            if column.looks in NAMES_ROWS
        ]
        label = f"Look something up in {'one more' if number else 'another'} list"
        box = choice(label, [("", "No list"), *names, *_unless_in(names, by)], by)
        box.help_text = (
            "By its column with the id of the person. Its columns then stand among these"
        )
        self.fields[f"join_{number}"] = box

    def _codes_of(self, name: str) -> Choices:
        """What tells rows of another list apart: each of its codes."""
        profile = self._draft.by_name.get(name)
        return [
            (_as_value(column.name, code), f"Those whose {column.name} is {code}")
            for column in (profile.columns if profile else ())
            for code in column.codes
        ]

    def _add_points(self) -> None:
        """Rows of other lists that a row may name, where such a list is taken."""
        for name, (label, kind) in pointers(self._holding.name).items():
            before = self._table.get("points_at", {}).get(name)
            chosen = _as_value(*before) if before else ""
            lists = [
                one.name for one in self._others if self._draft.tables[one.name]["holds"] == kind
            ]
            ways = [
                (_as_value(other, column.name), f"{column.name}, of a row of {other}")
                for other in lists
                for column in self._own
                if column.looks in NAMES_ROWS
            ]
            if ways or chosen:
                label = f"{label}: which column names it?"
                shown = [NO_COLUMN, *ways, *_unless_in(ways, chosen)]
                self.fields[f"points_{name}"] = choice(label, shown, chosen)

    def _add_constants(self) -> None:
        """Fields that are the same for every row."""
        targets = self._holding.targets
        fields = [("", "Nothing"), *((t.name, t.label) for t in targets.values())]
        constants = constants_of(self._table).items()
        asked = [(name, words) for name, words in constants if name in targets]
        for number, (name, words) in enumerate([*asked, ONE_MORE]):
            label = f"What {'else ' if number else ''}is the same for every row?"
            self.fields[f"constant_{number}"] = choice(label, fields, name)
            shown = dict(targets[name].choices).get(words, words) if name else ""
            self.fields[f"constant_words_{number}"] = forms.CharField(
                label="Its words for every row", required=False, max_length=200, initial=shown,
                help_text="What no column says, as “weight” in a list of weights alone",
            )  # fmt: skip

    def _add_doubts(self) -> None:
        """Rows that are to be looked at."""
        for number, said in enumerate([*self._table.get("doubts", {}).values(), {}]):
            more = "more " if number else ""
            self._add_says(
                f"doubt_{number}", f"Which column says that {more}rows need a look?", said
            )

    def clean(self) -> dict[str, Any]:
        """A list is looked up once, and the words of a field are some that it has."""
        cleaned = super().clean() or {}
        seen: set[str] = set()
        for name in [name for name in self._whole if name.startswith("join_")]:
            if value := cleaned.get(name):
                other = json.loads(value)[0]
                if other in seen:
                    self.add_error(name, f"{other} is looked up already: choose another list")
                seen.add(other)
        for number in range(self._many("constant_words_")):
            self._clean_constant(number, cleaned)
        return cleaned

    def _clean_constant(self, number: int, cleaned: dict[str, Any]) -> None:
        target = self._holding.targets.get(cleaned.get(f"constant_{number}", ""))
        typed = cleaned.get(f"constant_words_{number}", "")
        if target and not typed:
            self.add_error(f"constant_words_{number}", "Enter the words for every row")
        elif typed and not target:
            self.add_error(f"constant_{number}", "Choose what these words are")
        elif target and typed:
            cleaned[f"constant_words_{number}"] = self._as_code(number, target, typed)

    def _as_code(self, number: int, target: Target, typed: str) -> str:
        """Our value for words that were typed, where the field has a list of its own."""
        if target.is_said or not target.choices:
            return typed
        known = {words.casefold(): value for value, label in target.choices
                 for words in (value, label)}  # fmt: skip
        if typed.casefold() not in known:
            labels = ", ".join(label for _, label in target.choices)
            self.add_error(f"constant_words_{number}", f"Enter one of these: {labels}")
        return known.get(typed.casefold(), typed)

    def _many(self, prefix: str) -> int:
        return sum(name.startswith(prefix) for name in self._whole)

    def constants(self) -> dict[str, str]:
        """The fields that are the same for every row, and those that only a file says."""
        said = self.cleaned_data
        before = constants_of(self._table).items()
        beyond = {name: words for name, words in before if name not in self._holding.targets}
        numbers = range(self._many("constant_words_"))
        asked = {said[f"constant_{n}"]: said[f"constant_words_{n}"] for n in numbers}
        return {name: words for name, words in asked.items() if name} | beyond

    def row_options(self) -> Said:
        """What is said of the rows, as a mapping says it."""
        said, table = self.cleaned_data, self._table
        found: Said = {"key": said["key"], "doubts": self._doubts()}
        if self._holding.is_theirs:
            found |= {"person": said["person"], "person_by": said["person_by"] or "id"}
        for option, _ in self._says():
            found[option] = self._said_by(option, table.get(option, {}))
        if self._holding.name == "note":
            found["ids_are_unique"] = said["unique"]
            found["repeats"] = "skip" if said["repeats"] else "keep"
            found["cut_at"] = said["cut_at"] or 0
        if "join_0" in self.fields:
            found["looks_up"] = dict(self._joins())
        if points := {name: said[f"points_{name}"] for name in pointers(self._holding.name)
                      if f"points_{name}" in self.fields}:  # fmt: skip
            before = {n: at for n, at in table.get("points_at", {}).items() if n not in points}
            found["points_at"] = before | {n: json.loads(at) for n, at in points.items() if at}
        return found

    def _joins(self) -> Iterator[tuple[str, Said]]:
        before = self._table.get("looks_up", {})
        for number in range(self._many("join_")):
            if by := self.cleaned_data[f"join_{number}"]:
                name, column = json.loads(by)
                where = self.cleaned_data.get(f"where_{number}", "")
                asked = dict([json.loads(where)]) if where else {}
                more = list(before.get(name, {}).get("where", {}).items())[1:]
                yield name, {"by": column, "where": asked | dict(more)}

    def _doubts(self) -> Said:
        """What is to be looked at, in the words it had or in those of its column."""
        found: Said = {}
        before = [*self._table.get("doubts", {}).items(), ("", {})]
        for number, (words, was) in enumerate(before):
            if said := self._said_by(f"doubt_{number}", was):
                found[words if said == was else _in_words(said)] = said
        return found


def choice(label: str, choices: Choices, initial: str) -> forms.ChoiceField:
    """A box with choices, none of which need be chosen."""
    return forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)


def _tick(label: str, *, is_so: bool) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, initial=is_so)


def _as_value(first: str, second: str) -> str:
    """Two names as what a box sends."""
    return json.dumps([first, second])


def _unless_in(choices: Choices, value: str) -> Choices:
    """What was said before and is not among the choices, as one more of them."""
    is_there = not value or value in dict(choices)
    return [] if is_there else [(value, ": ".join(json.loads(value)))]


def _in_words(said: Mapping[str, str]) -> str:
    return ", ".join(
        f"{column} is filled" if value == ANY else f"{column} says {value}"
        for column, value in said.items()
    )
