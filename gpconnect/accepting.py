"""What accepting an entry of the GP record writes into ours, said before it is written.

What is taken over is a new entry of ours, or the next version of one, confirmed by whoever
accepts it; it names the practice and the day on which the GP record was retrieved.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from gpconnect.matching import Entry, Ours, Pair, directions_of, reaction_of
from gpconnect.models import GPRecordPull
from gpconnect.reading.items import UNNAMED
from gpconnect.reading.record import Allergy as GpAllergy
from gpconnect.reading.record import Item
from gpconnect.reading.record import Medication as GpMedication
from records import services as records
from records import snomed, words
from records.models import Allergy, Medication, Person
from records.models.gp import GPArea

OURS: dict[GPArea, type[Ours]] = {
    GPArea.ALLERGIES: Allergy,
    GPArea.MEDICATIONS: Medication,
}
THEIRS: dict[GPArea, type[Item]] = {
    GPArea.ALLERGIES: GpAllergy,
    GPArea.MEDICATIONS: GpMedication,
}
OF_ANOTHER_KIND = "The GP record lists something of another kind here. Ask the practice"
NAMELESS = "The GP record does not name it, so it cannot be taken over. Ask the practice"
TOO_LONG = "The GP record says more than our record has room for. Write it there yourself"
STOPPED = "stopped"
ENDED_THERE = "It has ended in the GP record"


@dataclass(frozen=True)
class Written:
    """One field that accepting would write: what stands there now, and what would."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Acceptance:
    """What accepting does. `why_not` says why it cannot be; nothing is written then."""

    pair: Pair
    fields: dict[str, Any]
    takes_out: bool = False
    why_not: str = ""

    @property
    def written(self) -> list[Written]:
        """Every field with its words, as our record will show them."""
        model = OURS[self.pair.area]
        before: Any = self.pair.ours or model()
        after = model(**self.fields)
        return [
            Written(one.label, "" if before._state.adding else now, one.words)
            for name in self.fields
            for one in [words.answer(after, name)]
            for now in [words.answer(before, name).words]
        ]


def acceptance(pair: Pair, source: GPRecordPull) -> Acceptance | None:
    """What accepting an entry would write; nothing where only our record has it."""
    if pair.entry is None:
        return None
    if why_not := _unfit(pair.entry.item, pair.area):
        return Acceptance(pair, {}, why_not=why_not)
    if pair.entry.is_over and isinstance(pair.ours, Allergy):
        return Acceptance(pair, {}, takes_out=True)
    fields = dict(_fields(pair.entry, source, is_new=pair.ours is None))
    if _is_too_long(fields, OURS[pair.area]):
        return Acceptance(pair, {}, why_not=TOO_LONG)
    changed = {n: v for n, v in fields.items() if not pair.ours or getattr(pair.ours, n) != v}
    if changed and not (pair.ours and pair.ours.import_run_id):  # its own source says more
        changed["source"] = where_from(source)
    return Acceptance(pair, changed)


def _unfit(item: Item, area: GPArea) -> str:
    """Why an entry is none that our record could hold, if so: lists hold what they like."""
    if not isinstance(item, THEIRS[area]):
        return OF_ANOTHER_KIND
    return NAMELESS if item.display.startswith(UNNAMED) else ""


def _is_too_long(fields: dict[str, Any], model: type[Ours]) -> bool:
    rooms = ((model._meta.get_field(name), value) for name, value in fields.items())
    return any(
        len(value) > (getattr(field, "max_length", None) or len(value))
        for field, value in rooms
        if isinstance(value, str)
    )


def where_from(source: GPRecordPull) -> str:
    """What our record says of where an entry came from."""
    practice = source.practice_name or "a practice that gives no name"
    on = timezone.localtime(source.retrieved_at)
    return f"From the GP record at {practice}, {source.practice_ods}, retrieved {_day(on)}"


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def accept(found: Acceptance, person: Person, *, by: User) -> Ours | None:
    """Write it, inside the change of whoever decides; what stands in our record afterwards."""
    ours: Any = found.pair.ours
    if ours is None:
        return records.add(OURS[found.pair.area], person, by=by, **found.fields)
    if found.takes_out:
        records.withdraw(ours, replaces=ours.version, reason=ENDED_THERE, by=by)
        return None
    return records.revise(ours, replaces=ours.version, by=by, **found.fields)


def _fields(entry: Entry, source: GPRecordPull, *, is_new: bool) -> Iterator[tuple[str, Any]]:
    if entry.is_over:
        yield "status", STOPPED
    elif isinstance(entry.item, GpAllergy):
        yield from _of_allergy(entry.item, source, is_new=is_new)
    else:
        yield from _of_medication(cast("GpMedication", entry.item), is_new=is_new)


def _of_allergy(
    item: GpAllergy, source: GPRecordPull, *, is_new: bool
) -> Iterator[tuple[str, Any]]:
    if is_new:
        yield "causative_agent", item.display
        yield "evidence", source.practice_name or source.practice_ods
    if said := reaction_of(item):
        yield "description_of_reaction", said
    if item.criticality == "high":
        yield "severity", Allergy.Severity.LIFE_THREATENING
    if is_new and (day := _whole_day(item.onset)):
        yield "happened_on", day
    yield from _code(item)


def _of_medication(item: GpMedication, *, is_new: bool) -> Iterator[tuple[str, Any]]:
    if is_new:
        yield "name", item.display
        yield "status", "active"
    if said := directions_of(item):
        yield "directions", said
        yield "dose", ""
    if is_new and (day := _whole_day(item.date)):
        yield "started_on", day
    if is_new and item.notes:
        yield "comment", "\n".join(item.notes)
    yield from _code(item)


def _whole_day(given: str) -> date | None:
    """A day as our record keeps it; a month or a year alone is not made into one."""
    try:
        return date.fromisoformat(given[:10]) if len(given) >= len("2026-11-28") else None
    except ValueError:
        return None


def _code(item: Item) -> Iterator[tuple[str, Any]]:
    """The code, if it is one: test systems send others, and the words do not depend on it."""
    with suppress(ValidationError):
        yield "coding", snomed.coding(item.snomed, item.display)
