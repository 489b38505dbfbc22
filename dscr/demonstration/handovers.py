"""What the leads of a home told each other: one handover that is signed, one not yet, one draft."""

from accounts import queries as accounts
from dailycare.handovers import writing
from dailycare.handovers.concerns import Concern
from dailycare.models import Handover
from dscr.demonstration.workplaces import Workplace
from governance.ids import uuid7
from records import queries as records

HANDS_OVER, TAKES_OVER, READS = "sunil", "nora", "ada"


def written(place: Workplace) -> None:
    """Hand over a whole home and its first unit, and draft its second."""
    if not accounts.staff_at([place.location.pk]).filter(username=TAKES_OVER).exists():
        return
    by = place.staff[HANDS_OVER]
    whole = writing.draft_handover(place.location, None, by=by)
    said = "One agency worker until supper, who knows nobody here yet"
    writing.add_line(
        whole, by=by, line_id=uuid7(), concern=Concern.STAFFING, words=said, is_said_first=True
    )
    given = _signed(whole, place)
    taken = writing.take_over(given, replaces=given.version, by=place.staff[TAKES_OVER])
    writing.say_read(taken, by=place.staff[READS])
    first, second = records.units(place.location)
    _signed(writing.draft_handover(place.location, first, by=by), place)
    writing.draft_handover(place.location, second, by=by)


def _signed(handover: Handover, place: Workplace) -> Handover:
    handover.refresh_from_db()
    return writing.hand_over(handover, replaces=handover.version, by=place.staff[HANDS_OVER])
