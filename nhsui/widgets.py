"""Boxes that Django does not have."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms

from nhsui import dates


class Box(NamedTuple):
    """One of the three boxes of a date."""

    name: str
    label: str
    width: int
    value: str
    is_wrong: bool


class SplitDateInput(forms.Widget):
    """A date as three boxes, because people know their birthday and not a calendar."""

    template_name = "nhs/date.html"
    use_fieldset = True

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> dates.Parts:
        """Gather the three boxes, as typed."""
        return dates.Parts(*(str(data.get(f"{name}-{box}", "")).strip() for box in dates.BOXES))

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> bool:
        """Say whether none of the three boxes was sent."""
        return not any(f"{name}-{box}" in data for box in dates.BOXES)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template its boxes, the wrong ones marked."""
        context = super().get_context(name, None, attrs)
        parts = dates.as_parts(value)
        wrong = dates.wrong_boxes(parts) if context["widget"]["attrs"].get("aria-invalid") else ()
        context["widget"]["boxes"] = [
            Box(box, box.capitalize(), 4 if box == "year" else 2, text, box in wrong)
            for box, text in zip(dates.BOXES, parts, strict=True)
        ]
        return context


class MeasureInput(forms.TextInput):
    """A number with its unit behind it: 200 ml, 71.5 kg."""

    template_name = "nhs/measure.html"

    def __init__(self, unit: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "class": "nhsuk-input--width-5"} | (attrs or {}))
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the unit."""
        context = super().get_context(name, value, attrs)
        context["widget"]["unit"] = self.unit
        return context


class ClockInput(forms.TimeInput):
    """A time of day by the device's own clock face."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "nhsuk-input--width-5"} | (attrs or {}), format="%H:%M")
