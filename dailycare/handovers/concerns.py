"""What a line of a handover is about, in the order in which the next shift should hear it.

The order is general knowledge of the sector, not national guidance: what cannot be undone or could
harm somebody within the shift comes first, then what asks for a watchful eye, then what can wait.
Decision 0072 says why.
"""

from django.db import models


class Concern(models.TextChoices):
    """Why something stands in a handover. The first is said first: the order is the rule."""

    MOVE = "move", "Died, left or came"
    AWAY = "away", "In hospital or away"
    INCIDENT = "incident", "Falls and other incidents"
    SAFEGUARDING = "safeguarding", "Safeguarding"
    ALLERGY = "allergy", "Allergies"
    ALERT = "alert", "Alerts"
    CPR = "cpr", "CPR decisions"
    RISK = "risk", "New risks"
    FOR_A_TIME = "for_a_time", "For a time only"
    NOT_DONE = "not_done", "Refused, missed or in doubt"
    WATCH = "watch", "Pain, skin and behaviour"
    MEDICINE = "medicine", "Medicines changed"
    CHANGE = "change", "Marked changes"
    QUIET = "quiet", "Nothing recorded"
    REVIEW = "review", "Reviews due"
    OTHER = "other", "Also worth knowing"
    STAFFING = "staffing", "Staffing"
    SERVICE = "service", "The service: visitors, faults, supplies"


RANK = {concern: place for place, concern in enumerate(Concern)}
# Said of the place and of nobody: a person's name has no business there.
OF_THE_PLACE = (Concern.STAFFING, Concern.SERVICE)


def rank(concern: str, *, is_said_first: bool) -> tuple[bool, int]:
    """Return what lines are sorted by: what the lead wants said first, then by concern."""
    return not is_said_first, RANK[Concern(concern)]
