"""That a question was asked, where the answer is no record: none, declined, not known."""

from django.db import models

from governance.records import versioned
from records.models.base import PersonRecord, Standing


@versioned
class Asked(PersonRecord):
    """A question that was asked about the person, or about a record, and left nothing to record.

    Unknown is not no: without this row the question counts as never asked. `about` is the record
    whose field stayed empty; none where the question is about the person.
    """

    named_by = "question"

    class Answer(models.TextChoices):
        NONE_KNOWN = "none_known", "There are none, or it does not apply"
        DECLINED = "declined", "They preferred not to say"
        NOT_KNOWN = "not_known", "They, and those who know them, do not know"

    question = models.CharField("What was asked", max_length=100)
    about = models.UUIDField("About which record", null=True)
    answer = models.CharField("What came of it", max_length=10, choices=Answer)
    comment = models.CharField("Who said so", max_length=200, blank=True)

    class Meta(PersonRecord.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "question", "about"],
                nulls_distinct=False,
                condition=models.Q(standing=Standing.CURRENT),
                name="a_question_has_one_answer",
            )
        ]

    def __str__(self) -> str:
        return f"Asked {self.id}"
