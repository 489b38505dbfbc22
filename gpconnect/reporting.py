"""Telling a practice of an error in its record (IG11): we keep what was said to whom."""

from typing import Any

from django.utils import timezone

from accounts import queries as accounts
from accounts.models import User
from gpconnect.models import GPRecordPull
from records import services as records
from records.models import Communication, Person

NOT_YET = "not yet"
HOW = [
    ("telephone", "By telephone"),
    ("e-mail", "By e-mail"),
    ("letter", "By letter"),
    (NOT_YET, "Not yet: I keep this first, and tell them after"),
]


def practice_of(pull: GPRecordPull) -> str:
    """The practice as letters name it."""
    return f"{pull.practice_name or 'GP practice'} ({pull.practice_ods})"


def where_from(pull: GPRecordPull) -> str:
    """Which answer is meant, so that the practice and its supplier can find it."""
    at = timezone.localtime(pull.finished_at)
    return (
        f"retrieved on {at.day} {at:%B %Y} at {at:%H:%M} from {practice_of(pull)}, "
        f"trace {pull.trace_id}"
    )


def report_error(
    person: Person,
    pull: GPRecordPull,
    *,
    by: User,
    area: str,
    text: str,
    medium: str,
    **more: Any,
) -> Communication:
    """Put a report on the person's record as a message to the practice, sent or still to be sent.

    There is no channel of GP Connect for it: somebody tells the practice as they tell it anything.
    """
    is_sent = medium != NOT_YET
    where = f"Error in the GP record, under “{area}”."
    return records.add(
        Communication,
        person,
        by=by,
        why="error in the GP record reported to the practice",
        text=f"{where}\n\n{text}\n\nThe GP record {where_from(pull)}.",
        status="completed" if is_sent else "preparation",
        medium=medium if is_sent else "",
        sender=f"{by.name}, {accounts.provider_of(by).name}",
        recipient=practice_of(pull),
        sent_on=timezone.localdate() if is_sent else None,
        **more,
    )
