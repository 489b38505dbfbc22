"""A plan's draft, its goals and instructions, and what is asked of whoever approves it."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils import timezone

from accounts.models import User
from governance.records import CareRecord
from nhsui.fields import SplitDateField
from records import policies, queries
from records.forms.boxes import boxes, offer
from records.forms.of_kind import RecordForm, offer_staff
from records.forms.writing import ReplacingForm, drawn_from
from records.models import CarePlan, Goal, Instruction, Need, Person, Review

AGREEMENT = ("how_involved", "agreement", "agreed_with", "authority")
CONTINGENCY = (
    *("contingency", "who_to_contact", "warning_signs", "coping_strategies", "kept_ready"),
)


@drawn_from(CarePlan)
class DraftForm(RecordForm):
    """The draft's own words: its title, what to do if something goes wrong, its review."""

    headings = {"triggers": "If something goes wrong", "review_on": "The next review"}
    tucked_away = frozenset(
        {
            *("warning_signs", "coping_strategies", "kept_ready"),
            *("other_documents", "where_prepared", "consent"),
        }
    )
    tucked_under = "More: early signs, what helps, what is kept ready, other plans, consent"

    def clean(self) -> dict[str, Any]:
        """A contingency plan has at least one trigger (CPL-07)."""
        cleaned = super().clean()
        if any(cleaned.get(name) for name in CONTINGENCY) and not cleaned.get("triggers"):
            self.add_error("triggers", "Say what may go wrong, such as a fall or a missed visit")
        return cleaned


@drawn_from(Goal)
class GoalForm(RecordForm):
    """A goal answers a need or a risk of the person's. It may be a step towards a bigger one."""

    tucked_away = frozenset({"started_on", "step_towards"})
    tucked_under = "More: since when, and what it is a step towards"

    def __init__(self, *args: Any, plan: CarePlan, goal_id: UUID | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        needs: Any = queries.current(Need, self.person)
        risks: Any = queries.risks(self.person)
        for name, found, nothing in (("need", needs, "No need"), ("risk", risks, "No risk")):
            kept = found.model.objects.filter(person=self.person, pk=self.initial.get(name))
            found = (found | kept).order_by("category", "recorded_at")
            offer(self, name, found, nothing=nothing, said=_with_category)
        bigger = queries.bigger_goals(plan, than=goal_id)
        offer(self, "step_towards", bigger, nothing="None", said=lambda goal: goal.description)

    def clean(self) -> dict[str, Any]:
        """Hold a goal to one thing that it answers (CPL-01)."""
        cleaned = super().clean()
        if not self.errors.keys() & {"need", "risk"}:
            chosen = [name for name in ("need", "risk") if cleaned.get(name)]
            if not chosen:
                self.add_error("need", "Choose the need, or the risk, that it answers")
            elif len(chosen) > 1:
                self.add_error("risk", "Choose the need or the risk, not both")
        return cleaned


def _with_category(what: Any) -> str:
    return f"{what.get_category_display()}: {what.text}"


@drawn_from(Instruction, leaving_out=("goal",))
class InstructionForm(RecordForm):
    """What a worker does for a goal."""

    tucked_away = frozenset(
        {
            *("who", "status", "confidence", "rationale"),
            *("review_on", "started_on", "ended_on", "consent"),
        }
    )
    tucked_under = "More: who, from when until when, how it stands, consent"


@drawn_from(Instruction, leaving_out=("status", "confidence", "review_on", "started_on", "consent"))
class ForATimeForm(RecordForm):
    """What is done for a time only, added to the live plan without a new draft."""

    tucked_away = frozenset({"who", "strategies", "staff_needed"})
    tucked_under = "More: how many staff, who, how to go about it"
    field_order = (
        *("description", "ended_on", "rationale", "part_of_day", "clock_times", "when", "goal"),
    )

    def __init__(self, *args: Any, plan: CarePlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = cast("SplitDateField", self.fields["ended_on"])
        last.required, last.not_before, last.not_after = True, timezone.localdate, _last_day
        last.error_messages["required"] = "Enter the last day it is done"
        last.help_text = "The last day it is done: at most six weeks from today"
        why = self.fields["rationale"]
        why.required, why.help_text = True, "Such as: home from hospital with a chest infection"
        why.error_messages["required"] = "Say why it is for a time only"
        offer(
            self,
            "goal",
            queries.goals(plan),
            nothing="No goal of the plan",
            said=lambda goal: goal.description,
        )
        self.order_fields(self.field_order)


def _last_day() -> Any:
    return timezone.localdate() + policies.LONGEST_FOR_A_TIME


class AgreementForm(ReplacingForm):
    """How the person took part, and who agreed on what authority (CPL-05)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= boxes(Review, AGREEMENT)

    def clean(self) -> dict[str, Any]:
        """Ask who spoke for the person when somebody else did, and hold them to their authority."""
        cleaned = super().clean() or {}
        answer = cleaned.get("agreement")
        if answer not in (None, Review.Agreement.PERSON) and not cleaned.get("agreed_with"):
            self.add_error("agreed_with", "Enter who agreed or decided it for them")
        if answer == Review.Agreement.REPRESENTATIVE:
            self._needs_authority(cleaned.get("authority", ""))
        return cleaned

    def _needs_authority(self, authority: str) -> None:
        if not authority:
            self.add_error("authority", "Choose on what authority they agreed it")
        elif authority == Review.Authority.CONSULTED:
            self.add_error(
                "authority",
                "Nobody without authority can agree for them. Choose another authority, or say "
                "that it was decided in their best interests and who was asked",
            )


class SignOffForm(AgreementForm):
    """Who agreed the plan, and when to look at it again, by whom (CPL-06)."""

    what_to_do = "It is shown below as it is now: read it again, then approve it"

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"] = SplitDateField(
            label="Next review", not_before=timezone.localdate
        )
        self.fields |= boxes(CarePlan, ("review_by",))
        offer_staff(self, "review_by", person, nothing=f"{by.name}, who approves it")

    def stand_beside(self, latest: CareRecord, author: str) -> None:
        """Ask to read the draft again: somebody changed it, or a goal or instruction in it."""
        super().stand_beside(latest, "A colleague")
        self.data["edition"] = queries.edition(cast("CarePlan", latest))
