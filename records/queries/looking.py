"""Who looked at a person's record, in the order of time (AUD-03)."""

from governance.models import AuditEvent
from records.models import Person

LOOKS_ON_PAGE = 50


def looks(person: Person, page: int) -> list[AuditEvent]:
    """One page of what was done with a person's record, and one more when there is another."""
    start = (page - 1) * LOOKS_ON_PAGE
    acts = AuditEvent.objects.filter(person_id=person.pk).select_related("actor")
    return list(acts.order_by("-at", "-id")[start : start + LOOKS_ON_PAGE + 1])
