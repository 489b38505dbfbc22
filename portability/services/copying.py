"""Making a copy of the record: decide, write part after part, hand out, forget."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from governance.models import Act
from governance.services import acting_for, change, record_act
from portability import policies, queries
from portability.manifest import manifest_of
from portability.models import Copy
from portability.progress import Teller
from portability.selecting import Selection, settled_moment
from portability.services.parts import work_of
from portability.writing import Folder, Part, RowTooLong
from records import queries as records
from records.models import Person

KEPT_FOR = timedelta(days=7)
NO_ROOM = "It could not be written where copies are kept. Make room on that disk, then ask again"

TOO_LONG = "A record is too long for a package, which nobody could read then. Shorten it: {}"


def start_copy(*, person_id: UUID | None = None, why: str, by: User) -> Copy:
    """Decide to copy the record of one person, or of everybody; a task makes it.

    The copy says how the record stands now, and everybody in it finds that among who looked.
    Raises NotYours for somebody else's person, and NotNow for everybody's unless this user may
    copy records at every place.
    """
    person = None
    if person_id:
        person = records.person_seen_by(by, person_id, may=Permission.COPY_RECORD)
    else:
        queries.refuse_unless_everything(by)
    reason = f"copy of the record asked for: {why}"
    with change(by=by, why=reason, person_id=person_id) as opened:
        copy = Copy.objects.create(person=person, why=why, as_of=settled_moment(), created_by=by)
        opened.record_id = copy.pk
        everybody = Person.objects.values_list("pk", flat=True)
        for one in [person_id] if person_id else everybody.iterator():
            said = "copied whole, to be taken away"
            record_act(Act.READ, by=by, why=said, person_id=one, record_id=copy.pk)
        return copy


def make_copy(copy_id: UUID, *, by: User) -> None:
    """Make the parts of a copy that are not made yet, and pack them. Safe to run twice."""
    folder = queries.folder_of(copy_id)
    with folder.alone() as is_mine:
        copy = queries.copy_of(copy_id, by=by)
        if not is_mine or copy.state != Copy.State.WAITING:
            return
        try:
            _make(copy, folder, by)
        except OSError:
            _fail(copy, by, NO_ROOM)
        except RowTooLong as row:
            _fail(copy, by, TOO_LONG.format(row))


def _fail(copy: Copy, by: User, error: str) -> None:
    with acting_for(by.provider_id):
        _now(copy, state=Copy.State.FAILED, error=error)


def _make(copy: Copy, folder: Folder, by: User) -> None:
    selection = Selection(by.provider_id, copy.as_of, copy.person_id)
    with acting_for(by.provider_id):
        to_write = work_of(selection)
    done = folder.parts()
    rows = sum(work.rows for name, work in to_write.items() if name in done)
    folder.tell = Teller(copy.pk, done=rows, total=sum(w.rows for w in to_write.values())).one_more
    for name, work in to_write.items():
        if name not in done:
            with acting_for(by.provider_id):
                done[name] = work.write(folder)
                _tell(copy, done, total=len(to_write))
    parts = [done[name] for name in to_write]
    with acting_for(by.provider_id):
        made_for = queries.provider(by.provider_id)
        packed = folder.pack(manifest_of(copy, made_for, by, parts), parts)
        ready = {"state": Copy.State.READY, "keep_until": timezone.now() + KEPT_FOR}
        _now(copy, sha256=packed.sha256, size=packed.size, **ready)


def _tell(copy: Copy, done: dict[str, Part], *, total: int) -> None:
    rows = sum(part.rows for part in done.values())
    _now(copy, parts_done=len(done), parts_total=total, rows_done=rows)


def _now(copy: Copy, **fields: object) -> None:
    Copy.objects.filter(pk=copy.pk).update(state_since=timezone.now(), **fields)


def open_archive(copy_id: UUID, *, by: User) -> Path:
    """Return where a finished copy is, and put on record that it was taken.

    Raises NotYours, and NotNow when it is not ready or its time is over.
    """
    copy = queries.copy_seen_by(by, copy_id)
    archive = queries.folder_of(copy.pk).archive
    policies.may_be_downloaded(copy.state if archive.exists() else Copy.State.GONE)
    said = "copy of the record downloaded"
    record_act(Act.READ, by=by, why=said, person_id=copy.person_id, record_id=copy.pk)
    return archive


def forget_copies() -> None:
    """Remove every copy whose time is over, and what is left of those that came to nothing."""
    for provider_id in queries.provider_ids():
        with acting_for(provider_id):
            for copy in queries.copies_due_to_go():
                queries.folder_of(copy.pk).remove()
                _now(copy, state=Copy.State.GONE)
