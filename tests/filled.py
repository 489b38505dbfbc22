"""Records that leave nothing out: every column of every class, several versions, hard values."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import cycle
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import models

from accounts.models import Provider, User
from accounts.permissions import Role
from dailycare import services as dailycare
from dailycare.models import CareEntry
from governance.services import change
from records import services as records
from records.file_types import Upload
from records.models import CarePlan, CodingField, Document, DocumentFile, Goal, Person, Risk
from tests.governance.rows import CARE_RECORDS, Rows, must_be_given, with_hash
from tests.people import a_person

type Pools = Mapping[type[models.Field], Sequence[Any]]

A_LONG_TEXT = "She said: “Läs den här”, and we read it. \N{TEACUP WITHOUT HANDLE}\n" * 400
GIVEN: Pools = {
    models.TextField: (
        "Zoë O\N{RIGHT SINGLE QUOTATION MARK}Neill \N{GRINNING FACE} said “thanks”",
        "\u202b\u05e9\u05dc\u05d5\u05dd\u202c and مرحبا",
        'Back\\slash, "quotes", tab\tand\r\nthe next line',
        "e\u0301 is not é, \ufb01 no fi, a\u200bb, \ufeff, \x85, \x1f, \u2028",
        "\\N NULL \\. {} [] $1 %s {{ x }} <b>&amp;</b>",
        A_LONG_TEXT,
    ),
    models.DateField: (date(1938, 2, 28), date(2024, 2, 29), date(1, 1, 1), date(9999, 12, 31)),
    models.DecimalField: (Decimal("0.01"), Decimal("-9999999.99"), Decimal("20")),
    models.TimeField: (time(0, 0), time(23, 59, 59, 999_999), time(12, 30)),
    # On 25 October 2026 the hour from one o'clock comes twice; on 29 March it does not come.
    models.DateTimeField: (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 0, 0, 1, tzinfo=UTC),
        datetime(1899, 12, 31, 23, 59, 59, tzinfo=UTC),
    ),
    models.BooleanField: (True, False),
    models.IntegerField: (1, 10, 7),
    models.UUIDField: (UUID(int=1), UUID(int=2**128 - 1)),
    CodingField: ({"system": "http://snomed.info/sct", "code": "91936005", "display": "Latex"},),
    models.JSONField: (
        {"amount_ml": 150, "of": ["tea", None, 0.1, 10**20]},
        {"said": {"é": "\\u00e9", "": []}},
    ),
    models.BinaryField: (bytes(range(256)), b"%PDF-1.7 \x00"),
}
# What a constraint of the database, or the meaning of the field, leaves one answer to.
ONE_ANSWER: dict[tuple[str, str], Any] = {
    ("careplan", "status"): "live",
    ("careentry", "part_of_day"): "",  # it has a time
    ("goal", "risk"): None,  # it has a need
    ("plancomment", "web_address"): "https://www.nhs.uk/",
    ("ownkind", "is_closed"): True,  # or its name is taken
    ("post", "role"): Role.CARE_WORKER,
    ("post", "started_on"): date(2025, 1, 6),
    ("post", "ended_on"): date(2031, 1, 6),
}
STAYS_AS_MADE = {"version", "standing", "provider"}
# A plan is signed off by somebody at some time, or by nobody; a number has all its limits.
IS_NOT_LEFT_OUT = {
    *(("careplan", "approved_at"), ("careplan", "approved_by")),
    *(("device", "lost_at"), ("device", "lost_by")),
} | {("ownkind", limit) for limit in ("least", "most", "usual_from", "usual_to")}
# Two of one person may not be alike.
IS_NOT_ALIKE = {("asked", "question")}


def place_of(field: models.Field) -> tuple[str, str]:
    """Where a field is, as the lists above name it."""
    return str(field.model._meta.model_name), field.name


class Filled(Rows):
    """A row of each class about one person, with every column that may be left out filled too."""

    def __init__(
        self, cast: SimpleNamespace, person: Person, pools: Pools, left_out: Sequence[bool]
    ) -> None:
        super().__init__(cast.provider, cast.marcus, cast.home, person)
        self._left_out = cycle(left_out)
        self._pools = {kind: cycle(pool) for kind, pool in pools.items()}
        self._turns = cycle(range(60))

    def of_every_class(self) -> None:
        """Make a row of each class there is; inside a change."""
        for model in [*CARE_RECORDS, DocumentFile]:
            self.of(model)

    def fields(self, model: type[models.Model]) -> list[models.Field]:
        """The columns that are filled, besides those that fill themselves."""
        return [
            field
            for field in model._meta.concrete_fields
            if not (field.primary_key or field.has_db_default() or field.name in STAYS_AS_MADE)
        ]

    def new(self, model: type[models.Model]) -> models.Model:
        """A row that is not saved, with a value in every column that is not to be left out."""
        filled = {
            field.name: self.sample(field)
            for field in self.fields(model)
            if must_be_given(field) or self._is_wanted(field)
        }
        return model(**with_hash(filled))

    def _is_wanted(self, field: models.Field) -> bool:
        return place_of(field) in IS_NOT_LEFT_OUT or not next(self._left_out)

    def sample(self, field: models.Field) -> Any:
        """The next value for a column, cut to what it holds."""
        if place_of(field) in ONE_ANSWER:
            return ONE_ANSWER[place_of(field)]
        if field.is_relation:
            return self._pointed_at(field)
        if field.choices:
            choices = [code for code, _words in field.flatchoices]
            return choices[next(self._turns) % len(choices)]
        kinds = (*type(field).__mro__, models.TextField)
        kind = next(kind for kind in kinds if kind in self._pools)
        value = next(self._pools[kind])
        return value[: field.max_length] if isinstance(value, str) else value

    def _pointed_at(self, field: models.Field) -> models.Model:
        if field.related_model is field.model:
            bigger = super().new(field.model)
            bigger.save(force_insert=True)
            return bigger
        return self.of(field.related_model)

    def write_again(self, *, by: User, why: str) -> None:
        """Write the next version of every record of the provider, in every column but pointers."""
        with change(by=by, why=why):
            for model in CARE_RECORDS:
                again = {
                    field.name: self.sample(field)
                    for field in self.fields(model)
                    if not (field.is_relation or place_of(field) in {*ONE_ANSWER, *IS_NOT_ALIKE})
                }
                # Posts have nothing else: they are written again as they are.
                model._default_manager.update(version=models.F("version"), **again)


def a_filled_person(
    cast: SimpleNamespace, number: int, pools: Pools = GIVEN, left_out: Sequence[bool] = (False,)
) -> Filled:
    """Somebody with a record of every class in which every column is filled, and two papers."""
    person = a_person(cast.home, by=cast.marcus, given_name=f"Person {number}", nhs_number="")
    filled = Filled(cast, person, pools, left_out)
    with change(by=cast.ada, why=f"Everything about person {number}: “all”"):
        filled.of_every_class()
        of_plan = {"care_plan": filled.made[CarePlan], "risk": filled.made[Risk]}
        records.add(Goal, person, by=cast.ada, description="Falls no more", **of_plan)
        for name in ("a.pdf", "b.pdf"):
            content = f"{person.pk}{name}".encode() * 1000
            upload = Upload(name, "application/pdf", content)
            records.add(Document, person, by=cast.ada, title=name, file=upload)
    return filled


def a_filled_provider(cast: SimpleNamespace, people: int, versions: int) -> None:
    """People of whom nothing is left out, every record written again and again by others."""
    Provider.objects.update(cqc_provider_id="1-101602", ods_code="VM01")
    User.objects.filter(provider=cast.provider).update(email="zoë@rosewood.example")
    filled = [a_filled_person(cast, number) for number in range(people)]
    authors = cycle([cast.nora, cast.sunil, cast.marcus])
    for version in range(1, versions):
        filled[0].write_again(by=next(authors), why=f"Read again, {version}\nand put right")
    for one in filled:
        _notes_at_odd_times(one.made[Person], cast.ada)


def _notes_at_odd_times(person: Any, by: User) -> None:
    """Two at half past one of one night, an hour apart; one of a morning, one of a day."""
    for moment in GIVEN[models.DateTimeField]:
        dailycare.record_care(person, by=by, kind="general", happened_at=moment, text="Awake")
    with change(by=by, why="brought in"):
        for part in ("morning", ""):
            when = dailycare.day_only(date(2024, 2, 29), part)
            CareEntry.objects.create(person=person, kind="general", text="Slept", **when)
