"""The pages a shift works from, as staff of each role meet them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import services as accounts
from accounts.models import Room
from dailycare import kinds, services
from dailycare.models import CareEntry
from governance.models import Act, AuditEvent
from governance.services import change
from records.models import Admission, Allergy
from records.services import add
from tests.people import a_care_plan, a_person, signed_in


def page(name: str, person: object, *more: object) -> str:
    return reverse(f"dailycare:{name}", args=[person.pk, *more])


def drink_page(person: object) -> str:
    return f"{page('record', person)}?kind=drink"


def typed(form: dict[str, object]) -> dict[str, list[str]]:
    return {name: [str(value)] for name, value in form.items()}


def a_drink_form(**changes: object) -> dict[str, object]:
    now = timezone.localtime() - timedelta(minutes=1)
    form = {
        "entry_id": "01900000-0000-7000-8000-000000000001",
        "kind": "drink",
        "amount_ml": "200",
        "text": "Tea in the garden",
        "day-day": now.day,
        "day-month": now.month,
        "day-year": now.year,
        "time": f"{now:%H:%M}",
        "outcome": "done",
    }
    return form | changes


@pytest.fixture
def as_ada(ada) -> Client:
    return signed_in(Client(), ada)


@pytest.fixture
def as_marcus(marcus) -> Client:
    return signed_in(Client(), marcus)


def test_my_people_shows_who_needs_something_first(rosewood, as_ada, joan, marcus):
    calm = a_person(rosewood.home, by=marcus, given_name="Amy", family_name="Abel", nhs_number="")
    add(Allergy, calm, by=marcus, causative_agent="Latex")
    services.record_care(calm, by=marcus, kind="mood", happened_at=timezone.now())

    body = as_ada.get(reverse("dailycare:my_people")).content.decode()

    assert body.index("Joan Pettigrew") < body.index("Amy Abel")
    assert "Allergies not asked yet" in body
    assert "Tom Barrow" not in body


@pytest.mark.parametrize("asked", ["pettigrew", "JOAN", "999 000 0018", "Room 12"])
def test_people_are_found_by_name_number_and_room(rosewood, as_ada, joan, marcus, asked):
    with change(by=marcus, why="a room for a test"):
        room = Room.objects.create(location=rosewood.home, name="Room 12")
        stay = Admission.objects.get(person=joan)
        stay.room = room
        stay.save()

    body = as_ada.get(reverse("dailycare:my_people"), {"q": asked}).content.decode()

    assert "Joan Pettigrew" in body
    assert AuditEvent.objects.filter(act=Act.SEARCH).exists()


def test_nobody_found_says_what_to_do(as_ada):
    response = as_ada.get(reverse("dailycare:my_people"), {"q": "zebedee"})

    assert "Nobody found for “zebedee”" in response.content.decode()


def test_the_person_page_is_put_on_record(as_ada, ada, joan):
    response = as_ada.get(page("person", joan))

    assert response.status_code == 200
    assert AuditEvent.objects.filter(act=Act.READ, actor=ada, person_id=joan.pk).count() == 1


def test_a_drink_is_on_the_record_and_the_page_reads_it_back(as_ada, ada, joan):
    response = as_ada.post(page("record", joan), a_drink_form(), follow=True)

    entry = CareEntry.objects.get()
    assert (entry.kind, entry.values, entry.recorded_by) == ("drink", {"amount_ml": 200}, ada)
    assert "<b>Saved " in response.content.decode()
    assert "200 ml" in response.content.decode()


def test_sending_the_form_twice_records_once(as_ada, joan):
    for _ in range(2):
        as_ada.post(page("record", joan), a_drink_form())

    assert CareEntry.objects.count() == 1


def test_the_same_form_with_other_words_is_not_swallowed(as_ada, joan):
    as_ada.post(page("record", joan), a_drink_form())

    response = as_ada.post(page("record", joan), a_drink_form(text="Coffee"))

    assert "saved before with other details" in response.content.decode()
    assert "Coffee" in response.content.decode()


def test_a_wrong_form_keeps_what_was_typed_and_saves_nothing(as_ada, joan):
    response = as_ada.post(page("record", joan), a_drink_form(amount_ml="", text="Half a cup"))

    body = response.content.decode()
    assert "Choose an answer: how much did they drink?" in body
    assert "Half a cup" in body
    assert not CareEntry.objects.exists()


def test_typed_words_come_back_after_the_session_ended(as_ada, ada, joan):
    accounts.keep_draft(drink_page(joan), typed(a_drink_form(text="Long words")), by=ada)

    body = as_ada.get(drink_page(joan)).content.decode()

    assert "Long words" in body
    assert "You had not saved this" in body


def test_the_draft_is_gone_once_saved(as_ada, ada, joan):
    note = f"{page('record', joan)}?kind=general"
    accounts.keep_draft(drink_page(joan), typed(a_drink_form()), by=ada)
    accounts.keep_draft(note, {"kind": ["general"], "text": ["Another thing"]}, by=ada)

    as_ada.post(drink_page(joan), a_drink_form())

    assert "You had not saved this" not in as_ada.get(drink_page(joan)).content.decode()
    assert "Another thing" in as_ada.get(note).content.decode()


def test_a_draft_that_was_on_its_way_while_it_was_saved_is_not_offered(as_ada, ada, joan):
    as_ada.post(drink_page(joan), a_drink_form())
    accounts.keep_draft(drink_page(joan), typed(a_drink_form()), by=ada)

    body = as_ada.get(drink_page(joan)).content.decode()

    assert "You had not saved this" not in body
    assert a_drink_form()["entry_id"] not in body
    assert "Not saved yet" not in as_ada.get(page("record", joan)).content.decode()


def test_an_entry_shows_its_history_and_can_be_corrected(as_ada, ada, joan):
    as_ada.post(page("record", joan), a_drink_form())
    entry = CareEntry.objects.get()
    change = a_drink_form(amount_ml="100", replaces=1, reason="Misread the cup")

    as_ada.post(page("correct", joan, entry.pk), change)

    body = as_ada.get(page("entry", joan, entry.pk)).content.decode()
    assert "Misread the cup" in body
    assert "Version 2" in body
    assert CareEntry.objects.get().values == {"amount_ml": 100}


def test_a_stale_correction_shows_both(as_ada, as_marcus, ada, joan):
    as_ada.post(page("record", joan), a_drink_form())
    entry = CareEntry.objects.get()
    first = a_drink_form(text="Marcus wrote this", replaces=1, reason="x")
    as_marcus.post(page("correct", joan, entry.pk), first)

    response = as_ada.post(
        page("correct", joan, entry.pk), a_drink_form(text="Ada wrote this", replaces=1, reason="y")
    )

    body = response.content.decode()
    assert "Marcus wrote this" in body
    assert "Ada wrote this" in body
    assert 'name="replaces" value="2"' in body
    assert CareEntry.objects.get().text == "Marcus wrote this"


def test_an_entry_on_the_wrong_person_is_taken_out(as_ada, joan):
    as_ada.post(page("record", joan), a_drink_form())
    entry = CareEntry.objects.get()

    as_ada.post(
        page("entered_in_error", joan, entry.pk), {"replaces": 1, "reason": "It was for Tom"}
    )

    assert "Tea in the garden" not in as_ada.get(page("timeline", joan)).content.decode()
    shown = as_ada.get(page("timeline", joan), {"with_errors": "on"}).content.decode()
    assert "Tea in the garden" in shown


def test_a_review_shows_the_notes_and_signs_off(as_marcus, marcus, ada, joan):
    plan = a_care_plan(joan, by=marcus)
    services.record_care(
        joan, by=ada, kind="drink", happened_at=timezone.now(), values={"amount_ml": 150}
    )
    goal = plan.goals.get()

    body = as_marcus.get(page("review_plan", joan)).content.decode()
    assert "1 note: drink 1" in body

    response = as_marcus.post(
        page("review_plan", joan),
        {
            "plan": plan.pk,
            "replaces": plan.version,
            f"finding-{goal.pk}": "going_well",
            f"comment-{goal.pk}": "",
            "outcome": "Carry on",
            "how_involved": "Joan said she likes tea best",
            "agreement": "person",
            "next_review_on-day": "1",
            "next_review_on-month": "3",
            "next_review_on-year": "2030",
        },
    )

    assert response.status_code == 302, response.content.decode()
    plan.refresh_from_db()
    assert str(plan.review_on) == "2030-03-01"
    assert plan.reviews.get().goal_reviews.get().finding == "going_well"


def test_a_review_with_a_gap_says_what_is_missing(as_marcus, marcus, joan):
    a_care_plan(joan, by=marcus)

    body = as_marcus.post(page("review_plan", joan), {"replaces": 2}).content.decode()

    assert "Say how this goal is going" in body


def queries_of(client: Client, address: str) -> int:
    """Count a page's queries; taking and releasing the savepoint of the test is not one."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in captured)


def test_pages_stay_within_their_queries_whatever_the_size(
    rosewood, as_ada, as_marcus, joan, marcus, ada
):
    a_care_plan(joan, by=marcus)
    services.record_care(joan, by=ada, kind="mood", happened_at=timezone.now())
    addresses = [reverse("dailycare:my_people"), *(page(n, joan) for n in ("person", "record"))]
    addresses += [page("timeline", joan)]
    before = [queries_of(as_ada, address) for address in addresses]
    review_before = queries_of(as_marcus, page("review_plan", joan))

    for number in range(20):
        name = f"P{number}"
        a_person(rosewood.home, by=marcus, given_name=name, family_name="X", nhs_number="")
        services.record_care(joan, by=ada, kind="mood", happened_at=timezone.now())

    assert [queries_of(as_ada, address) for address in addresses] == before
    assert max(before) <= 12
    assert queries_of(as_marcus, page("review_plan", joan)) == review_before <= 20


def test_the_page_of_a_person_offers_each_kind_of_care_to_who_may_record_it(rosewood, joan, ada):
    address = reverse("dailycare:person", args=[joan.pk])

    worker = signed_in(Client(), ada).get(address).content.decode()
    administrator = signed_in(Client(), rosewood.adele).get(address)

    assert all(f'href="record/?kind={kind.slug}"' in worker for kind in kinds.KINDS)
    assert "?kind=" not in administrator.content.decode()
