"""The kinds of care that a provider added: as they are asked about, and how they are kept."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from dailycare import policies
from dailycare.kinds import ANSWER, BY_SLUG, KINDS, OWN, Kind, Number, Question, kind_of
from dailycare.models import OwnKind
from governance.errors import NotYours
from governance.prepared import prepared
from governance.services import change
from records.queries import locked
from records.services.rows import write

GROUP = "Our own"


def as_kind(own: OwnKind) -> Kind:
    """Return a provider's kind as every page of care knows kinds; a choice is kept in words."""
    choices = tuple((words, words) for words in own.answers.splitlines())
    question = Question(ANSWER, own.question, choices, is_required=True, number=_number(own))
    slug = f"{OWN}{own.pk.hex[:26]}"
    return Kind(slug, own.label, GROUP, (question,), (own.area,), is_own=True)


def _number(own: OwnKind) -> Number | None:
    if not own.unit:
        return None
    limits = (own.least, own.most, own.usual_from, own.usual_to)
    least, most, usual_from, usual_to = (float(limit or 0) for limit in limits)
    return Number(own.unit, least, most, (usual_from, usual_to), places=2)


@prepared
def _all() -> QuerySet[OwnKind]:
    return OwnKind.objects.order_by("label", "id")


def rows() -> list[OwnKind]:
    """The kinds of this provider, those that were retired too."""
    return _all()


def in_use() -> list[Kind]:
    """The kinds of this provider that can be recorded."""
    return [as_kind(own) for own in rows() if not own.is_closed]


def every() -> list[Kind]:
    """Everybody's kinds and this provider's, those that were retired too."""
    return [*BY_SLUG.values(), *map(as_kind, rows())]


def serving(area: str) -> list[Kind]:
    """The kinds in use that are evidence for an area of need."""
    return [kind for kind in (*KINDS, *in_use()) if area in kind.serves]


def to_record(slug: str) -> Kind | None:
    """A kind that can be recorded now, everybody's or this provider's own."""
    if not slug.startswith(OWN):
        return BY_SLUG.get(slug)
    return next((kind for kind in in_use() if kind.slug == slug), None)


def among(slugs: set[str]) -> dict[str, Kind | None]:
    """The kinds of these slugs; one that was retired since a device had it is taken all the same.

    Nothing stands for a slug that is none of ours.
    """
    has_own = any(slug.startswith(OWN) for slug in slugs)
    known = {kind.slug: kind for kind in (every() if has_own else BY_SLUG.values())}
    return {slug: known.get(slug) for slug in slugs}


def of_entry(slug: str) -> Kind:
    """The kind of an entry to be corrected, whether it can be recorded still or not."""
    known = map(as_kind, rows()) if slug.startswith(OWN) else ()
    return next((kind for kind in known if kind.slug == slug), kind_of(slug))


def choices() -> list[tuple[str, str]]:
    """Every kind that the notes may hold, to look for."""
    return [(kind.slug, kind.label) for kind in every()]


def one(own_kind_id: UUID) -> OwnKind:
    """One kind of this provider. Raises NotYours."""
    found = OwnKind.objects.filter(pk=own_kind_id, is_closed=False).first()
    if found is None:
        raise NotYours
    return found


def add(*, by: User, **fields: Any) -> OwnKind:
    """Add a kind to those that staff can record. Raises NotInThisState for a name in use."""
    with change(by=by, why="kind of care added") as opened:
        _is_alone(fields["label"])
        own = OwnKind.objects.create(**fields)
        opened.record_id = own.pk
        return own


def revise(own: OwnKind, *, replaces: int, by: User, **fields: Any) -> OwnKind:
    """Word a kind anew; what was recorded keeps its words. Raises StaleRecord, NotInThisState."""
    with change(by=by, why="kind of care worded anew", record_id=own.pk):
        _is_alone(fields["label"], but=own.pk)
        written: OwnKind = write(locked(OwnKind, own.pk, version=replaces), fields)
        return written


def retire(own: OwnKind, *, replaces: int, reason: str, by: User) -> OwnKind:
    """Offer a kind no more; what was recorded stays, and reads as it did. Raises StaleRecord."""
    with change(by=by, why=reason, record_id=own.pk):
        retired: OwnKind = write(locked(OwnKind, own.pk, version=replaces), {"is_closed": True})
        return retired


def _is_alone(label: str, but: UUID | None = None) -> None:
    said = label.casefold()
    taken = {kind.label.casefold() for kind in KINDS}
    taken |= {own.label.casefold() for own in rows() if not own.is_closed and own.pk != but}
    policies.no_kind_is_named_so(label, is_there=said in taken)
