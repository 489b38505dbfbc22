"""Where a record is from is said in one way on every page that says who wrote it."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.ids import uuid7
from governance.services import change
from imports.queries import MADE_BY_IMPORTS
from records.kinds import KINDS
from records.models import Admission, Alert, CarePlan, Instruction
from tests.architecture.addresses import records_of
from tests.people import signed_in

pytestmark = pytest.mark.django_db
SAID = "written by J.B. old.csv row 7"
FROM_IMPORT = {"source": "old.csv row 7", "source_author": "J.B."}
PAGES = ("records:identity", "records:about_me", "records:plans", "records:identity_history",
         "records:about_me_history")  # fmt: skip


@pytest.fixture
def brought(rosewood, joan, marcus):
    """Joan's record, as if all of it had come from an old system."""
    ids = records_of(joan, staff=rosewood.ada, by=marcus)
    run_id = uuid7()
    with change(by=marcus, why="as if brought in"):
        for model in [*MADE_BY_IMPORTS, Admission, Instruction]:
            model.objects.update(import_run_id=run_id, **FROM_IMPORT)
    return SimpleNamespace(ids=ids, person=joan)


def said(client, who, name, *args, **kwargs):
    return signed_in(client, who).get(reverse(name, args=args, kwargs=kwargs)).content.decode()


def pages_of(brought):
    """The pages of Joan's that say who wrote something."""
    person_id, ids = brought.person.pk, brought.ids
    yield from ((name, {"person_id": person_id}) for name in PAGES)
    for kind in KINDS:
        where = {"person_id": person_id, "kind": kind.slug,
                 "record_id": ids[f"record_id of {kind.slug}"]}  # fmt: skip
        yield from ((f"records:{page}", where) for page in ("record", "record_history"))
    yield "dailycare:entry", {"person_id": person_id, "entry_id": ids["entry_id"]}
    for page in ("plan", "plan_history"):
        yield f"records:{page}", {"person_id": person_id, "plan_id": ids["plan_id"]}
    yield "records:goal_history", {"person_id": person_id, "goal_id": ids["goal_id"]}


def test_every_page_that_says_who_wrote_says_where_it_is_from(brought, client, marcus):
    silent = [
        (name, where)
        for name, where in pages_of(brought)
        if SAID not in said(client, marcus, name, **where)
    ]

    assert silent == []


def test_a_day_is_said_where_the_record_has_one(brought, client, marcus):
    where = {"person_id": brought.person.pk, "entry_id": brought.ids["entry_id"]}

    page = said(client, marcus, "dailycare:entry", **where)

    today = f"{timezone.localdate():%-d %B %Y}"
    assert f"From the old system, {today}, {SAID}" in page


def test_a_full_stop_of_initials_is_not_doubled():
    assert Alert(import_run_id=uuid7(), **FROM_IMPORT).where_from == f"From the old system, {SAID}"


def test_nothing_is_said_of_an_author_that_is_not_known():
    alert = Alert(import_run_id=uuid7(), source="old.csv row 7")

    assert alert.where_from == "From the old system. old.csv row 7"


def test_what_came_from_elsewhere_says_so_in_its_own_words():
    assert CarePlan(source="GP record of 3 March 2026").where_from == "GP record of 3 March 2026"


@pytest.mark.parametrize(("who", "is_offered"), [("adele", True), ("ada", False)])
def test_whoever_may_bring_records_in_is_led_to_what_stood_there(
    brought, client, rosewood, who, is_offered
):
    where = {"person_id": brought.person.pk, "entry_id": brought.ids["entry_id"]}
    link = reverse("imports:as_it_was", args=[brought.person.pk, brought.ids["entry_id"]])

    page = said(client, getattr(rosewood, who), "dailycare:entry", **where)

    assert (link in page) is is_offered
    if is_offered:
        there = signed_in(client, rosewood.adele).get(link).content.decode()
        assert reverse("dailycare:entry", kwargs=where) in there
