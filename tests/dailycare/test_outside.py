"""What a record that was opened from outside lets its reader do, and until when (SEC-07)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts import queries as accounts
from accounts import services as account_services
from accounts import slips
from accounts.models import User
from accounts.permissions import Role
from dailycare import clock, services
from dailycare.models import CareEntry
from governance.errors import NotYours
from governance.models import Act, AuditEvent
from governance.services import acting_for
from records import queries as records
from records import services as records_services
from records.errors import NotInThisState
from records.models import Alert, Need, OpenedFromOutside
from tests.dailycare.outside import (
    FEED,
    LOOK,
    PEOPLE,
    RECORD,
    WHY,
    asked_of,
    open_to,
    page,
)
from tests.dailycare.test_sent import kept, send
from tests.dailycare.test_views import a_drink_form
from tests.people import SINCE, a_person
from tests.records.pages import as_, said


def test_the_worker_records_care_and_corrects_it(harry, ada):
    open_to(ada, harry)
    browser = as_(ada)

    saved = said(browser.post(page("record", harry), a_drink_form(), follow=True))

    entry = CareEntry.objects.get(person=harry)
    assert "<b>Saved " in saved
    assert entry.recorded_by == ada
    assert "Correct this entry" in said(browser.get(page("entry", harry, entry.pk)))
    taken_out = browser.post(
        page("entered_in_error", harry, entry.pk), {"replaces": 1, "reason": "Wrong person"}
    )
    assert taken_out.status_code == 302
    for name in ("timeline", "today", "care_plan", "compare", "changed_of_person"):
        assert browser.get(page(name, harry)).status_code == 200


def test_nothing_else_is_open_whatever_the_role(rosewood, harry):
    """A senior writes, corrects, assigns and reads GP records at a place of her own alone."""
    alert = records_services.add(Alert, harry, by=rosewood.system, text="Falls", category="safety")
    entry = services.record_care(harry, by=rosewood.system, kind="mood", happened_at=timezone.now())
    sunil = rosewood.sunil
    open_to(sunil, harry)
    browser = as_(sunil)

    shown = said(browser.get(page("person", harry)))
    refused = [
        reverse("records:edit_about_me", args=[harry.pk]),
        reverse("records:draft_plan", args=[harry.pk]),
        reverse("gpconnect:gp_record", args=[harry.pk]),
        reverse("records:private_parts", args=[harry.pk]),
        page("exception_seen", harry),
        f"/people/{harry.pk}/alerts/{alert.pk}/change/",
    ]

    assert [browser.get(one).status_code for one in refused] == [403] * len(refused)
    assert "GP record" not in shown
    assert "Correct this entry" not in said(browser.get(page("entry", harry, entry.pk)))


def test_what_he_wants_few_to_read_stays_closed(rosewood, harry, lena):
    secret = {"is_restricted": True, "restricted_why": "His"}
    records_services.add(Need, harry, by=lena, category="skin", text="Zebrafish", **secret)
    open_to(rosewood.sunil, harry)
    browser = as_(rosewood.sunil)

    shown = said(browser.get(page("person", harry)))
    needs = said(browser.get(f"/people/{harry.pk}/needs/"))

    assert "1 part is kept private" in shown
    assert "Open with a reason" not in shown
    assert "Zebrafish" not in shown + needs


def test_every_link_of_an_opened_page_opens(harry, ada):
    open_to(ada, harry)
    browser = as_(ada)
    shown = said(browser.get(page("person", harry)))

    links = {part.split('"')[0] for part in shown.split('href="')[1:] if str(harry.pk) in part[:80]}

    assert len(links) > 5
    assert {one for one in links if browser.get(one).status_code not in (200, 302)} == set()


def test_it_is_an_act_of_its_own_and_each_reading_is_marked(harry, lena, ada):
    opening = open_to(ada, harry)
    as_(ada).get(page("person", harry))

    event = AuditEvent.objects.get(act=Act.BREAK_GLASS)
    read = AuditEvent.objects.get(act=Act.READ, actor=ada)

    assert (event.actor, event.person_id, event.record_id) == (ada, harry.pk, opening.pk)
    assert event.why == "I am covering a shift where they are: Lena is ill"
    assert read.why == "opened the record, from outside their places"
    looked = said(as_(lena).get(reverse("records:who_looked", args=[harry.pk])))
    assert "opened the record from outside their places, and said why: I am covering" in looked


def test_a_list_of_their_own_says_who_is_open_and_until_when(harry, ada, rosewood):
    open_to(ada, harry)

    mine, to_record = said(as_(ada).get(PEOPLE)), said(as_(ada).get(RECORD))
    others = said(as_(rosewood.sunil).get(PEOPLE))

    assert "<h2>Opened from outside my places</h2>" in mine
    assert "Harry Oakes" in mine
    assert "Open until 06:00" in mine
    assert f'href="{page("record", harry)}">Harry Oakes' in to_record
    assert "Oakes" not in others


def test_it_ends_with_the_shift_day(harry, ada):
    opening = open_to(ada, harry)

    with time_machine.travel(opening.ends_at - timedelta(minutes=1), tick=False):
        before = as_(ada).get(page("person", harry)).status_code
    with time_machine.travel(opening.ends_at, tick=False):
        after = as_(ada).get(page("person", harry)).status_code
        listed = said(as_(ada).get(PEOPLE))

    assert (before, after) == (200, 404)
    assert "Oakes" not in listed


def test_it_is_open_to_nobody_else(rosewood, harry, ada):
    open_to(ada, harry)

    assert as_(rosewood.nora).get(page("person", harry)).status_code == 404
    assert as_(rosewood.olive).get(page("person", harry)).status_code == 404


def test_of_another_provider_nothing_can_be_opened(rosewood, ada):
    ends_at = clock.day_ends(timezone.now())

    with pytest.raises(NotYours), acting_for(rosewood.provider.pk):
        records_services.open_from_outside(rosewood.tom, **WHY, ends_at=ends_at, by=ada)

    assert as_(ada).get(page("person", rosewood.tom)).status_code == 404


def test_whoever_does_not_record_care_any_more_sees_nobody_from_outside(rosewood, harry, ada):
    open_to(ada, harry)
    account_services.end_post(ada.posts.get().pk, ended_on=SINCE, by=rosewood.marcus)
    account_services.give_post(
        ada, Role.ADMINISTRATOR, rosewood.home, started_on=SINCE, by=rosewood.system
    )
    ada = User.objects.get(pk=ada.pk)

    assert records.open_to(ada) == []
    with pytest.raises(NotYours):
        records.person_seen_by(ada, harry.pk)


def test_who_comes_to_work_there_sees_more_than_what_was_opened(rosewood, larkfield, harry, ada):
    open_to(ada, harry)
    account_services.give_post(
        ada, Role.SENIOR, larkfield.home, started_on=SINCE, by=rosewood.system
    )

    shown = said(as_(ada).get(page("person", harry)))

    assert "from outside your places" not in shown
    assert "GP record" in shown


def test_somebody_who_moved_on_can_be_recorded_for_where_they_are_now(
    rosewood, larkfield, joan, ada
):
    """Her old home still reads her record; recording takes a post where she is, or a reason."""
    stay = joan.admission_set.get()
    records_services.revise(stay, replaces=1, by=rosewood.system, ended_on=timezone.localdate())
    moved = {"location": larkfield.home, "admitted_on": timezone.localdate()}
    records_services.add(type(stay), joan, by=rosewood.system, **moved)
    before = as_(ada).get(page("record", joan)).status_code

    open_to(ada, joan)

    assert before == 403
    assert as_(ada).get(page("record", joan)).status_code == 200


def test_no_device_holds_them(harry, joan, ada):
    open_to(ada, harry)

    held = as_(ada).get(reverse("dailycare:held")).json()

    assert held["people"] == [str(joan.pk)]
    assert "Oakes" not in held["list"] + held["choose"]


# The end of it ------------------------------------------------------------------------------------


def test_the_worker_ends_it_early(harry, ada):
    opening = open_to(ada, harry)
    browser = as_(ada)

    asked = said(browser.get(page("stop_seeing", harry)))
    ended = browser.post(page("stop_seeing", harry), follow=True)

    assert "Lena is ill" in asked
    assert "Ended. Harry Oakes is not open from outside now" in said(ended)
    assert browser.get(page("person", harry)).status_code == 404
    opening.refresh_from_db()
    assert opening.version == 2
    assert opening.versions.latest("pgh_id").author == ada


def test_where_nothing_is_open_there_is_nothing_to_end(joan, ada):
    answer = as_(ada).post(page("stop_seeing", joan))

    assert answer.headers["Location"] == page("person", joan)


def test_whoever_leads_there_ends_it(harry, lena, ada):
    opening = open_to(ada, harry)
    browser = as_(lena)
    end = page("end_opening", harry, opening.pk)

    feed = said(browser.get(FEED))
    ended = said(browser.post(end, follow=True))
    again = said(browser.post(end, follow=True))

    assert f'href="{end}"' in feed
    assert "Ended. Harry Oakes" in ended
    assert "Ended at " in ended
    assert "This has ended already" in again
    assert as_(ada).get(page("person", harry)).status_code == 404


def test_only_an_opening_of_this_person_is_ended(harry, joan, lena, ada):
    opening = open_to(ada, harry)

    assert as_(lena).get(page("end_opening", harry, joan.pk)).status_code == 404
    with pytest.raises(NotInThisState, match="ended already"):
        records_services.end_opening(records_services.end_opening(opening, by=lena), by=lena)


def test_what_was_written_while_it_lasted_is_taken_when_it_comes_later(harry, ada):
    sent = kept(harry)
    open_to(ada, harry)
    records_services.end_opening(OpenedFromOutside.objects.get(), by=ada)

    with time_machine.travel(timezone.now() + timedelta(hours=9)):
        answer = send(as_(ada), sent).json()

    assert answer["recorded"] == [sent["id"]]
    entry = CareEntry.objects.get(person=harry)
    assert entry.recorded_by == ada


def test_what_was_written_after_it_had_ended_is_refused_with_what_to_do(harry, ada):
    open_to(ada, harry, ends_at=timezone.now() + timedelta(minutes=1))

    with time_machine.travel(timezone.now() + timedelta(minutes=30)):
        sent = kept(harry)
        answer = send(as_(ada), sent).json()

    assert "You do not support this person any more" in answer["refused"][sent["id"]]
    assert not CareEntry.objects.exists()


def test_what_was_refused_is_taken_once_the_record_is_open_again(harry, ada):
    with time_machine.travel(timezone.now() - timedelta(hours=5)):
        sent = kept(harry)
    before = send(as_(ada), sent).json()

    open_to(ada, harry)
    after = send(as_(ada), sent).json()

    assert list(before["refused"]) == [sent["id"]]
    assert after["recorded"] == [sent["id"]]


def test_a_clock_three_hours_wrong_does_not_move_what_was_written_out_of_its_time(harry, ada):
    wrong = timezone.now() + timedelta(hours=3)
    open_to(ada, harry, ends_at=timezone.now() + timedelta(minutes=1))
    sent = kept(harry, at=wrong, clock=f"{timezone.localtime(wrong):%Y-%m-%dT%H:%M}")

    assert send(as_(ada), sent, sent_at=wrong).json()["recorded"] == [sent["id"]]


def test_a_form_that_was_open_when_it_ended_keeps_its_words(harry, ada):
    opening = open_to(ada, harry)
    path = f"{page('record', harry)}?kind=drink"
    typed = a_drink_form(text="Asked for more", slip=slips.write(ada.pk, path))
    records_services.end_opening(opening, by=ada)
    browser = as_(ada)

    answer = browser.post(path, typed, follow=True)

    assert answer.redirect_chain == [(LOOK, 302)]
    assert "Not saved: your time with this person has ended" in said(answer)
    assert accounts.draft_of(ada, path)["text"] == "Asked for more"
    open_to(ada, harry)
    assert "Asked for more" in said(browser.get(path))


def test_a_form_for_somebody_never_opened_is_a_stranger_s(harry, ada):
    assert as_(ada).post(page("record", harry), a_drink_form()).status_code == 404


# What it costs ------------------------------------------------------------------------------------


def test_the_page_of_a_person_asks_no_more_than_at_ones_own_place(harry, joan, ada):
    open_to(ada, harry)
    browser = as_(ada)
    browser.get(page("person", joan))

    at_home, from_outside = (asked_of(browser, page("person", one)) for one in (joan, harry))

    assert from_outside <= at_home <= 12


def test_lists_ask_the_same_however_much_is_open(rosewood, larkfield, harry, lena, ada):
    open_to(ada, harry)
    worker, manager = as_(ada), as_(lena)
    before = [asked_of(*one) for one in ((worker, PEOPLE), (manager, PEOPLE), (manager, FEED))]

    for number in range(5):
        person = a_person(
            larkfield.home, by=rosewood.system, given_name=f"P{number}", nhs_number=""
        )
        open_to(ada, person)

    after = [asked_of(*one) for one in ((worker, PEOPLE), (manager, PEOPLE), (manager, FEED))]
    assert after == before
    assert max(before) <= 14
