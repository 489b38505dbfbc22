"""The records of one person, those that stand and those that were taken out."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from governance.errors import NotYours, StaleRecord
from governance.prepared import prepared
from governance.records import CareRecord
from records import words
from records.models import (
    AboutMe,
    CarePlan,
    Document,
    DocumentFile,
    Person,
    PersonRecord,
    Photograph,
)
from records.models.base import Standing


def current[Record: PersonRecord](model: type[Record], person: Person) -> QuerySet[Record]:
    """The records of one class that stand for one person."""
    return model._default_manager.filter(person=person, standing=Standing.CURRENT)


def pointed_at[Record: PersonRecord](
    model: type[Record], person: Person, *, keeping: UUID | None
) -> QuerySet[Record]:
    """The records of one class that another may point at: those that stand and are in force.

    What stands in a plan belongs to the live one: a goal of a plan that has ended is no choice.
    `keeping` is what it points at already.
    """
    stands = Q(standing=Standing.CURRENT)
    if hasattr(model, "care_plan"):
        stands &= Q(care_plan__status=CarePlan.Status.LIVE, care_plan__standing=Standing.CURRENT)
    return model._default_manager.filter(stands | Q(pk=keeping), person=person).order_by(
        "recorded_at", "id"
    )


def listed[Record: PersonRecord](
    model: type[Record], person: Person, order: tuple[str, ...]
) -> list[Record]:
    """The records of one class that stand, with what they point at, ready to be listed."""
    return list(_with_pointers(current(model, person)).order_by(*order))


def taken_out[Record: PersonRecord](model: type[Record], person: Person) -> list[Record]:
    """The records of one class that were taken out, each with `taken_out_by` and `_why`."""
    last = model.versions.rel.related_model._default_manager.filter(pgh_obj=OuterRef("pk"))
    last = last.order_by("-pgh_id")
    out = model._default_manager.filter(person=person).exclude(standing=Standing.CURRENT)
    return list(
        _with_pointers(out)
        .annotate(
            taken_out_by=Subquery(last.values("author__name")[:1]),
            taken_out_why=Subquery(last.values("reason")[:1]),
        )
        .order_by("-recorded_at", "-id")
    )


def _with_pointers[Record: PersonRecord](records: QuerySet[Record]) -> QuerySet[Record]:
    names = words.pointers(records.model)
    return records.select_related(*names) if names else records


def locked[Record: CareRecord](model: type[Record], pk: UUID, *, version: int) -> Record:
    """Lock a row for writing. Raises StaleRecord when `version` is no longer its version."""
    record = model._default_manager.select_for_update().filter(pk=pk).first()
    if record is None:
        raise NotYours
    if record.version != version:
        raise StaleRecord(record)
    return record


def record_of[Record: PersonRecord](model: type[Record], person: Person, pk: UUID) -> Record:
    """One record of one person. Raises NotYours when it is somebody else's or not there."""
    found = model._default_manager.filter(person=person, pk=pk)
    record = found.select_related("recorded_by", *words.pointers(model)).first()
    if record is None:
        raise NotYours
    return record


def sent_before[Record: PersonRecord](model: type[Record], pk: UUID | None) -> Record | None:
    """The record that came under this id already, whoever's it is."""
    return model._default_manager.filter(pk=pk).first() if pk else None


def file_of(person: Person, file_id: UUID) -> DocumentFile:
    """One file of one person, with its bytes, that a document or photograph has or had.

    Raises NotYours.
    """
    documents, photographs = (
        model.versions.rel.related_model._default_manager.filter(file=OuterRef("pk"))
        for model in (Document, Photograph)
    )
    kept = DocumentFile.objects.filter(Exists(documents) | Exists(photographs), person=person)
    found = kept.filter(pk=file_id).first()
    if found is None:
        raise NotYours
    return found


def file_in(record: PersonRecord) -> DocumentFile | None:
    """What is to be said of the file that a record has, without its bytes."""
    file_id = getattr(record, "file_id", None)
    return DocumentFile.objects.defer("content").filter(pk=file_id).first() if file_id else None


def about_me(person: Person) -> AboutMe | None:
    """What matters to the person, or nothing when nobody has asked yet or it was not theirs."""
    return next(iter(_about_me(person=person.pk)), None)


@prepared
def _about_me(person: UUID) -> QuerySet[AboutMe]:
    return AboutMe.objects.filter(person=person, standing=Standing.CURRENT)


def about_me_as_kept(person: Person) -> AboutMe | None:
    """About Me, or what was kept as such and taken out as entered in error."""
    return AboutMe.objects.filter(person=person).first()
