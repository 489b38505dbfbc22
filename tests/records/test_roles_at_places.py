"""What somebody may do goes with the place of their post, on every path (SEC-06)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts import services as accounts
from accounts.permissions import Permission, Role
from dailycare import due, shift
from dailycare import services as care
from governance.errors import NotYours
from gpconnect import queries as gp_queries
from gpconnect import services as gp
from portability import queries as copies
from portability import services as portability
from records import queries, services
from records.errors import NotInThisState
from records.models import Admission
from tests.people import SINCE, a_care_plan, a_person, a_worker
from tests.records.pages import as_

MOVED_ON = date(2026, 2, 1)


@pytest.fixture
def larkfield(rosewood):
    """The provider's other home."""
    return accounts.add_location("Larkfield", "care_home", by=rosewood.system)


@pytest.fixture
def harry(rosewood, larkfield):
    """Somebody who lives at the other home."""
    return a_person(
        larkfield, by=rosewood.system, given_name="Harry", family_name="Oakes", nhs_number=""
    )


@pytest.fixture
def mira(rosewood, larkfield):
    """The manager of Larkfield who works nights at Rosewood as a care worker."""
    mira = a_worker("mira", "Mira Holt", Role.MANAGER, larkfield, by=rosewood.system)
    accounts.give_post(mira, Role.CARE_WORKER, rosewood.home, started_on=SINCE, by=rosewood.system)
    return mira


@pytest.fixture
def plan(joan, marcus):
    """The plan that people at Rosewood work from."""
    return a_care_plan(joan, by=marcus)


def moved(person, where, *, by):
    """Let somebody leave where they are for another place of the provider."""
    [stay] = queries.current(Admission, person)
    services.revise(stay, replaces=stay.version, by=by, ended_on=MOVED_ON)
    services.add(Admission, person, by=by, location=where, admitted_on=MOVED_ON)


def test_a_permission_counts_where_its_post_is(mira, rosewood, larkfield):
    assert mira.places_for(Permission.REVIEW_PLAN) == [larkfield.pk]
    assert mira.may(Permission.REVIEW_PLAN)
    assert not mira.may(Permission.REVIEW_PLAN, at=[rosewood.home.pk])
    assert mira.may(Permission.RECORD_CARE, at=[rosewood.home.pk])


def test_a_plan_is_neither_ended_nor_reviewed_nor_sent_back_by_a_manager_of_elsewhere(mira, plan):
    asked = {"replaces": plan.version, "by": mira}

    for act in (
        lambda: services.end_plan(plan, reason="Over", **asked),
        lambda: services.send_back_plan(plan, reason="Unclear", **asked),
        lambda: services.sign_off_plan(plan, review_on=date(2030, 1, 1), **asked),
        lambda: services.review_plan(plan, findings={}, **asked),
    ):
        with pytest.raises(NotInThisState, match="may review care plans"):
            act()


def test_an_entry_is_not_corrected_by_a_lead_of_elsewhere(mira, joan, ada):
    entry = care.record_care(joan, by=ada, kind="general", happened_at=timezone.now(), text="Slept")

    with pytest.raises(NotInThisState):
        care.correct_care(entry, replaces=1, reason="No", by=mira, text="Awake")
    with pytest.raises(NotInThisState):
        care.mark_entered_in_error(entry, replaces=1, reason="No", by=mira)


def test_an_author_who_left_the_place_corrects_nothing_there(joan, ada, marcus):
    entry = care.record_care(joan, by=ada, kind="general", happened_at=timezone.now(), text="Slept")
    accounts.end_post(ada.posts.get().pk, ended_on=SINCE, by=marcus)
    ada = type(ada).objects.get(pk=ada.pk)

    with pytest.raises(NotInThisState):
        care.correct_care(entry, replaces=1, reason="No", by=ada, text="Awake")


def test_a_record_is_neither_copied_nor_its_gp_record_read_by_a_manager_of_elsewhere(mira, joan):
    with pytest.raises(PermissionDenied):
        portability.start_copy(person_id=joan.pk, why="Moving", by=mira)
    with pytest.raises(PermissionDenied):
        portability.open_own_copy(joan.pk, by=mira, why="Asked for")
    with pytest.raises(PermissionDenied):
        gp_queries.gp_record_seen_by(mira, joan)


def test_a_gp_system_is_not_asked_in_the_name_of_a_manager_of_elsewhere(mira, joan):
    pull = gp.refresh_gp_record(joan.pk, by=mira)

    pull.refresh_from_db()
    assert pull.code == "NO_ACCESS"


def test_a_copy_is_seen_by_those_who_may_copy_that_person(mira, joan, marcus):
    copy = portability.start_copy(person_id=joan.pk, why="Moving", by=marcus)

    assert list(copies.copies_seen_by(marcus)) == [copy]
    assert list(copies.copies_seen_by(mira)) == []
    with pytest.raises(NotYours):
        portability.open_archive(copy.pk, by=mira)


def test_lists_of_plans_and_questions_are_of_those_places_only(mira, joan, harry, plan, marcus):
    draft = services.draft_plan(joan, by=marcus)
    services.ask_for_approval(draft, replaces=draft.version, by=marcus)
    services.revise(plan, replaces=plan.version, by=marcus, review_on=SINCE)

    assert due.reviews_due(mira) == []
    assert queries.waiting_for_approval(mira) == []
    assert list(queries.people_living_here(mira)) == [harry]
    assert [one.plan.person_id for one in due.reviews_due(marcus)] == [joan.pk]


def test_a_card_offers_to_record_only_where_somebody_records(rosewood, larkfield, joan, harry):
    adele = rosewood.adele
    accounts.give_post(adele, Role.CARE_WORKER, larkfield, started_on=SINCE, by=rosewood.system)
    browser = as_(adele)

    everybody = browser.get("/people/").content.decode()
    to_record = browser.get("/record/").content.decode()

    assert f"/people/{harry.pk}/record/" in everybody
    assert f"/people/{joan.pk}/record/" not in everybody
    assert f"/people/{harry.pk}/" in to_record
    assert f"/people/{joan.pk}/" not in to_record


def test_who_moved_on_is_still_read_where_they_were_and_written_where_they_are(
    rosewood, larkfield, joan, marcus, mira, ada
):
    moved(joan, larkfield, by=rosewood.system)

    assert queries.person_seen_by(ada, joan.pk).places == [larkfield.pk]
    with pytest.raises(PermissionDenied):
        queries.person_seen_by(marcus, joan.pk, may=Permission.EDIT_PLAN)
    assert queries.person_seen_by(mira, joan.pk, may=Permission.EDIT_PLAN) == joan
    assert list(queries.people_living_here(marcus)) == []


def test_who_left_altogether_stays_with_those_who_supported_them(rosewood, joan, marcus):
    [stay] = queries.current(Admission, joan)
    services.revise(stay, replaces=1, by=marcus, ended_on=MOVED_ON)

    assert queries.person_seen_by(marcus, joan.pk, may=Permission.COPY_RECORD) == joan
    assert shift.people_of(marcus).stays == []
