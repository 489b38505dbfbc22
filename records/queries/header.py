"""What stands at the top of every page about a person: who, where, what to watch (PER-12)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    Case,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Concat, JSONObject, Left, Lower, Substr
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import Location
from governance.prepared import prepared
from records import nursing
from records.models import (
    Absence,
    Alert,
    Allergy,
    CPRDecision,
    Need,
    NursingNeed,
    Person,
    PersonAddress,
    Photograph,
    Risk,
)
from records.models.base import Standing
from records.models.observations import NeedCategory
from records.models.outside import Opening
from records.models.person import AllergyState, YesNoUnknown
from records.queries.people import KEEPS_PRIVATE, in_force, latest_stay
from records.queries.risks import worst_first

# What fits beside a name on a phone; the record has the rest.
FEW_WORDS = 8
FEW_RISKS = 2
# A photograph that is older may not look like them any more: in months, general knowledge.
RETAKE_AFTER = 12
# The areas of need that everybody who meets a person should know of.
TOLD_AREAS = (NeedCategory.COMMUNICATION, NeedCategory.EATING_AND_DRINKING, NeedCategory.MOBILITY)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a person, named as the banner reads it.

    `allergies_state` is one of `AllergyState`; not asked is never shown as none.
    """

    id: UUID
    name: str
    full_name: str
    initials: str
    born_on: date
    age: int
    nhs_number: str
    place: str
    status: str
    allergies: list[str]
    allergies_state: str
    alerts: list[str]
    cpr: str
    needs: list[str]
    risks: list[str]
    photo_url: str = ""
    photo_note: str = ""
    private_parts: int = 0  # that its reader does not see
    opened: Opening | None = None  # by its reader, from outside

    @property
    def url(self) -> str:
        return reverse("dailycare:person", args=[self.id])

    @property
    def end_url(self) -> str:
        return reverse("dailycare:stop_seeing", args=[self.id])

    @property
    def private_url(self) -> str:
        """Where it opens with a reason; nowhere from outside (decision 0024)."""
        return "" if self.opened else reverse("records:private_parts", args=[self.id])


def header(person: Person) -> Header:
    """Gather the fixed header in one query."""
    [(_pk, *found)] = _watched(person=person.pk, today=timezone.localdate())
    return _header(person, found)


def headers(people: Iterable[Person]) -> dict[UUID, Header]:
    """The same of several people, in one query for all of them."""
    by_id = {person.pk: person for person in people}
    rows = _told_of(Person.objects.filter(pk__in=by_id), timezone.localdate())
    return {pk: _header(by_id[pk], found) for pk, *found in rows}


def _header(person: Person, found: Iterable[Any]) -> Header:
    allergies, alerts, cpr, stay, gone, address, needs, usual, risks, private, face = found
    return Header(
        id=person.pk,
        name=person.chosen_name,
        full_name=person.full_name,
        initials=person.initials,
        born_on=person.date_of_birth,
        age=person.age,
        nhs_number=person.nhs_number,
        place=_place(stay, address),
        status=_status(stay, gone),
        allergies=allergies,
        allergies_state=AllergyState.PRESENT if allergies else person.allergy_state,
        alerts=alerts,
        cpr=CPRDecision.Decision(cpr).label.lower() if cpr else "no decision recorded",
        needs=list(_needs(person, needs, usual)),
        risks=[_few_words(risk) for risk in risks],
        private_parts=private,
        opened=person.opened,
        **(_photo(**face) if face else {}),
    )


@prepared
def _watched(person: UUID, today: date) -> QuerySet[Person, tuple[Any, ...]]:
    return _told_of(Person.objects.filter(pk=person), today)


def _told_of(people: QuerySet[Person], today: date) -> QuerySet[Person, tuple[Any, ...]]:
    of_person = {"person": OuterRef("pk"), "standing": Standing.CURRENT}
    allergies = Allergy.objects.filter(**of_person).order_by("recorded_at")
    alerts = in_force(Alert.objects.filter(**of_person), today)
    decisions = CPRDecision.objects.filter(**of_person).order_by("-decided_on", "-recorded_at")
    stay = JSONObject(
        kind="location__kind",
        place="location__name",
        room="room__name",
        ended_on="ended_on",
        ending="ending",
    )
    needs = Need.objects.filter(**of_person, category__in=TOLD_AREAS).order_by("recorded_at")
    usual = NursingNeed.objects.filter(**of_person).order_by("area")
    said = JSONObject(area="category", words="text")
    return people.values_list(
        "pk",
        ArraySubquery(allergies.values(said=_with_its_source())),
        ArraySubquery(alerts.values("text")),
        Subquery(decisions.values("decision")[:1]),
        Subquery(latest_stay(OuterRef("pk")).values(words=stay)[:1]),
        Subquery(away(of_person, today)),
        Subquery(_address(of_person, today)),
        ArraySubquery(needs.values(said=said)),
        ArraySubquery(usual.values("answers")),
        ArraySubquery(_worst_risks(of_person, today)),
        Case(
            When(KEEPS_PRIVATE, then=Func("pk", function="dscr_private_parts")),
            default=Value(0),
            output_field=BigIntegerField(),
        ),
        Subquery(_face(of_person)),
    )


def _with_its_source() -> Case:
    """An allergy, and where it is from if that is neither us nor what an old system held."""
    begins_small = Concat(Lower(Left("source", 1)), Substr("source", 2))
    named = Concat("causative_agent", Value(" ("), begins_small, Value(")"))
    is_from_elsewhere = Q(import_run_id=None) & ~Q(source="")
    return Case(When(is_from_elsewhere, then=named), default="causative_agent")


def _face(of_person: dict[str, Any]) -> QuerySet[Photograph, Any]:
    """The newest photograph, small: it comes with the page, of which a browser keeps nothing."""
    in_text = Func("small__content", Value("base64"), function="encode", output_field=TextField())
    newest = Photograph.objects.filter(**of_person).order_by("-taken_on", "-recorded_at")
    return newest.values(said=JSONObject(taken_on="taken_on", content=in_text))[:1]


def _photo(taken_on: str, content: str) -> dict[str, str]:
    """Return a photograph as a page draws it, and that it should be taken anew (PER-11)."""
    taken, today = date.fromisoformat(taken_on), timezone.localdate()
    months = (today.year - taken.year) * 12 + today.month - taken.month - (today.day < taken.day)
    is_old = months >= RETAKE_AFTER
    return {
        "photo_url": f"data:image/webp;base64,{''.join(content.split())}",
        "photo_note": f"Photograph taken {months} months ago: take a new one" if is_old else "",
    }


def away(of_person: dict[str, Any], today: date) -> QuerySet[Absence, Any]:
    """Where somebody is who stays with us and is not there; on the day they are back, they are."""
    now = away_now(today).filter(**of_person)
    said = JSONObject(
        whereabouts="whereabouts", place="place", started_on="started_on", expected_on="expected_on"
    )
    return now.order_by("-started_on", "-recorded_at").values(said=said)[:1]


def away_now(today: date) -> QuerySet[Absence]:
    """The times away that go on today, as far as they stand."""
    not_back = Q(ended_on=None) | Q(ended_on__gt=today)
    return Absence.objects.filter(not_back, started_on__lte=today, standing=Standing.CURRENT)


def _address(of_person: dict[str, Any], today: date) -> QuerySet[PersonAddress, Any]:
    lives_there = in_force(PersonAddress.objects.filter(**of_person), today)
    usual = lives_there.filter(address_type=PersonAddress.Type.USUAL)
    said = JSONObject(lines="lines", postcode="postcode")
    return usual.order_by(F("started_on").desc(nulls_last=True), "-recorded_at").values(said=said)[
        :1
    ]


def _worst_risks(of_person: dict[str, Any], today: date) -> QuerySet[Risk, Any]:
    found = worst_first(in_force(Risk.objects.filter(**of_person), today))
    return found.values("text")[:FEW_RISKS]


def _place(stay: dict[str, str] | None, address: dict[str, str] | None) -> str:
    """Return where to find somebody: the room in a home; for home care, where they live."""
    if stay and stay["kind"] == Location.Kind.HOME_CARE and address:
        return ", ".join(filter(None, [*address["lines"].splitlines(), address["postcode"]]))
    return ", ".join(filter(None, [stay["room"], stay["place"]])) if stay else ""


def _status(stay: dict[str, str] | None, gone: dict[str, str] | None) -> str:
    if stay is None:
        return "Not admitted"
    if stay["ended_on"] and date.fromisoformat(stay["ended_on"]) <= timezone.localdate():
        return f"Left: {stay['ending']}" if stay["ending"] else "Left"
    return away_in_words(**gone) if gone else ""


def away_in_words(whereabouts: str, place: str, started_on: str, expected_on: str | None) -> str:
    """Say where somebody is, since when, and when they are expected back."""
    since = f"since {date.fromisoformat(started_on):%-d %B}"
    until = f", back {date.fromisoformat(expected_on):%-d %B}" if expected_on else ""
    where = f", {place}" if place else ""
    return f"{Absence.Whereabouts(whereabouts).label} {since}{until}{where}"


def _needs(
    person: Person, needs: Iterable[dict[str, str]], usual: Iterable[nursing.Answers]
) -> Iterator[str]:
    """Yield what somebody needs, in a few words each: how to speak, to feed, to move them."""
    if person.interpreter_required == YesNoUnknown.YES:
        yield f"Needs an interpreter: {person.first_language or 'language not recorded'}"
    answers = {name: answer for one in usual for name, answer in one.items()}
    told = {area: nursing.told(answers, area) for area in TOLD_AREAS}
    for area in TOLD_AREAS:
        # What is usual says it shorter than the words of a need.
        said = told[area] or [one["words"] for one in needs if one["area"] == area][:1]
        yield from map(_few_words, said)


def _few_words(text: str) -> str:
    return Truncator(" ".join(text.split())).words(FEW_WORDS)
