"""What a person decided of rows that may be about one person."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from governance.records import OwnForeignKey, ProviderOwned, WrittenOnce
from imports.models.runs import ImportRun


class MergeDecision(WrittenOnce, ProviderOwned):
    """Whether two people of an old system, or one of them and one on record, are one person.

    Each is named by the key by which its row is known in every export. A decision that is changed
    is a row more: the latest counts.
    """

    class Verdict(models.TextChoices):
        ONE = "one", "One person"
        TWO = "two", "Two people"
        UNSURE = "unsure", "Not sure yet"

    run = OwnForeignKey(ImportRun, related_name="+", editable=False, db_index=False)
    first_key = models.CharField(max_length=80, editable=False)
    second_key = models.CharField(max_length=80, editable=False)
    verdict = models.CharField(max_length=10, choices=Verdict, editable=False)
    decided_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, editable=False
    )

    class Meta(WrittenOnce.Meta):
        indexes = [
            models.Index(
                fields=["provider", "second_key", "first_key", "-decided_at"],
                name="merges_decided_latest_first",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="nobody_is_merged_with_themselves",
                condition=~models.Q(first_key=models.F("second_key")),
            )
        ]

    def __str__(self) -> str:
        return f"Merge decision {self.id}"
