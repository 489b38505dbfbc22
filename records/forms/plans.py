"""A draft plan, its goals and instructions, and what is asked of whoever signs it off."""

from typing import Any, cast

from django import forms
from django.utils import timezone

from governance.records import CareRecord
from nhsui.fields import SplitDateField
from records import queries
from records.forms.boxes import boxes, offer
from records.forms.of_kind import RecordForm
from records.forms.writing import ReplacingForm, drawn_from
from records.models import CarePlan, Goal, Instruction, Need, Review

AGREEMENT = ("agreement", "agreed_with", "how_involved")


@drawn_from(CarePlan)
class DraftForm(RecordForm):
    """The draft's own words: its title, what to do if something goes wrong, its review."""


@drawn_from(Goal)
class GoalForm(RecordForm):
    """A goal answers one of the person's needs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answered: Any = self.initial.get("need")
        needs = queries.current(Need, self.person)
        needs |= Need.objects.filter(person=self.person, pk=answered)
        offer(
            self,
            "need",
            needs.order_by("category", "recorded_at"),
            nothing="Choose a need",
            said=lambda need: f"{need.get_category_display()}: {need.text}",
        )


@drawn_from(Instruction, leaving_out=("goal",))
class InstructionForm(RecordForm):
    """What a worker does for a goal."""


class SignOffForm(ReplacingForm):
    """Who agreed the plan, how the person took part, and when to look at it again (CPL-05)."""

    what_to_do = "It is shown below as it is now: read it again, then sign it off"

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= boxes(Review, AGREEMENT)
        self.fields["review_on"] = SplitDateField(
            label="Next review", not_before=timezone.localdate
        )

    def clean(self) -> dict[str, Any]:
        """Ask who spoke for the person, when somebody else did."""
        cleaned = super().clean() or {}
        by_somebody_else = cleaned.get("agreement") not in (None, Review.Agreement.PERSON)
        if by_somebody_else and not cleaned.get("agreed_with"):
            self.add_error("agreed_with", "Enter who agreed or decided it, and on what authority")
        return cleaned

    def stand_beside(self, latest: CareRecord, author: str) -> None:
        """Ask to read the draft again: somebody changed it, or a goal or instruction in it."""
        super().stand_beside(latest, "A colleague")
        self.data["edition"] = queries.edition(cast("CarePlan", latest))
