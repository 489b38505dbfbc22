"""Who of our staff wrote under a name of an old system."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from governance.records import ProviderOwned, WrittenOnce


class AuthorMatch(WrittenOnce, ProviderOwned):
    """Whom somebody said that an author of an old system is, such as "J.B."; nobody is said too.

    It holds for every export of that system. What is said anew is a row more: the latest counts.
    """

    system = models.CharField(max_length=40, editable=False)
    typed = models.CharField(max_length=120, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False,
        editable=False,
    )  # fmt: skip
    said_at = models.DateTimeField(default=timezone.now, editable=False)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, editable=False
    )

    class Meta(WrittenOnce.Meta):
        indexes = [
            models.Index(
                fields=["provider", "system", "typed", "-said_at"], name="authors_said_latest_first"
            )
        ]

    def __str__(self) -> str:
        return f"Author match {self.id}"
