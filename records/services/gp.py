"""Putting on record that somebody's GP record changed, or differs from ours."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from accounts.models import User
from governance.services import change
from records.models import GPNotice
from records.models.base import Standing
from records.models.gp import GPArea, GPNews
from records.services.rows import write


def note_gp_record(
    person_id: UUID,
    *,
    found: Iterable[GPNotice] = (),
    to_decide: Mapping[GPArea, int],
    pull_id: UUID,
    known_at: datetime,
    by: User,
) -> None:
    """Keep what changed, in one statement however much it is, and how many entries of each part
    wait for a decision; the last one decided takes that out.

    Whoever calls holds the person still. Where nothing is new nothing is written.
    """
    about = {"person_id": person_id, "pull_id": pull_id}
    new = list(found)
    waiting = {area.value: count for area, count in to_decide.items() if count}
    told = list(
        GPNotice.objects.filter(person=person_id, news=GPNews.DIFFERS, standing=Standing.CURRENT)
    )
    if not new and waiting == {row.area: row.how_many for row in told}:
        return
    with change(by=by, why="GP record compared with the last one and ours", person_id=person_id):
        for row in told:
            left = waiting.pop(row.area, 0)
            write(row, {"how_many": left} if left else {"standing": Standing.WITHDRAWN})
        for area, count in waiting.items():
            differs = {"news": GPNews.DIFFERS, "how_many": count, "known_at": known_at}
            new.append(GPNotice(area=area, **differs, **about))
        GPNotice.objects.bulk_create(new)
