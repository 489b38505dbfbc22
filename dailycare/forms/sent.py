"""What a device kept until it could send it, cleaned by the form of the page it was typed on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts import services as accounts
from accounts.models import User
from dailycare import kinds, own_kinds, queries, repeated
from dailycare.clock import UK
from dailycare.forms.doubts import Doubt
from dailycare.forms.recording import CareForm
from dailycare.services import Sent
from records import queries as records
from records.errors import AlreadyRecorded
from records.models import Instruction, Person

# A clock that is off by less is as good as ours: sending takes time too.
CLOCK_IS_RIGHT = timedelta(minutes=2)
# As many as a device sends at once.
MOST = 100
NOT_THEIRS = (
    "You do not support this person any more, so it cannot be recorded. Tell the senior on shift"
)
NOT_ASKED = "The plan does not ask for this any more. Record it as a note"
SENT_BEFORE = "This was saved before with other details. Open it in the record to correct it"


class RepeatForm(CareForm):
    """The form of what came before: nobody is asked again whether it is right."""

    def _doubts(self, cleaned: dict[str, Any]) -> Iterator[Doubt | None]:
        yield from ()


class Unreadable(ValueError):
    """What was sent is not what our own script sends."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry as its device kept it: what was typed, and when by the clock of the device."""

    entry_id: UUID
    person_id: UUID
    written_at: datetime
    typed: QueryDict

    instruction_id: UUID | None


def read(sent: Any) -> tuple[timedelta, list[Kept]]:
    """Return how far the device's clock is ahead, and what it sent. Raises Unreadable."""
    try:
        clock_off = _moment(sent["sent_at"]) - timezone.now()
        return clock_off, [_kept(**one) for one in sent["entries"][:MOST]]
    except (TypeError, KeyError, ValueError, OverflowError, OSError, AttributeError) as problem:
        raise Unreadable from problem


def _kept(id: str, person: str, written_at: int, typed: list[tuple[str, str]]) -> Kept:
    said = QueryDict(mutable=True)
    for name, value in typed:
        said.appendlist(str(name), str(value).replace("\0", ""))
    said["entry_id"] = id
    asked = said.get("instruction")
    return Kept(UUID(id), UUID(person), _moment(written_at), said, UUID(asked) if asked else None)


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)


def clean(
    user: User, entries: list[Kept], clock_off: timedelta
) -> tuple[list[Sent], dict[UUID, str]]:
    """Return what can be recorded, and in words why the rest cannot, by the id of the entry."""
    people = queries.people_to_record(user, {one.person_id for one in entries})
    ids = {one.instruction_id for one in entries if one.instruction_id}
    asked = {(one.person_id, one.pk): one for one in records.instructions_among(ids)}
    kinds_of = own_kinds.among({one.typed.get("kind", "") for one in entries})
    known = queries.ids_among({one.entry_id for one in entries})
    taken, refused = [], {}
    for kept in entries:
        person, earliest = people.get(kept.person_id, (None, date.max))
        if person is None:
            refused[kept.entry_id] = NOT_THEIRS
            continue
        instruction = asked.get((person.pk, kept.instruction_id or kept.entry_id))
        repeat = kept.entry_id in known
        kind = kinds_of[kept.typed.get("kind", "")]
        form = as_form(
            kept, kind, person, earliest, instruction, clock_off, by=user, is_repeat=repeat
        )
        if form is None or (kept.instruction_id and instruction is None):
            refused[kept.entry_id] = NOT_ASKED
        elif form.is_valid():
            taken.append(to_record(kept, person, form, clock_off))
        else:
            refused[kept.entry_id] = ". ".join(
                str(m) for errors in form.errors.values() for m in errors
            )
    return taken, refused


def in_words(why: Exception) -> str:
    """Say to its author why an entry was not recorded."""
    return SENT_BEFORE if isinstance(why, AlreadyRecorded) else str(why)


def forget_drafts(user: User, entries: list[Kept]) -> None:
    """Forget what was kept on the server of the forms that are now recorded."""
    accounts.discard_drafts([_path(one) for one in entries], by=user)


def _path(kept: Kept) -> str:
    path = f"{reverse('dailycare:record', args=[kept.person_id])}?kind={kept.typed.get('kind', '')}"
    return f"{path}&instruction={kept.instruction_id}" if kept.instruction_id else path


def as_form(
    kept: Kept,
    kind: kinds.Kind | None,
    person: Person,
    earliest: date,
    asked: Instruction | None,
    clock_off: timedelta,
    *,
    by: User,
    is_repeat: bool,
) -> CareForm | None:
    """Return the form of the page with what was typed; nothing for a kind that is not ours."""
    if kind is None or (kind is kinds.PLANNED and asked is None):
        return None
    own = kept.entry_id
    typed = kept.typed if _is_right(clock_off) else _put_right(kept.typed, clock_off)
    form = RepeatForm if is_repeat else CareForm
    return form(
        typed,
        kind=kind,
        asked=asked,
        earliest=lambda: earliest,
        last_number=partial(queries.last_number, person, kind=kind.slug, leaving_out=own),
        written_before=partial(repeated.last_written, person, by=by, leaving_out=own),
    )


def _put_right(typed: QueryDict, clock_off: timedelta) -> QueryDict:
    """Put right the time that a device's wrong clock filled in; what a worker typed stays (OFF-06).

    `clock` is what the device filled in: the boxes still say it when nobody changed them.
    """
    said = "{day-year}-{day-month:0>2}-{day-day:0>2}T{time}"
    try:
        if said.format_map(typed) != typed["clock"]:
            return typed
        moment = datetime.fromisoformat(typed["clock"]).replace(tzinfo=UK)
    except (KeyError, ValueError):
        return typed
    right = (moment.astimezone(UTC) - clock_off).astimezone(UK)
    put: QueryDict = typed.copy()
    put["day-day"], put["day-month"], put["day-year"] = map(
        str, (right.day, right.month, right.year)
    )
    put["time"], put["which_pass"] = f"{right:%H:%M}", str(right.fold)
    return put


def _is_right(clock_off: timedelta) -> bool:
    return abs(clock_off) <= CLOCK_IS_RIGHT


def to_record(kept: Kept, person: Person, form: CareForm, clock_off: timedelta) -> Sent:
    """Return what the service takes, of a valid form; when it was written is told by our clock."""
    off = timedelta() if _is_right(clock_off) else clock_off
    told = {
        "kind": form.of_kind.slug,
        "instruction_id": form.asked.pk if form.asked else None,
        "entry_id": kept.entry_id,
        "written_at": kept.written_at - off,
        "clock_off": round(clock_off.total_seconds()),
    }
    return Sent(person, told | form.entry)
