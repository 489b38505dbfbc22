"""That somebody's GP record changed, or differs from ours: what kind of thing, never its words."""

from django.db import models

from governance.records import CareRecord, versioned
from records.models.base import PersonRecord, Standing


class GPArea(models.TextChoices):
    """The parts of a GP record of which changes are told."""

    ALLERGIES = "allergies", "Allergies"
    MEDICATIONS = "medications", "Medication"
    PROBLEMS = "problems", "Problems"
    IMMUNISATIONS = "immunisations", "Immunisations"
    CONSULTATIONS = "consultations", "Consultations"


class GPNews(models.TextChoices):
    """What became of an entry there since the record came last, or that it differs from ours."""

    NEW = "new", "New"
    ENDED = "ended", "Ended"
    ALTERED = "altered", "Altered"
    GONE = "gone", "No longer listed"
    DIFFERS = "differs", "Differs from ours"


A, N = GPArea, GPNews
SAID = {
    (A.ALLERGIES, N.NEW): "New allergy",
    (A.ALLERGIES, N.ENDED): "Allergy ended",
    (A.ALLERGIES, N.ALTERED): "Allergy altered",
    (A.ALLERGIES, N.GONE): "Allergy no longer listed",
    (A.ALLERGIES, N.DIFFERS): "Allergies differ from our record",
    (A.MEDICATIONS, N.NEW): "Medication started",
    (A.MEDICATIONS, N.ENDED): "Medication stopped",
    (A.MEDICATIONS, N.ALTERED): "Medication altered",
    (A.MEDICATIONS, N.GONE): "Medication no longer listed",
    (A.MEDICATIONS, N.DIFFERS): "Medication differs from our record",
    (A.PROBLEMS, N.NEW): "New problem",
    (A.IMMUNISATIONS, N.NEW): "New immunisation",
    (A.CONSULTATIONS, N.NEW): "New consultation",
}


def gp_news(area: str, news: str) -> str:
    """What became of an entry, in words that hold none of the GP's."""
    return SAID[GPArea(area), GPNews(news)]


@versioned
class GPNotice(PersonRecord):
    """That an entry of a GP record changed, or that so many differ from ours and wait for a lead.

    It holds none of the GP's words: whoever may not see the GP record may read it. `item_key`
    finds the entry again in an answer that is still held.
    """

    named_by = "news"

    area = models.CharField("Part of the GP record", max_length=15, choices=GPArea, editable=False)
    news = models.CharField("What became of it", max_length=10, choices=GPNews, editable=False)
    item_key = models.CharField(max_length=50, blank=True, editable=False)
    how_many = models.PositiveIntegerField("How many", default=1, editable=False)
    # An id, not a foreign key: gpconnect stands above records.
    pull_id = models.UUIDField(editable=False)
    known_at = models.DateTimeField("Compared with the record of", editable=False)

    class Meta(CareRecord.Meta):
        indexes = [models.Index(fields=["person", "recorded_at"], name="gp_notices_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "area"],
                condition=models.Q(standing=Standing.CURRENT, news=GPNews.DIFFERS),
                name="gp_differences_are_counted_once",
            )
        ]

    def __str__(self) -> str:
        return f"GP notice {self.id}"

    @property
    def words(self) -> str:
        """What it says: the kind and the part, nothing of what the practice wrote."""
        return gp_news(self.area, self.news)
