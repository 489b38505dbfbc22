"""A review of the live plan."""

from typing import Any

from django import forms
from django.utils import timezone

from nhsui.fields import SplitDateField
from records.forms import AgreementForm
from records.models.plans import GoalReview


class ReviewForm(AgreementForm):
    """A review of the live plan: what was found of each goal, who agreed, when to look again."""

    def __init__(self, *args: Any, goals: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        for goal in goals:
            self.fields[f"finding-{goal.pk}"] = forms.ChoiceField(
                label="How is it going?",
                choices=GoalReview.Finding,
                widget=forms.RadioSelect(attrs={"class": "tiles"}),
                error_messages={"required": "Say how this goal is going"},
            )
            self.fields[f"comment-{goal.pk}"] = forms.CharField(
                label="Comment", widget=forms.Textarea(attrs={"rows": 2}), required=False
            )
        self.fields["outcome"] = forms.CharField(
            label="What was decided, and why", widget=forms.Textarea
        )
        self.fields["next_review_on"] = SplitDateField(
            label="Next review", not_before=timezone.localdate
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
