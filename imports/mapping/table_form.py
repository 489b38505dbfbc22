"""What an administrator says of the columns of one list: what each becomes."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from imports.columns import Column, Looks
from imports.dates import DAY_FIRST, MONTH_FIRST
from imports.mapping.coding import Codes, suggested_codes
from imports.mapping.drafting import Said, Use, columns_in, uses_of, why, with_uses
from imports.mapping.list_form import ListForm, choice
from imports.mapping.targets import Target

KEEP, APART, IGNORE = "", "!apart", "!ignore"
STYLES = [(DAY_FIRST, "The day first, as in 31/12/2026"), (MONTH_FIRST, "The month first")]
MOST_USES = 2
ONE_THING = ("", "One thing")
# What stands between two things in one cell, as people type it.
TWO_THINGS = {
    ",": "Two, with a comma between: “Green, Betty”",
    "/": "Two, with a slash between: “Tom Green / son”",
    " - ": "Two, with a dash between: “Tom Green - son”",
    ":": "Two, with a colon between: “Nuts: rash”",
    ";": "Two, with a semicolon between: “Tom Green; son”",
}
BEHIND = "rest"


class TableForm(ListForm):
    """What the columns of one list become, and what its rows say of themselves."""

    def __init__(self, *args: Any, learnt: Codes, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._learnt = learnt
        self._uses: dict[str, list[Use]] = {column.name: [] for column in self.columns}
        # What a mapping from a file says beyond what is asked here: it stays as it is.
        self._beyond: dict[str, list[Use]] = {column.name: [] for column in self.columns}
        for use in uses_of(self._table):
            uses = self._uses[use.column]
            is_asked = use.target in self._holding.targets and len(uses) < MOST_USES
            (uses if is_asked else self._beyond[use.column]).append(use)
        for name, uses in self._uses.items():
            uses.sort(key=lambda use: use.take == BEHIND)
            if not _is_asked(uses):
                self._beyond[name] += uses
                uses.clear()
        self._places = self._places_said()
        for number, column in enumerate(self.columns):
            self._add_column(number, column)

    def _places_said(self) -> dict[str, int]:
        """The places of columns that come into a field in another order than they stand in."""
        stand = {column.name: number for number, column in enumerate(self.columns, start=1)}
        places: dict[str, int] = {}
        for cell in self._table["fields"].values():
            names = [part["from"] for part in columns_in(cell)]
            if len(names) > 1:
                places = dict(zip(names, sorted(stand[n] for n in names), strict=True)) | places
        return places

    def _add_column(self, number: int, column: Column) -> None:
        uses, called = self._uses[column.name], self._called(column.name)
        fields = [(t.name, t.label) for t in self._holding.targets.values()]
        first, second = ([use.target for use in uses] + ["", ""])[:MOST_USES]
        is_apart = column.name in self._table.get("secrets", ())
        is_ignored = column.name in self._table.get("ignored", ())
        self.fields[f"use_{number}"] = forms.ChoiceField(
            label=called, required=False,
            choices=[self._left(column), *fields, (IGNORE, "Leave it out"),
                     (APART, "A door or key safe code: keep it apart")],
            initial=APART if is_apart else IGNORE if is_ignored else first,
            help_text=f"{self._said_of(column)}{self._why(uses)}",
        )  # fmt: skip
        self._add_style(number, column)
        self._add_things(number, column)
        self.fields[f"also_{number}"] = choice(
            f"{called} is also", [("", "Nothing else"), *fields], second
        )
        self.fields[f"label_{number}"] = forms.CharField(
            label=f"Words before {called}", required=False, max_length=60,
            initial=next((use.label for use in uses if use.label), ""),
            help_text="Where several columns come into one field",
        )  # fmt: skip
        self.fields[f"place_{number}"] = forms.IntegerField(
            label=f"Place of {called} among those columns", required=False, min_value=1,
            max_value=9999, initial=self._places.get(column.name, number + 1),
        )  # fmt: skip

    def _add_style(self, number: int, column: Column) -> None:
        if column.looks in {Looks.DATE, Looks.MOMENT}:
            style = self._table.get("dates", {}).get(column.name, DAY_FIRST)
            self.fields[f"style_{number}"] = forms.ChoiceField(
                label=f"How are the dates of {self._called(column.name)} written?",
                choices=STYLES, initial=style, required=False,
                help_text=f"Look: {column.doubt}" if column.doubt else "",
            )  # fmt: skip

    def _add_things(self, number: int, column: Column) -> None:
        """Whether a cell holds two things, of which the second has a field of its own."""
        between = next((use.separator for use in self._uses[column.name]), "")
        other = [(between, f"Two, with “{between}” between")] if between else []
        ways = [
            ONE_THING,
            *TWO_THINGS.items(),
            *(one for one in other if between not in TWO_THINGS),
        ]
        self.fields[f"things_{number}"] = choice(
            f"A cell of {self._called(column.name)} holds", ways, between
        )
        self.fields[
            f"things_{number}"
        ].help_text = "The first is what you chose for the column, the second what it is also"

    def _why(self, uses: Sequence[Use]) -> str:
        said = next((reason for use in uses if (reason := why(self._table, use))), "")
        return f". Suggested: {said}" if said else ""

    def _said_of(self, column: Column) -> str:
        """What a column holds, with a few of its values, and what else is made of it."""
        also = ", ".join(use.target for use in self._beyond[column.name])
        said = "Not seen in this list" if column.name in self._unseen else _said_of(column)
        return f"{said}. It also fills {also}, as its file says" if also else said

    def _left(self, column: Column) -> tuple[str, str]:
        """What becomes of a column that fills nothing."""
        if self._holding.is_theirs and column.name == self._table.get("person"):
            return (KEEP, "Nothing else: it says whose a row is")
        keeps = self._holding.name == "person" or bool(self._table.get("keep"))
        return (KEEP, "Keep it as words, under its heading" if keeps else "Not chosen: left out")

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each column with its boxes, for the page."""
        return [
            {
                "column": column,
                "called": self._called(column.name),
                "use": self[f"use_{number}"],
                "more": [self[name] for name in self._more(number)],
            }
            for number, column in enumerate(self.columns)
        ]

    def _more(self, number: int) -> list[str]:
        names = [f"{part}_{number}" for part in ("style", "also", "things", "label", "place")]
        return [name for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """One column to a field, but for fields that may have several."""
        cleaned = super().clean()
        taken = dict.fromkeys(self._named_constants(cleaned), "words for every row")
        for number, column in enumerate(self.columns):
            for part in ("use", "also"):
                target = self._holding.targets.get(cleaned.get(f"{part}_{number}", ""))
                if target and not target.takes_many and (before := taken.get(target.name)):
                    self.add_error(
                        f"{part}_{number}", f"“{target.label}” has {before} already: choose one"
                    )
                elif target:
                    taken[target.name] = column.name
            if cleaned.get(f"things_{number}"):
                self._clean_things(number, cleaned)
        return cleaned

    def _named_constants(self, cleaned: dict[str, Any]) -> list[str]:
        names = (name for name in self._whole if name.startswith("constant_"))
        return [cleaned[name] for name in names if cleaned.get(name) in self._holding.targets]

    def _clean_things(self, number: int, cleaned: dict[str, Any]) -> None:
        """Both things of a cell become something, and neither is a code: codes are whole cells."""
        targets = self._holding.targets
        both = [targets.get(cleaned.get(f"{part}_{number}", "")) for part in ("use", "also")]
        if None in both:
            self.add_error(f"things_{number}", "Choose what each of the two becomes")
        for target in filter(None, both):
            if target.choices and not target.is_said:
                self.add_error(
                    f"things_{number}", f"“{target.label}” is one of a list: it needs a whole cell"
                )

    def table(self) -> Said:
        """The list as it is read from now on."""
        said = self.cleaned_data
        table = self._table | {
            "secrets": [column.name for column in self._with(APART)],
            "ignored": [column.name for column in self._with(IGNORE)],
            "dates": {
                column.name: MONTH_FIRST
                for number, column in enumerate(self.columns)
                if said.get(f"style_{number}") == MONTH_FIRST
            },
        } | self.row_options()  # fmt: skip
        known = {(use.column, use.target) for use in uses_of(self._table)}
        made = with_uses(table, self._chosen(), self.constants())
        return suggested_codes(made, self._profile, self._learnt, known)

    def _with(self, use: str) -> Iterator[Column]:
        for number, column in enumerate(self.columns):
            if self.cleaned_data[f"use_{number}"] == use:
                yield column

    def _chosen(self) -> list[Use]:
        """The columns that fill fields, in the order of their places."""
        said = self.cleaned_data
        placed: list[tuple[int, Use]] = []
        for number, column in enumerate(self.columns):
            place = said[f"place_{number}"] or number + 1
            between = said[f"things_{number}"]
            for part, take in (("use", ""), ("also", BEHIND)):
                if target := self._holding.targets.get(said[f"{part}_{number}"]):
                    label = self._label(number, column, target)
                    use = Use(column.name, target.name, label, separator=between,
                              take=take if between else "")  # fmt: skip
                    placed.append((place, use))
            if said[f"use_{number}"] not in (APART, IGNORE):
                placed += [(place, use) for use in self._beyond[column.name]]
        return [use for _, use in sorted(placed, key=lambda one: one[0])]

    def _label(self, number: int, column: Column, target: Target) -> str:
        """The words before a column in a field: as they were, or where several come together."""
        before = {use.target: use.label for use in self._uses[column.name]}
        typed: str = self.cleaned_data[f"label_{number}"]
        if f"label_{number}" not in self.changed_data and target.name in before:
            return before[target.name]
        return typed if target.takes_many or before.get(target.name) else ""


def _is_asked(uses: Sequence[Use]) -> bool:
    """Whether what is said of a column can be said here: of two things in a cell both are taken."""
    takes = [(use.separator, use.take) for use in uses]
    between = next((separator for separator, _ in takes if separator), "")
    return not between or takes == [(between, ""), (between, BEHIND)]


def _said_of(column: Column) -> str:
    """What a column holds, with a few of its values."""
    if not column.filled:
        return "Nothing in the rows we looked at"
    some = ", ".join(f"“{words}”" for words in column.examples[:3])
    looks = column.looks[:1].upper() + column.looks[1:]
    return f"{looks}: {column.filled} filled, {column.distinct} different: {some}"
