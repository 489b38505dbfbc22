"""Putting on record that somebody's GP record changed, or differs from ours."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from accounts.models import User
from governance.services import change
from records.models import GPNotice
from records.models.base import Standing
from records.models.gp import GPArea, GPNews
from records.services.rows import write


def note_gp_changes(person_id: UUID, notices: list[GPNotice], *, by: User) -> None:
    """Keep what changed, in one statement however much it is."""
    if notices:
        with change(by=by, why="GP record changed since it came last", person_id=person_id):
            GPNotice.objects.bulk_create(notices)


def count_gp_differences(
    person_id: UUID, counts: Mapping[GPArea, int], *, pull_id: UUID, known_at: datetime, by: User
) -> None:
    """Say how many entries of each part wait for a decision; the last one decided takes it out.

    Whoever calls holds the person still. A count that is the same changes nothing.
    """
    told = {
        row.area: row
        for row in GPNotice.objects.filter(
            person=person_id, news=GPNews.DIFFERS, standing=Standing.CURRENT
        )
    }
    now = {area.value: count for area, count in counts.items() if count}
    if now == {area: row.how_many for area, row in told.items()}:
        return
    with change(by=by, why="GP record compared with ours", person_id=person_id):
        for area, row in told.items():
            left = now.pop(area, 0)
            write(row, {"how_many": left} if left else {"standing": Standing.WITHDRAWN})
        about = {"person_id": person_id, "pull_id": pull_id, "known_at": known_at}
        for area, count in now.items():
            GPNotice.objects.create(area=area, news=GPNews.DIFFERS, how_many=count, **about)
