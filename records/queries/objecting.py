"""Whether somebody objects to our seeing their GP record (GP Connect, section on objections)."""

from typing import Any

from django.db.models import DateField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from records.models import InformedConsent, Person
from records.models.base import Standing

REFUSED = "refused"


def last_answers(person: Any) -> QuerySet[InformedConsent]:
    """What somebody said about their GP record, the last first; a day that is not known is the
    day it was written down. Of two on one day the one written later counts.
    """
    said_on = Coalesce(
        "happened_on", TruncDate("recorded_at", output_field=DateField()), output_field=DateField()
    )
    answers = InformedConsent.objects.filter(
        person=person, is_about_gp_record=True, standing=Standing.CURRENT
    )
    return answers.order_by(said_on.desc(), "-recorded_at", "-id")


def objects_to_gp_record(person: Person) -> bool:
    """Say whether the last answer on record is a refusal."""
    last = last_answers(person.pk).values_list("consent_status", flat=True).first()
    return last == REFUSED


def who_object(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those of some people whose last answer on record is a refusal."""
    last = Subquery(last_answers(OuterRef("pk")).values("consent_status")[:1])
    return people.annotate(said_of_gp_record=last).filter(said_of_gp_record=REFUSED)
