"""MODS document: a file or paper about the person, what it is, and its bytes where we hold them."""

from django.db import models

from governance.records import (
    OwnForeignKey,
    ProviderOwned,
    Restrictable,
    WrittenOnce,
    versioned,
)
from records.models.base import EventRecord


@versioned
class DocumentFile(WrittenOnce, ProviderOwned):
    """The bytes of a file, written once, in the database that row security and backups cover.

    `sha256` is of `content`, in hexadecimal: what proves that a copy is whole. Its one version
    says who kept it and is sealed, so neither the bytes nor their hash change unseen.
    """

    named_by = "file_name"

    person = OwnForeignKey("records.Person", editable=False, related_name="files")
    content = models.BinaryField()
    size = models.PositiveIntegerField("Size in bytes")
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField("Name of the file", max_length=200)
    mime_type = models.CharField("Kind of file", max_length=100)

    def __str__(self) -> str:
        return f"File {self.id}"


@versioned
class Document(EventRecord, Restrictable):
    """What a file or paper is, who wrote it, and where the original is kept."""

    named_by = "title"

    title = models.CharField("Title", max_length=200)
    document_class = models.CharField("Kind of document", max_length=120, blank=True)
    written_by = models.CharField("Written by", max_length=200, blank=True)
    location_of_document = models.CharField(
        "Where the original is kept", max_length=200, blank=True
    )
    confidentiality = models.CharField("Who may see it", max_length=120, blank=True)
    comment = models.TextField("Comment", blank=True)
    file = OwnForeignKey(
        DocumentFile, null=True, blank=True, editable=False, related_name="documents"
    )

    def __str__(self) -> str:
        return f"Document {self.id}"
