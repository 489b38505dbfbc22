"""What an administrator says of an old system beside its columns: lists, codes, name, clock."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from imports.columns import Column, Profile
from imports.mapping.coding import AS_TYPED, codes_said, with_reason
from imports.mapping.drafting import LEAVE_OUT, Said, Use, codes_of, with_codes
from imports.mapping.targets import NOTHING, SAYS_NOTHING, Target, holdings

DOUBT = ("", "Not known: keep its words, as a doubt")


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
        label="The times in these files are",
        choices=[
            ("local", "UK clock time, as on the wall: what people type"),
            (
                "utc",
                "UTC, also called GMT all year: in summer an hour behind the clock on the wall",
            ),
        ],
        widget=forms.RadioSelect,
    )
