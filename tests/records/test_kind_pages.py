"""Each kind of record from page to page: added, read, changed, taken out, and its history."""

from datetime import date

import pytest
from django.test import Client

from accounts import queries as accounts
from accounts import services as account_services
from accounts.models import Draft, Location, Room
from accounts.services import add_location
from governance.models import Act, AuditEvent
from governance.services import change
from records import queries, services
from records.kinds import BY_SLUG, KINDS
from records.models import Admission, Allergy, Contact, Need, Person
from records.models.base import Standing
from records.models.person import AllergyState
from tests.records.pages import a_record, as_, changed, of_kind, page, said, typed

SLUGS = [kind.slug for kind in KINDS]


@pytest.fixture
def browser(marcus) -> Client:
    """Marcus, who manages Rosewood, at his desk."""
    return as_(marcus)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_record_is_added_and_listed(rosewood, browser, joan, slug):
    before = queries.current(BY_SLUG[slug].model, joan).count()

    answer = browser.post(of_kind("add_record", slug, joan), typed(slug, rosewood), follow=True)

    assert answer.redirect_chain == [(of_kind("record_list", slug, joan), 302)]
    assert f"{BY_SLUG[slug].noun[:3].upper()}" in said(answer).upper()
    assert queries.current(BY_SLUG[slug].model, joan).count() == before + 1
    assert AuditEvent.objects.filter(why=f"{BY_SLUG[slug].noun} added", act=Act.CHANGE).exists()


@pytest.mark.parametrize("slug", SLUGS)
def test_an_empty_form_says_at_each_field_what_to_do(rosewood, browser, joan, slug):
    answer = browser.post(of_kind("add_record", slug, joan), {"junk": "1"})

    form = answer.context["form"]
    assert answer.status_code == 200
    assert "There is a problem" in said(answer)
    assert form.errors
    for name in form.errors:
        assert f'id="id_{name}-error"' in said(answer)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_change_keeps_the_version_before_with_who_and_why(rosewood, browser, joan, slug):
    record = a_record(slug, rosewood)
    words = typed(slug, rosewood) | {"replaces": record.version, "why": "Seen by the nurse"}

    answer = browser.post(
        of_kind("change_record", slug, joan, record.pk), words | changed(slug), follow=True
    )

    history = browser.get(of_kind("record_history", slug, joan, record.pk))
    assert answer.redirect_chain == [(of_kind("record", slug, joan, record.pk), 302)]
    assert [entry.version for entry in history.context["history"]] == [2, 1]
    assert "Seen by the nurse" in said(history)
    assert "added: " in said(history)


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "admissions"])
def test_a_record_is_taken_out_with_a_reason_and_folded_away(rosewood, browser, joan, slug):
    record = a_record(slug, rosewood)
    words = {"replaces": "1", "standing": "entered-in-error", "reason": "It was another person"}

    answer = browser.post(of_kind("withdraw_record", slug, joan, record.pk), words, follow=True)

    record.refresh_from_db()
    assert record.standing == Standing.ENTERED_IN_ERROR
    assert "Taken out of the record: 1" in said(answer)
    assert "Entered in error, Marcus Webb: It was another person" in said(answer)
    read = browser.get(of_kind("record", slug, joan, record.pk))
    assert "took this out of the record" in said(read)
    assert "Change this" not in said(read)


def test_the_only_stay_is_not_taken_out(rosewood, browser, joan):
    stay = Admission.objects.get(person=joan)
    words = {"replaces": "1", "standing": "withdrawn", "reason": "Wrong"}

    answer = browser.post(of_kind("withdraw_record", "admissions", joan, stay.pk), words)

    assert "This is their only stay" in said(answer)
    assert Admission.objects.get(pk=stay.pk).is_current


def test_taking_out_asks_for_a_reason(rosewood, browser, joan):
    need = a_record("needs", rosewood)

    answer = browser.post(of_kind("withdraw_record", "needs", joan, need.pk), {"replaces": "1"})

    assert "Choose what is the matter with it" in said(answer)
    assert "Say why, for those who read the history" in said(answer)


def test_a_stale_edit_shows_both_texts_and_saves_when_meant(rosewood, browser, joan, ada):
    need = a_record("needs", rosewood)
    services.revise(need, replaces=1, by=ada, text="Sore skin on both heels")
    address = of_kind("change_record", "needs", joan, need.pk)
    mine = typed("needs", rosewood) | {"replaces": "1", "text": "Dry skin on the shins"}

    refused = browser.post(address, mine)

    assert "Ada Lark changed this while you were writing" in said(refused)
    assert "Dry skin on the shins</textarea>" in said(refused)
    assert "Ada Lark wrote:" in said(refused)
    assert "Sore skin on both heels" in said(refused)
    assert refused.context["form"].theirs.keys() == {"text"}
    assert 'name="replaces" value="2"' in said(refused)

    assert browser.post(address, mine | {"replaces": "2"}).status_code == 302
    need.refresh_from_db()
    assert (need.version, need.text) == (3, "Dry skin on the shins")


def test_what_a_colleague_emptied_is_shown_as_nothing(rosewood, browser, joan, ada):
    contact = a_record("contacts", rosewood)
    services.revise(contact, replaces=1, by=ada, relationship="")
    mine = typed("contacts", rosewood) | {"replaces": "1", "relationship": "Only son"}

    refused = browser.post(of_kind("change_record", "contacts", joan, contact.pk), mine)

    assert refused.context["form"].theirs == {"relationship": "Nothing"}


def test_a_box_i_left_alone_takes_what_a_colleague_wrote_there(rosewood, browser, joan, ada):
    contact = a_record("contacts", rosewood)
    services.revise(contact, replaces=1, by=ada, phone="01632 960001", is_next_of_kin=True)
    address = of_kind("change_record", "contacts", joan, contact.pk)
    mine = typed("contacts", rosewood) | {"replaces": "1", "name": "Pete"}

    refused = browser.post(address, mine)
    form = refused.context["form"]
    browser.post(address, form.data)

    contact.refresh_from_db()
    assert form.theirs == {}
    assert form.taken_over == {"phone", "is_next_of_kin"}
    assert "Ada Lark wrote what is in this box" in said(refused)
    assert (contact.name, contact.phone, contact.is_next_of_kin) == ("Pete", "01632 960001", True)


def test_a_date_and_a_place_i_left_alone_are_taken_over_too(rosewood, browser, joan, marcus):
    stay = Admission.objects.get(person=joan)
    with change(by=rosewood.system, why="rooms"):
        room = Room.objects.create(location=rosewood.home, name="Room 12")
    services.revise(stay, replaces=1, by=rosewood.adele, room=room, ended_on=date(2026, 3, 4))
    address = of_kind("change_record", "admissions", joan, stay.pk)
    mine = typed("admissions", rosewood) | {"replaces": "1", "funding": "Self"}

    refused = browser.post(address, mine)

    browser.post(address, refused.context["form"].data)
    stay.refresh_from_db()
    assert (stay.room, stay.ended_on, stay.funding) == (room, date(2026, 3, 4), "Self")


def test_taking_out_what_a_colleague_changed_is_asked_again(rosewood, browser, joan, ada):
    need = a_record("needs", rosewood)
    services.revise(need, replaces=1, by=ada, text="Sore skin")
    words = {"replaces": "1", "standing": "withdrawn", "reason": "Healed"}
    address = of_kind("withdraw_record", "needs", joan, need.pk)

    refused = browser.post(address, words)

    assert "Ada Lark changed this while you were writing. Read what it says now" in said(refused)
    assert "Sore skin" in said(refused)
    assert browser.post(address, words | {"replaces": "2"}).status_code == 302


def test_changing_what_a_colleague_took_out_says_so_and_keeps_the_words(
    rosewood, browser, joan, ada
):
    need = a_record("needs", rosewood)
    services.withdraw(need, replaces=1, reason="Healed", by=ada)
    mine = typed("needs", rosewood) | {"replaces": "2", "text": "Dry again"}

    refused = browser.post(of_kind("change_record", "needs", joan, need.pk), mine)

    assert "This was taken out of the record, so it cannot be changed" in said(refused)
    assert "Dry again</textarea>" in said(refused)


def test_words_of_an_ended_session_come_back_and_go_once_saved(rosewood, browser, joan, marcus):
    address = of_kind("add_record", "risks", joan)
    kept = {"text": ["May fall at night"], "category": ["accident"], "review_on-day": ["4"]}
    account_services.keep_draft(address, kept, by=marcus)

    page_again = browser.get(address)

    assert "You had not saved this on" in said(page_again)
    assert "May fall at night</textarea>" in said(page_again)
    assert 'name="review_on-day" type="text" value="4"' in said(page_again)
    assert browser.post(address, typed("risks", rosewood)).status_code == 302
    assert accounts.draft_of(marcus, address) == {}
    assert not Draft.objects.exists()


def test_words_of_an_ended_session_keep_the_version_they_were_written_against(
    rosewood, browser, joan, marcus, ada
):
    need = a_record("needs", rosewood)
    address = of_kind("change_record", "needs", joan, need.pk)
    kept = {"text": ["Dry shins"], "category": ["skin"], "replaces": ["1"]}
    account_services.keep_draft(address, kept, by=marcus)
    services.revise(need, replaces=1, by=ada, text="Sore heels")

    again = browser.get(address)

    assert 'name="replaces" value="1"' in said(again)
    assert "Dry shins</textarea>" in said(again)


def test_a_colleagues_unsaved_words_are_nobody_elses(rosewood, joan, ada, marcus):
    address = of_kind("add_record", "risks", joan)
    account_services.keep_draft(address, {"text": ["May fall at night"]}, by=ada)

    assert "May fall at night" not in said(as_(marcus).get(address))


@pytest.mark.parametrize(
    ("slug", "words", "field", "sentence"),
    [
        ("needs", {"text": "x" * 20, "category": "nonsense"}, "category", "Choose one of the answ"),
        ("allergies", {"causative_agent": "x" * 201}, "causative_agent", "Use 200 characters or"),
        (
            "alerts",
            {"started_on-day": "31", "started_on-month": "2", "started_on-year": "2026"},
            "started_on",
            "31 February 2026 does not exist",
        ),
        (
            "alerts",
            {"started_on-day": "1", "started_on-month": "1", "started_on-year": "1900"},
            "started_on",
            "must be 3 April 1938 or later",
        ),
        (
            "cpr-decisions",
            {"decided_on-day": "1", "decided_on-month": "1", "decided_on-year": "2999"},
            "decided_on",
            "or earlier",
        ),
        ("contacts", {"must_not_be_told": "on"}, "must_not_be_told_why", "Say why they must not"),
        ("ranges", {"lowest": ""}, "lowest", "Enter the least or the most that is right"),
        ("ranges", {"lowest": "2000", "highest": "1500"}, "highest", "Enter 2000 or more"),
        (
            "addresses",
            {
                "started_on-day": "2",
                "started_on-month": "1",
                "started_on-year": "2026",
                "ended_on-day": "1",
                "ended_on-month": "1",
                "ended_on-year": "2026",
            },
            "ended_on",
            "Until must be on or after 2 January 2026",
        ),
    ],
)
def test_a_wrong_answer_is_refused_at_its_field(
    rosewood, browser, joan, slug, words, field, sentence
):
    answer = browser.post(of_kind("add_record", slug, joan), typed(slug, rosewood) | words)

    assert answer.status_code == 200
    assert sentence in " ".join(answer.context["form"].errors[field])


def test_lines_are_kept_as_the_record_keeps_them(rosewood, browser, joan):
    browser.post(of_kind("add_record", "addresses", joan), typed("addresses", rosewood))

    [address] = queries.listed(BY_SLUG["addresses"].model, joan, ("id",))
    assert address.lines == "1 High Street\nLeeds"


def test_who_must_not_be_told_stands_first_with_a_mark_of_danger(rosewood, browser, joan, marcus):
    services.add(Contact, joan, by=marcus, name="Anne", is_next_of_kin=True)
    services.add(
        Contact,
        joan,
        by=marcus,
        name="Ron",
        must_not_be_told=True,
        must_not_be_told_why="Joan asked",
    )

    answer = browser.get(of_kind("record_list", "contacts", joan))

    assert [row.name for row in answer.context["rows"]] == ["Ron", "Anne"]
    assert '<p class="mark mark--danger">Must not be contacted or told</p>' in said(answer)
    assert '<p class="mark">Next of kin</p>' in said(answer)


def test_where_nothing_is_recorded_the_first_step_is_offered(rosewood, joan, ada, marcus):
    mine = said(as_(marcus).get(of_kind("record_list", "addresses", joan)))
    hers = said(as_(ada).get(of_kind("record_list", "addresses", joan)))

    assert "Nothing recorded yet" in mine
    assert "Add an address" in mine
    assert "Nothing recorded yet" in hers
    assert "Add an address" not in hers


def test_what_came_from_an_old_system_says_so(rosewood, browser, joan, marcus):
    with change(by=marcus, why="imported", person_id=joan.pk):
        need = Need.objects.create(
            person=joan,
            category="skin",
            text="Dry skin",
            source="notes.xlsx, row 7",
            source_author="J.B.",
        )

    answer = browser.get(of_kind("record", "needs", joan, need.pk))

    assert "notes.xlsx, row 7, written by J.B." in said(answer)


def test_no_known_allergies_is_stated_and_taken_back(rosewood, browser, joan):
    listing = of_kind("record_list", "allergies", joan)
    assert "I asked, and there are none" in said(browser.get(listing))

    stated = browser.post(page("state_no_known_allergies", joan), follow=True)
    assert "Somebody asked, and there are none" in said(stated)

    back = page("take_back_no_known_allergies", joan)
    assert "Say why, for those who read the history" in said(browser.post(back))
    taken_back = browser.post(back, {"reason": "I meant Amy"}, follow=True)
    assert "Nothing recorded yet" in said(taken_back)
    assert Person.objects.get(pk=joan.pk).allergy_state == AllergyState.NOT_ASKED


def test_no_known_allergies_is_refused_while_one_stands(rosewood, browser, joan, marcus):
    services.add(Allergy, joan, by=marcus, causative_agent="Latex")

    answer = browser.post(page("state_no_known_allergies", joan), follow=True)

    assert "Withdraw each with a reason" in said(answer)


def test_a_stay_is_at_a_place_of_mine_and_in_a_room_of_that_place(rosewood, browser, joan, marcus):
    annexe = add_location("Annexe", Location.Kind.CARE_HOME, by=rosewood.system)
    with change(by=rosewood.system, why="rooms"):
        here = Room.objects.create(location=rosewood.home, name="Room 12")
        there = Room.objects.create(location=annexe, name="Room 1")
    address = of_kind("add_record", "admissions", joan)

    elsewhere = browser.post(address, typed("admissions", rosewood) | {"location": annexe.pk})
    wrong_room = browser.post(address, typed("admissions", rosewood) | {"room": there.pk})
    right_room = browser.post(address, typed("admissions", rosewood) | {"room": here.pk})

    assert elsewhere.context["form"].errors["location"] == ["Choose one of the answers shown"]
    assert wrong_room.context["form"].errors["room"] == ["Choose one of the answers shown"]
    assert right_room.status_code == 302


def test_a_room_of_another_place_of_mine_is_refused(rosewood, browser, joan, marcus):
    annexe = add_location("Annexe", Location.Kind.CARE_HOME, by=rosewood.system)
    account_services.give_post(
        marcus, "manager", annexe, started_on=joan.recorded_at.date(), by=rosewood.system
    )
    with change(by=rosewood.system, why="rooms"):
        there = Room.objects.create(location=annexe, name="Room 1")

    answer = browser.post(
        of_kind("add_record", "admissions", joan),
        typed("admissions", rosewood) | {"room": there.pk},
    )

    assert answer.context["form"].errors["room"] == ["Choose a room at Rosewood, or no room"]


def test_changing_a_stay_keeps_a_place_that_is_not_mine(rosewood, browser, joan, marcus):
    annexe = add_location("Annexe", Location.Kind.CARE_HOME, by=rosewood.system)
    stay = services.add(Admission, joan, by=marcus, location=annexe, admitted_on="2025-02-01")

    answer = browser.get(of_kind("change_record", "admissions", joan, stay.pk))

    assert f'<option value="{annexe.pk}" selected>Annexe</option>' in said(answer)
