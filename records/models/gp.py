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


class GPChoice(models.TextChoices):
    """What a lead may decide about an entry that is not in both records alike."""

    ACCEPTED = "accepted", "Accept what the GP record says into our record"
    KEPT = "kept", "Keep our record as it is"
    QUERIED = "queried", "Ask the practice"


@versioned
class GPDecision(PersonRecord):
    """What a lead decided about one entry of a GP record that is not ours, or not as ours.

    It holds for what both records said then: `item_digest` of the GP's entry, and ours in one
    version. `pair` names the entry, the GP's or, where the GP has none, ours. `shown` is what the
    lead had before their eyes. The practice's own identifier is kept with what was taken over.
    """

    named_by = "decision"

    area = models.CharField("Part of the GP record", max_length=15, choices=GPArea)
    decision = models.CharField("What we decided", max_length=10, choices=GPChoice)
    words = models.TextField("Why, or what the practice was asked and said", blank=True)
    pair = models.CharField(max_length=50, editable=False)
    item_digest = models.CharField(max_length=40, blank=True, editable=False)
    ours_id = models.UUIDField(null=True, editable=False)
    ours_version = models.PositiveIntegerField(null=True, editable=False)
    shown = models.CharField(max_length=40, editable=False)
    identifier = models.TextField(blank=True, editable=False)
    practice_name = models.CharField(max_length=200, blank=True, editable=False)
    practice_ods = models.CharField(max_length=20, editable=False)
    retrieved_at = models.DateTimeField(editable=False)

    class Meta(CareRecord.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "area", "pair"],
                condition=models.Q(standing=Standing.CURRENT),
                name="gp_entry_decided_once",
            )
        ]

    def __str__(self) -> str:
        return f"GP decision {self.id}"
