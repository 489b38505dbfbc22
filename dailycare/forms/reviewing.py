"""A review of the live plan."""

from typing import Any

from django import forms
from django.utils import timezone

from nhsui.fields import SplitDateField
from records.forms import AgreementForm
from records.models.plans import CarePlan, Goal, GoalReview

TOOK_ITS_PLACE = (
    "A newer plan took the place of the one that you reviewed. What you wrote is kept: read the "
    "goals as they are now, then sign off again"
)


class ReviewForm(AgreementForm):
    """A review of the live plan: what was found of each goal, who agreed, when to look again."""

    what_to_do = (
        "What they found is below, and everything you wrote is still here. If there is something "
        "to add, sign off again"
    )

    plan = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, goals: list[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        self._ask()
        self.fields["outcome"] = forms.CharField(
            label="What was decided, and why", widget=forms.Textarea
        )
        self.fields["next_review_on"] = SplitDateField(
            label="Next review", not_before=timezone.localdate
        )

    def _ask(self) -> None:
        for goal in self.goals:
            self.fields[f"finding-{goal.pk}"] = forms.ChoiceField(
                label="How is it going?",
                choices=GoalReview.Finding,
                widget=forms.RadioSelect(attrs={"class": "tiles"}),
                error_messages={"required": "Say how this goal is going"},
            )
            self.fields[f"comment-{goal.pk}"] = forms.CharField(
                label="Comment", widget=forms.Textarea(attrs={"rows": 2}), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the words that an answer makes necessary."""
        cleaned = super().clean() or {}
        for goal in self.goals:
            changes = cleaned.get(f"finding-{goal.pk}") in ("change", "ended")
            if changes and not cleaned.get(f"comment-{goal.pk}"):
                self.add_error(f"comment-{goal.pk}", "Say what should change, or why it ended")
        return cleaned

    @property
    def findings(self) -> dict[Any, tuple[str, str]]:
        """Return (finding, comment) by goal, from clean data."""
        cleaned = self.cleaned_data
        return {
            goal.pk: (cleaned[f"finding-{goal.pk}"], cleaned[f"comment-{goal.pk}"])
            for goal in self.goals
        }

    @property
    def review(self) -> dict[str, Any]:
        """Return what `records.services.review_plan` takes, from clean data."""
        names = (
            "replaces",
            "outcome",
            "how_involved",
            "agreement",
            "agreed_with",
            "authority",
            "next_review_on",
        )
        told = {name: self.cleaned_data[name] for name in names}
        return {"held_on": timezone.localdate(), "findings": self.findings} | told

    def by_goal(self) -> list[tuple[Any, Any, Any]]:
        """Return each goal with its two boxes, for the page."""
        return [(g, self[f"finding-{g.pk}"], self[f"comment-{g.pk}"]) for g in self.goals]

    def move_to(self, plan: CarePlan, goals: list[Goal]) -> None:
        """Take what was typed over to the plan that took the place of the one it was typed for.

        What was said of a goal that the new plan does not have goes to what was decided.
        """
        typed: Any = {"outcome": "", **dict(self.data.items())}
        of_lineage = {goal.lineage: goal for goal in goals}
        for goal in self.goals:
            finding, comment = (typed.pop(f"{n}-{goal.pk}", "") for n in ("finding", "comment"))
            for name in ("finding", "comment"):
                del self.fields[f"{name}-{goal.pk}"]
            if twin := of_lineage.get(goal.lineage):
                typed |= {f"finding-{twin.pk}": finding, f"comment-{twin.pk}": comment}
            elif comment:
                typed["outcome"] += f"\n{goal.description}: {comment}"
        self.data = typed | {"plan": str(plan.pk), "replaces": str(plan.version)}
        self.goals = goals
        self._ask()
        self.full_clean()
        self.add_error(None, TOOK_ITS_PLACE)
