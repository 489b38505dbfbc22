"""What goes with a care plan: plans for one thing, and what people say about the plan."""

from django.conf import settings
from django.db import models

from governance.records import OwnForeignKey, versioned
from records.models.base import PersonRecord
from records.models.documents import Document
from records.models.observations import Need, Risk
from records.models.plans import CarePlan


def _linked(model: type[PersonRecord], words: str) -> OwnForeignKey:
    return OwnForeignKey(
        model, null=True, blank=True, related_name="+", db_index=False, verbose_name=words
    )


@versioned
class SupportPlan(PersonRecord):
    """A plan for one thing that goes with the care plan, such as for a wound (CPL-08)."""

    named_by = "name"

    name = models.CharField(
        "Name of the plan", max_length=200, help_text="Such as wound, diet, behaviour or discharge"
    )
    text = models.TextField("What it says")
    from_whom = models.CharField(
        "From whom", max_length=200, blank=True, help_text="Name and role, such as the dietitian"
    )
    review_on = models.DateField("Review on", null=True, blank=True)
    review_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="Who of our staff answers for it",
    )
    started_on = models.DateField("From", null=True, blank=True)
    ended_on = models.DateField("Until", null=True, blank=True)

    class Meta(PersonRecord.Meta):
        verbose_name = "other plan"

    def __str__(self) -> str:
        return f"Support plan {self.id}"


@versioned
class PlanComment(PersonRecord):
    """What somebody says about a care plan, beside it: the plan stays as it was signed (CPL-12)."""

    named_by = "text"
    kept_with = ("need", "risk", "document")

    care_plan = OwnForeignKey(CarePlan, related_name="comments", editable=False)
    text = models.TextField("Comment")
    need = _linked(Need, "The need it is about")
    risk = _linked(Risk, "The risk it is about")
    document = _linked(Document, "The document it is about")
    web_address = models.URLField(
        "Web page", max_length=500, blank=True, help_text="An address that begins with https://"
    )

    class Meta(PersonRecord.Meta):
        verbose_name = "comment on a plan"
        verbose_name_plural = "comments on plans"
        constraints = [
            models.CheckConstraint(
                name="a_comment_links_to_https_only",
                condition=models.Q(web_address="") | models.Q(web_address__startswith="https://"),
            )
        ]

    def __str__(self) -> str:
        return f"Comment on a plan {self.id}"
