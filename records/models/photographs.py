"""Photographs: the person's own, by which they are known, and what every photograph has."""

from django.db import models

from governance.records import OwnForeignKey, versioned
from records.models.base import PersonRecord
from records.models.documents import DocumentFile


class Pictured(models.Model):
    """A photograph as it is kept: large to be looked at, small to be shown beside words."""

    file = OwnForeignKey(DocumentFile, editable=False, related_name="+", db_index=False)
    small = OwnForeignKey(DocumentFile, editable=False, related_name="+", db_index=False)

    class Meta:
        abstract = True


class Basis(models.TextChoices):
    """Why a photograph of somebody may be kept and shown (PER-11)."""

    AGREED = "agreed", "They agreed"
    BEST_INTERESTS = "best_interests", "A best-interests decision"
    AUTHORITY = "authority", "Somebody who may decide for them agreed"


@versioned
class Photograph(PersonRecord, Pictured):
    """What somebody looks like: the newest one that stands is beside their name."""

    named_by = "taken_on"

    taken_on = models.DateField("Taken on")
    basis = models.CharField("Why we may keep it", max_length=20, choices=Basis)
    who_decided = models.CharField(
        "Who agreed or decided, and what they said", max_length=300, blank=True
    )

    def __str__(self) -> str:
        return f"Photograph {self.id}"
