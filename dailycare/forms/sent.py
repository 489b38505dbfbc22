"""What a device kept until it could send it, cleaned by the form of the page it was typed on."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from accounts import services as accounts
from accounts.models import User
from dailycare import kinds, own_kinds, queries, repeated
from dailycare.clock import UK
from dailycare.forms.doubts import Doubt
from dailycare.forms.recording import CareForm
from dailycare.kinds import PHOTOGRAPHS
from dailycare.services import Sent
from records import queries as records
from records.errors import AlreadyRecorded
from records.models import Person

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
    photographs: list[UploadedFile]
    instruction_id: UUID | None


def read(sent: Any) -> tuple[timedelta, list[Kept]]:
    """Return how far the device's clock is ahead, and what it sent. Raises Unreadable."""
    try:
        clock_off = _moment(sent["sent_at"]) - timezone.now()
        return clock_off, [_kept(**one) for one in sent["entries"][:MOST]]
    except (TypeError, KeyError, ValueError, OverflowError, OSError, AttributeError) as problem:
        raise Unreadable from problem


def _kept(
    id: str,
    person: str,
    written_at: int,
    typed: list[tuple[str, str]],
    photographs: Sequence[str] = (),
) -> Kept:
    said = QueryDict(mutable=True)
    for name, value in typed:
        said.appendlist(str(name), str(value).replace("\0", ""))
    said["entry_id"] = id
    asked = said.get("instruction")
    return Kept(
        entry_id=UUID(id),
        person_id=UUID(person),
        written_at=_moment(written_at),
        typed=said,
        photographs=[_photograph(one) for one in photographs],
        instruction_id=UUID(asked) if asked else None,
    )


def _photograph(text: str) -> UploadedFile:
    return SimpleUploadedFile("photograph.jpg", base64.b64decode(text, validate=True))


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)


class Refused(Exception):
    """An entry cannot be recorded; the message says why to its author."""


class Sending:
    """What one device sent at once: fifty entries ask the record as often as one does."""

    def __init__(self, user: User, entries: list[Kept], clock_off: timedelta) -> None:
        ids = [one.entry_id for one in entries]
        self.entries, self.clock_off = entries, clock_off
        whom = {one.person_id for one in entries}
        self.people = queries.people_to_record(user, whom)
        self.opened, from_outside = _from_outside(user, whom - self.people.keys())
        self.people |= from_outside
        self.known = queries.ids_among(ids)
        of_the_plan = {one.instruction_id for one in entries if one.instruction_id}
        found = records.instructions_among(of_the_plan)
        self.asked = {(one.person_id, one.pk): one for one in found}
        self.kinds = own_kinds.among({one.typed.get("kind", "") for one in entries})
        texts = {one.typed.get("text", "").strip() for one in entries}
        self.written = repeated.written_before(self.people, texts, by=user, leaving_out=ids)

    def clean(self) -> tuple[list[Sent], dict[UUID, str]]:
        """Return what can be recorded, and why the rest cannot, by the id of the entry."""
        taken, refused = [], {}
        for kept in self.entries:
            try:
                taken.append(self._cleaned(kept))
            except Refused as why:
                refused[kept.entry_id] = str(why)
        return taken, refused

    def _cleaned(self, kept: Kept) -> Sent:
        """Clean one by the form of the page; when it was written is told by our clock."""
        person, form = self._form(kept)
        if not form.is_valid():
            raise Refused(". ".join(str(one) for some in form.errors.values() for one in some))
        told = {
            "kind": form.of_kind.slug,
            "instruction_id": kept.instruction_id,
            "entry_id": kept.entry_id,
            "written_at": kept.written_at - (timedelta() if self._is_right else self.clock_off),
            "clock_off": round(self.clock_off.total_seconds()),
        }
        return Sent(person, told | form.entry)

    def _form(self, kept: Kept) -> tuple[Person, CareForm]:
        if kept.person_id not in self.people or not self._was_theirs(kept):
            raise Refused(NOT_THEIRS)
        person, earliest = self.people[kept.person_id]
        kind = self.kinds[kept.typed.get("kind", "")]
        asked = self.asked.get((person.pk, kept.instruction_id or kept.entry_id))
        if kind is None or (asked is None and (kept.instruction_id or kind is kinds.PLANNED)):
            raise Refused(NOT_ASKED)
        own = kept.entry_id
        form = RepeatForm if own in self.known else CareForm
        return person, form(
            kept.typed if self._is_right else _put_right(kept.typed, self.clock_off),
            MultiValueDict({PHOTOGRAPHS: kept.photographs} if kept.photographs else {}),
            kind=kind,
            asked=asked,
            earliest=lambda: earliest,
            last_number=partial(queries.last_number, person, kind=kind.slug, leaving_out=own),
            written_before=lambda text: self.written.get((person.pk, text)),
        )

    def _was_theirs(self, kept: Kept) -> bool:
        """Say whether a record from outside was open when this was written, or is now (0024)."""
        spans = self.opened.get(kept.person_id)
        if spans is None:
            return True
        now, written_at = timezone.now(), kept.written_at - self.clock_off
        return any(
            begins - CLOCK_IS_RIGHT <= moment < ends + CLOCK_IS_RIGHT
            for begins, ends in spans
            for moment in (written_at, now)
        )

    @property
    def _is_right(self) -> bool:
        return abs(self.clock_off) <= CLOCK_IS_RIGHT


def _from_outside(
    user: User, whom: set[UUID]
) -> tuple[dict[UUID, list[tuple[datetime, datetime]]], dict[UUID, tuple[Person, date]]]:
    """Return when these people were open to somebody from outside, and who they are."""
    if not (opened := records.opened_by(user, whom) if whom else {}):
        return {}, {}
    return opened, queries.with_earliest_day(records.people_among(opened))


def in_words(why: Exception) -> str:
    """Say to its author why an entry was not recorded."""
    return SENT_BEFORE if isinstance(why, AlreadyRecorded) else str(why)


def forget_drafts(user: User, entries: list[Kept]) -> None:
    """Forget what was kept on the server of the forms that are now recorded."""
    accounts.discard_drafts([_path(one) for one in entries], by=user)


def _path(kept: Kept) -> str:
    path = f"{reverse('dailycare:record', args=[kept.person_id])}?kind={kept.typed.get('kind', '')}"
    return f"{path}&instruction={kept.instruction_id}" if kept.instruction_id else path


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
