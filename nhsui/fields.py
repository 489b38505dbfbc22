"""Fields that Django does not have, with errors that say what to do."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from nhsui import dates
from nhsui.widgets import ClockInput, SplitDateInput

Limit = date | Callable[[], date] | None
# A day outside these is a slip of the finger, and none can be counted on from the calendar's ends.
EARLIEST, LATEST = date(1800, 1, 1), date(2999, 12, 31)


class SplitDateField(forms.Field):
    """A date in three boxes. Limits may be dates, or functions such as `timezone.localdate`."""

    widget = SplitDateInput

    def __init__(self, *, not_before: Limit = None, not_after: Limit = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.not_before = not_before
        self.not_after = not_after

    def to_python(self, value: Any) -> date | None:
        """Turn the three boxes into a date, or say which of them to mend."""
        parts = dates.as_parts(value)
        if not any(parts):
            return None
        try:
            return dates.read(parts)
        except dates.DateProblem as problem:
            raise ValidationError(
                f"{self.name}{problem}", code="invalid", params={"boxes": problem.boxes}
            ) from problem

    def validate(self, value: date | None) -> None:
        """Refuse a date outside the limits."""
        super().validate(value)
        if value is None:
            return
        limits = (self.not_before or EARLIEST, self.not_after or LATEST)
        earliest, latest = (limit() if callable(limit) else limit for limit in limits)
        if value < earliest:
            raise ValidationError(
                f"{self.name} must be {date_format(earliest, 'j F Y')} or later", code="too_early"
            )
        if value > latest:
            raise ValidationError(
                f"{self.name} must be {date_format(latest, 'j F Y')} or earlier", code="too_late"
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what was shown with what came back."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def first_wrong_box(self, errors: Any) -> str:
        """Return the name of the box that an error link goes to."""
        params = next((error.params for error in errors.as_data() if error.params), None)
        return params["boxes"][0] if params else dates.BOXES[0]

    @property
    def name(self) -> str:
        """Return how messages name this date."""
        return str(self.label or "The date")


class ClockField(forms.TimeField):
    """A time of day, read from "14:05", "14.05" or "1405"."""

    widget = ClockInput
    default_error_messages = {"invalid": "Enter the time as hours and minutes, like 14:05"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)

    def to_python(self, value: Any) -> time | None:
        """Forgive spaces and a missing colon, but never read "14" as four past one."""
        if isinstance(value, str):
            value = value.replace(" ", "")
            if value.isdecimal() and len(value) in {3, 4}:
                value = f"{value[:-2]}:{value[-2:]}"
        return super().to_python(value)
