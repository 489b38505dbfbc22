"""What an administrator says of the lists of an old system: list by list, column by column."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from imports.columns import Column, Looks, Profile
from imports.dates import DAY_FIRST, MONTH_FIRST
from imports.mapped.line import LOOKED_UP
from imports.mapping.coding import AS_TYPED, Codes, codes_said, suggested_codes, with_reason
from imports.mapping.drafting import (
    LEAVE_OUT,
    Said,
    Use,
    codes_of,
    columns_in,
    constants_of,
    uses_of,
    why,
    with_codes,
    with_uses,
)
from imports.mapping.targets import NOTHING, SAYS_NOTHING, Target, holdings

KEEP, APART, IGNORE = "", "!apart", "!ignore"
DOUBT = ("", "Not known: keep its words, as a doubt")
STYLES = [(DAY_FIRST, "The day first, as in 31/12/2026"), (MONTH_FIRST, "The month first")]
MOST_USES = 2
NO_JOIN: Said = {"by": "", "where": {}}


class HoldsForm(forms.Form):
    """What each list holds."""

    label_size = "s"
    marks_optional = False

    def __init__(self, *args: Any, profiles: Sequence[Profile], tables: Said, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._names = [profile.name for profile in profiles]
        choices = [(LEAVE_OUT, "Leave it out"), *((h.name, h.label) for h in holdings().values())]
        for number, profile in enumerate(profiles):
            self.fields[f"holds_{number}"] = forms.ChoiceField(
                label=f"What does “{profile.name}” hold?", choices=choices, required=False,
                initial=tables[profile.name]["holds"],
            )  # fmt: skip

    def holds(self) -> Iterator[tuple[str, str]]:
        """What was said of each list, by its name."""
        for number, name in enumerate(self._names):
            yield name, self.cleaned_data[f"holds_{number}"]


class TableForm(forms.Form):
    """What the columns of one list become, and what its rows say of themselves."""

    label_size = "s"
    marks_optional = False

    def __init__(self, *args: Any, profile: Profile, table: Said, joined: Sequence[Column] = (),
                 unseen: Sequence[str] = (), learnt: Codes, others: Sequence[str] = (),
                 **kwargs: Any):  # fmt: skip
        super().__init__(*args, **kwargs)
        self._profile, self._table, self._learnt = profile, table, learnt
        self._holding = holdings()[table["holds"]]
        self._unseen = unseen
        self.columns = [*profile.columns, *joined, *map(Column, unseen)]
        self._uses: dict[str, list[Use]] = {column.name: [] for column in self.columns}
        # What a mapping from a file says beyond what is asked here: it stays as it is.
        self._beyond: dict[str, list[Use]] = {column.name: [] for column in self.columns}
        for use in uses_of(table):
            uses = self._uses[use.column]
            is_asked = use.target in self._holding.targets and len(uses) < MOST_USES
            (uses if is_asked else self._beyond[use.column]).append(use)
        self._places = self._places_said()
        self._add_rows(others)
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

    def _add_rows(self, others: Sequence[str]) -> None:
        """What is asked of the list as a whole."""
        own = (c.name for c in self.columns if not c.name.startswith(LOOKED_UP))
        headings = [("", "No column"), *((name, name) for name in own)]
        table = self._table
        self.fields["key"] = _choice(
            "Which column tells its rows apart?", headings, table.get("key", "")
        )
        self.fields["key"].help_text = "A number that each row has for itself, where there is one"
        if self._holding.is_theirs:
            self.fields["person"] = _choice(
                "Which column says whose a row is?", headings, table.get("person", "")
            )
            by = [
                ("id", "It holds the id that the old system gave the person"),
                ("name", "It names them"),
            ]
            self.fields["person_by"] = _choice(
                "How does it say so?", by, table.get("person_by", "id")
            )
        for option, label in self._says():
            column, value = next(iter(table.get(option, {}).items()), ("", ""))
            self.fields[f"{option}_column"] = _choice(label, headings, column)
            self.fields[f"{option}_value"] = forms.CharField(
                label="When that column says", required=False, max_length=60, initial=value,
                help_text="“any” for anything at all",
            )  # fmt: skip
        if self._holding.name == "note":
            self.fields["unique"] = _tick("An id that comes again is a repeat, or a mistake", table,
                                          "ids_are_unique")  # fmt: skip
            self.fields["repeats"] = _tick("Rows that are the same word for word count once", table,
                                           "repeats")  # fmt: skip
            self.fields["cut_at"] = forms.IntegerField(
                label="At how many letters did the old system cut its texts?", required=False,
                min_value=1, initial=table.get("cut_at") or None,
            )  # fmt: skip
        if self._holding.name == "person" and others:
            self._add_join(others)
        self._add_constant()

    def _says(self) -> Iterator[tuple[str, str]]:
        if self._holding.name == "person":
            yield "deleted", "Which column says that somebody was deleted?"
        elif self._holding.is_theirs:
            yield "withdrawn", "Which column says that a row was deleted or withdrawn?"
            yield "private", "Which column says that a row is private?"

    def _add_join(self, others: Sequence[str]) -> None:
        """Another list that is looked up, as where people live in one of addresses."""
        name, said = next(iter(self._table.get("looks_up", {}).items()), ("", NO_JOIN))
        column, value = next(iter(said["where"].items()), ("", ""))
        lists = [("", "No other list"), *((one, one) for one in others)]
        self.fields["join"] = _choice("Look something up in another list", lists, name)
        for part, label, initial in (
            ("by", "Its column with the id of the person", said["by"]),
            ("where", "Only its rows whose column", column),
            ("is", "says", value),
        ):
            self.fields[f"join_{part}"] = forms.CharField(
                label=label, required=False, max_length=200, initial=initial
            )

    def _add_constant(self) -> None:
        """A field that is the same for every row."""
        fields = [("", "Nothing"), *((t.name, t.label) for t in self._holding.targets.values())]
        name, words = next(iter(constants_of(self._table).items()), ("", ""))
        label = "What is the same for every row?"
        self.fields["constant"] = _choice(label, fields, name)
        self.fields["constant"].help_text = "What no column says, as in a list of weights alone"
        self.fields["constant_words"] = forms.CharField(
            label="Its words for every row", required=False, max_length=200, initial=words
        )

    def _add_column(self, number: int, column: Column) -> None:
        uses = self._uses[column.name]
        fields = [(t.name, t.label) for t in self._holding.targets.values()]
        first, second = ([use.target for use in uses] + ["", ""])[:MOST_USES]
        is_apart = column.name in self._table.get("secrets", ())
        is_ignored = column.name in self._table.get("ignored", ())
        self.fields[f"use_{number}"] = forms.ChoiceField(
            label=column.name, required=False,
            choices=[self._left(column), *fields, (IGNORE, "Leave it out"),
                     (APART, "A door or key safe code: keep it apart")],
            initial=APART if is_apart else IGNORE if is_ignored else first,
            help_text=f"{self._said_of(column)}{self._why(uses)}",
        )  # fmt: skip
        self.fields[f"also_{number}"] = forms.ChoiceField(
            label=f"{column.name} is also", required=False, initial=second,
            choices=[("", "Nothing else"), *fields],
        )  # fmt: skip
        label = next((use.label for use in uses if use.label), "")
        self.fields[f"label_{number}"] = forms.CharField(
            label=f"Words before {column.name}", required=False, max_length=60, initial=label,
            help_text="Where several columns come into one field",
        )  # fmt: skip
        self.fields[f"place_{number}"] = forms.IntegerField(
            label=f"Place of {column.name} among those columns", required=False, min_value=1,
            max_value=9999, initial=self._places.get(column.name, number + 1),
        )  # fmt: skip
        if column.looks in {Looks.DATE, Looks.MOMENT}:
            style = self._table.get("dates", {}).get(column.name, DAY_FIRST)
            self.fields[f"style_{number}"] = forms.ChoiceField(
                label=f"How are the dates of {column.name} written?", choices=STYLES, initial=style,
                required=False, help_text=f"Look: {column.doubt}" if column.doubt else "",
            )  # fmt: skip

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
                "use": self[f"use_{number}"],
                "more": [self[name] for name in self._more(number)],
            }
            for number, column in enumerate(self.columns)
        ]

    def _more(self, number: int) -> list[str]:
        names = [f"{part}_{number}" for part in ("also", "label", "place")]
        style = f"style_{number}"
        return [*([style] if style in self.fields else []), *names]

    @property
    def options(self) -> list[Any]:
        """The boxes about the list as a whole."""
        endings = tuple(f"_{number}" for number in range(len(self.columns)))
        return [self[name] for name in self.fields if not name.endswith(endings)]

    def clean(self) -> dict[str, Any]:
        """One column to a field, but for fields that may have several."""
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for number, column in enumerate(self.columns):
            for part in ("use", "also"):
                target = self._holding.targets.get(cleaned.get(f"{part}_{number}", ""))
                if target and not target.takes_many and (before := taken.get(target.name)):
                    self.add_error(
                        f"{part}_{number}", f"“{target.label}” has {before} already: choose one"
                    )
                elif target:
                    taken[target.name] = column.name
        return cleaned

    def table(self) -> Said:
        """The list as it is read from now on."""
        said = self.cleaned_data
        table = self._table | {
            "key": said["key"],
            "secrets": [c.name for _, c in self._with(APART)],
            "ignored": [c.name for _, c in self._with(IGNORE)],
            "dates": {
                column.name: MONTH_FIRST
                for number, column in enumerate(self.columns)
                if said.get(f"style_{number}") == MONTH_FIRST
            },
        } | self._row_options()  # fmt: skip
        if self._holding.is_theirs:
            table["person"] = said["person"]
            table["person_by"] = said["person_by"] or "id"
        constants = {said["constant"]: said["constant_words"]} if said["constant_words"] else {}
        known = {(use.column, use.target) for use in uses_of(self._table)}
        made = with_uses(table, self._chosen(), constants)
        return suggested_codes(made, self._profile, self._learnt, known)

    def _with(self, choice: str) -> Iterator[tuple[int, Column]]:
        for number, column in enumerate(self.columns):
            if self.cleaned_data[f"use_{number}"] == choice:
                yield number, column

    def _chosen(self) -> list[Use]:
        """The columns that fill fields, in the order of their places."""
        said = self.cleaned_data
        placed: list[tuple[int, Use]] = []
        for number, column in enumerate(self.columns):
            place = said[f"place_{number}"] or number + 1
            for name in (said[f"use_{number}"], said[f"also_{number}"]):
                if target := self._holding.targets.get(name):
                    label = self._label(number, column, target)
                    placed.append((place, Use(column.name, name, label)))
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

    def _row_options(self) -> Said:
        said, found = self.cleaned_data, dict[str, Any]()
        for option, _ in self._says():
            more = dict(list(self._table.get(option, {}).items())[1:])
            column = said[f"{option}_column"]
            asked = {column: said[f"{option}_value"] or "any"} if column else {}
            found[option] = asked | more
        if self._holding.name == "note":
            found["ids_are_unique"] = said["unique"]
            found["repeats"] = "skip" if said["repeats"] else "keep"
            found["cut_at"] = said["cut_at"] or 0
        if "join" in self.fields:
            where = {said["join_where"]: said["join_is"]} if said["join_where"] else {}
            join = {said["join"]: {"by": said["join_by"], "where": where}}
            found["looks_up"] = join if said["join"] and said["join_by"] else {}
        return found


class CodesForm(forms.Form):
    """What each value of a column means."""

    label_size = "s"
    marks_optional = False

    def __init__(self, *args: Any, column: Column, target: Target, use: Use, table: Said,
                 **kwargs: Any):  # fmt: skip
        super().__init__(*args, **kwargs)
        self._column, self._target, self._use, self._table = column, target, use, table
        said = codes_of(table, use).get("values")
        more = {value for value in (said or {}).values() if value not in dict(target.choices)}
        own = [(AS_TYPED, "As it is typed")] if target.is_said else []
        words = [(value, value) for value in sorted(more - {"", *column.codes})]
        choices = [DOUBT, *target.choices, *words, *own, SAYS_NOTHING]
        for number, (code, times) in enumerate(column.codes.items()):
            self.fields[f"code_{number}"] = forms.ChoiceField(
                label=code, choices=choices, required=False, initial=self._initial(code, said),
                help_text=f"{times} {'row' if times == 1 else 'rows'}",
            )  # fmt: skip

    def _initial(self, code: str, said: Said | None) -> str:
        if said is None:
            return AS_TYPED if self._target.is_said else ""
        value = said.get(code)
        if value is None:
            return ""
        is_typed = self._target.is_said and value == code
        return NOTHING if value == "" else AS_TYPED if is_typed else str(value)

    def table(self) -> Said:
        """The list, with the meaning of each code as it was said."""
        before = codes_of(self._table, self._use)
        meanings = {
            code: value
            for number, code in enumerate(self._column.codes)
            if (value := self.cleaned_data[f"code_{number}"])
        }
        said = codes_said(self._column, self._target, meanings)
        if "values" in before:
            # What was said of codes that no row here has, and of unknown ones, holds for others.
            unseen = {c: v for c, v in before["values"].items() if c not in self._column.codes}
            said = before | {"values": unseen | said["values"]}
        return with_reason(with_codes(self._table, self._use, said))


class FinishForm(forms.Form):
    """What the mapping is called, and on which clock its times are."""

    name = forms.CharField(
        label="What shall this mapping be called?", max_length=80,
        help_text="Such as the name of the old system. Under a name that is there already it "
        "becomes the next version.",
    )  # fmt: skip
    times = forms.ChoiceField(
        label="Times without a zone are",
        choices=[("local", "UK time, as on the clock on the wall"), ("utc", "UTC")],
        widget=forms.RadioSelect,
    )


def _said_of(column: Column) -> str:
    """What a column holds, with a few of its values."""
    if not column.filled:
        return "Nothing in the rows we looked at"
    some = ", ".join(f"“{words}”" for words in column.examples[:3])
    looks = column.looks[:1].upper() + column.looks[1:]
    return f"{looks}: {column.filled} filled, {column.distinct} different: {some}"


def _choice(label: str, choices: Sequence[tuple[str, str]], initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)


def _tick(label: str, table: Said, option: str) -> forms.BooleanField:
    return forms.BooleanField(
        label=label, required=False, initial=table.get(option) in {True, "skip"}
    )
