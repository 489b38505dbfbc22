"""Photographs of care: kept beside their entry, shown to whom they concern, in every version."""

import hashlib
import io
import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from dailycare import photographs, queries, services, words
from dailycare.models import CareEntry, CarePhotograph
from governance.errors import NotYours
from governance.ids import uuid7
from governance.models import Act, AuditEvent
from governance.services import acting_for
from records import photographs as drawn
from records import queries as queries_of_record
from records import services as records
from records.errors import AlreadyRecorded
from records.models import DocumentFile, Photograph
from tests.people import a_person, signed_in
from tests.pictures import a_face, a_photograph, a_picture, an_upload
from tests.records.pages import said

HEEL, TOE = a_photograph(), a_photograph(colour="tan")


@pytest.fixture
def browser(ada) -> Client:
    return signed_in(Client(), ada)


def page(name: str, *ids: object) -> str:
    return reverse(f"dailycare:{name}", args=ids)


def typed(**changes: object) -> dict[str, object]:
    """What somebody sends who saw red skin a while ago."""
    now = timezone.localtime() - timedelta(minutes=2)
    when = {"day-day": now.day, "day-month": now.month, "day-year": now.year}
    said_of_it = {"kind": "skin", "entry_id": uuid7(), "outcome": "done", "seen": "red"}
    return said_of_it | when | {"time": f"{now:%H:%M}"} | changes


def photographed(person, by, *contents: bytes, shows: str = "left heel") -> CareEntry:
    pictures = [drawn.read(content) for content in contents or (HEEL,)]
    values = {"seen": "red", "photograph_of": shows}
    about = {"kind": "skin", "happened_at": timezone.now(), "values": values}
    return services.record_care(person, by=by, photographs=pictures, **about)


def test_a_photograph_is_recorded_with_its_entry(joan, ada, browser):
    sent = typed(photographs=[an_upload(HEEL), an_upload(TOE)], photograph_of="left heel")

    saved = said(browser.post(page("record", joan.pk), sent, follow=True))

    [entry] = CareEntry.objects.filter(kind="skin")
    kept = [CarePhotograph.objects.get(pk=pk) for pk in entry.values["photographs"]]
    assert [one.words for one in words.photographs(entry)] == [
        "Photograph 1 of 2: left heel",
        "Photograph 2 of 2: left heel",
    ]
    assert {(one.care_entry_id, one.recorded_by, one.person) for one in kept} == {
        (entry.pk, ada, joan)
    }
    assert kept[0].file.sha256 == hashlib.sha256(drawn.read(HEEL).large.content).hexdigest()
    assert kept[0].versions.get().author == ada
    assert "photograph of: left heel" in saved
    note = said(browser.get(page("timeline", joan.pk)))
    assert f'src="{page("photograph_small", joan.pk, kept[0].pk)}" alt="Photograph 1 of 2' in note


def test_ask_first_stands_beside_skin_and_says_what_it_rests_on(joan, browser):
    skin = said(browser.get(page("record", joan.pk) + "?kind=skin"))
    drink = said(browser.get(page("record", joan.pk) + "?kind=drink"))

    assert "Ask first whether you may take it" in skin
    assert "General knowledge, not national guidance" in skin
    assert "Ask first" not in drink
    assert 'accept="image/jpeg,image/png,image/webp"' in drink


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        ([b"%PDF-1.7"], "This is no photograph that can be read here"),
        ([HEEL] * 4, "Choose 3 at most"),
    ],
)
def test_what_is_no_photograph_is_refused_and_nothing_else_is_lost(joan, browser, chosen, why):
    sent = typed(photographs=[an_upload(one) for one in chosen], text="Cream put on")

    answer = said(browser.post(page("record", joan.pk), sent))

    assert why in answer
    assert "Cream put on</textarea>" in answer
    assert not CareEntry.objects.exists()
    assert not DocumentFile.objects.exists()


def test_another_mistake_asks_for_the_photograph_again(joan, browser):
    answer = said(browser.post(page("record", joan.pk), typed(photographs=an_upload(), seen="")))

    assert "Choose an answer: what did you see?" in answer
    assert "Choose the photograph again: it could not be kept meanwhile" in answer


def test_a_page_sent_twice_keeps_one_photograph(joan, browser):
    sent = typed(photographs=an_upload())

    for _ in range(2):
        assert browser.post(page("record", joan.pk), sent).status_code == 302

    assert CareEntry.objects.count() == CarePhotograph.objects.count() == 1
    assert DocumentFile.objects.count() == 2  # large and small


def test_the_same_id_with_another_photograph_is_no_repeat(joan, ada):
    about = {"kind": "general", "happened_at": timezone.now(), "entry_id": uuid7(), "text": "Seen"}
    services.record_care(joan, by=ada, photographs=[a_picture()], **about)

    with pytest.raises(AlreadyRecorded):
        services.record_care(joan, by=ada, photographs=[a_picture(colour="tan")], **about)
    assert CarePhotograph.objects.count() == 1


def test_it_opens_large_on_a_page_that_says_whose_it_is(joan, ada, browser):
    entry = photographed(joan, ada)
    [pk] = entry.values["photographs"]

    html = said(browser.get(page("photograph", joan.pk, pk)))
    large = browser.get(page("photograph_large", joan.pk, pk))
    small = browser.get(page("photograph_small", joan.pk, pk))

    assert "<h1>Photograph: left heel</h1>" in html
    assert "Taken by Ada Lark" in html
    for answer, kind, longest in ((large, "image/jpeg", 640), (small, "image/webp", 160)):
        assert answer["Content-Type"] == kind
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
        assert max(Image.open(io.BytesIO(answer.content)).size) == longest
    looked = AuditEvent.objects.filter(actor=ada, act=Act.READ, person_id=joan.pk)
    assert looked.filter(record_id=UUID(pk)).count() == 2


def test_nobody_sees_a_photograph_of_somebody_they_do_not_support(cast, rosewood, joan, ada):
    amy = a_person(rosewood.home, by=rosewood.marcus, given_name="Amy", nhs_number="")
    [pk] = photographed(joan, ada).values["photographs"]
    browser = signed_in(Client(), ada)

    for name in ("photograph", "photograph_large", "photograph_small"):
        assert browser.get(page(name, amy.pk, pk)).status_code == 404
    with acting_for(cast.other.pk):
        assert CarePhotograph.objects.count() == 0
        olive = signed_in(Client(), cast.olive)
    assert olive.get(page("photograph_large", joan.pk, pk)).status_code == 404


def correction(entry: CareEntry, **changes: object) -> dict[str, object]:
    about = {"entry_id": entry.pk, "replaces": entry.version, "reason": "Took the wrong foot"}
    return typed(**(about | {"photograph_of": "left heel"} | changes))


def test_a_correction_takes_one_away_and_adds_one_and_both_stay_readable(joan, ada, browser):
    entry = photographed(joan, ada, HEEL)
    [first] = entry.values["photographs"]
    sent = correction(entry, take_away="0", photographs=an_upload(TOE))

    answer = browser.post(page("correct", joan.pk, entry.pk), sent)

    now = queries.entry_of(joan, entry.pk)
    [second] = now.values["photographs"]
    assert answer.status_code == 302
    assert second != first
    assert now.version == 2
    assert now.versions.get(version=1).values["photographs"] == [first]
    assert now.versions.get(version=2).reason == "Took the wrong foot"
    html = said(browser.get(page("entry", joan.pk, entry.pk)))
    assert page("photograph", joan.pk, first) in html
    assert "which is not shown any more" in html
    taken_away = said(browser.get(page("photograph", joan.pk, first)))
    assert "<h1>Photograph that was taken away</h1>" in taken_away


def test_a_correction_of_something_else_leaves_the_photographs_as_they_are(joan, ada, browser):
    entry = photographed(joan, ada, HEEL, TOE)
    before = entry.values["photographs"]

    browser.post(page("correct", joan.pk, entry.pk), correction(entry, seen="bruise"))

    now = queries.entry_of(joan, entry.pk).values
    assert (now["seen"], now["photographs"], now["photograph_of"]) == (
        "bruise",
        before,
        "left heel",
    )


def test_the_same_photograph_chosen_again_is_the_one_that_is_kept(joan, ada, browser):
    entry = photographed(joan, ada, HEEL)
    before = entry.values["photographs"]

    browser.post(page("correct", joan.pk, entry.pk), correction(entry, photographs=an_upload(HEEL)))

    now = queries.entry_of(joan, entry.pk)
    assert (now.version, now.values["photographs"]) == (2, before)
    assert CarePhotograph.objects.count() == 1


def test_the_last_photograph_taken_away_leaves_an_entry_without(joan, ada, browser):
    entry = photographed(joan, ada)
    shown = said(browser.get(page("correct", joan.pk, entry.pk)))

    browser.post(page("correct", joan.pk, entry.pk), correction(entry, take_away="0"))

    assert "Take away" in shown
    assert "photographs" not in queries.entry_of(joan, entry.pk).values


def test_an_entry_has_three_at_most_when_it_is_corrected_too(joan, ada, browser):
    entry = photographed(joan, ada, HEEL, TOE)
    more = [an_upload(a_photograph(colour=colour)) for colour in ("navy", "gold")]

    answer = said(
        browser.post(page("correct", joan.pk, entry.pk), correction(entry, photographs=more))
    )

    assert "An entry has 3 at most. Take one away first" in answer
    assert queries.entry_of(joan, entry.pk).version == 1


def test_an_entry_made_in_error_hides_its_photograph_and_keeps_it(joan, ada, browser):
    entry = photographed(joan, ada)
    [pk] = entry.values["photographs"]
    services.mark_entered_in_error(entry, replaces=1, reason="Another person's foot", by=ada)

    notes = said(browser.get(page("timeline", joan.pk) + "?with_errors=on"))
    kept = said(browser.get(page("photograph", joan.pk, pk)))

    assert "Entered in error" in notes or "withdrawn" in notes
    assert page("photograph_small", joan.pk, pk) not in notes
    assert "The entry that it was taken for was entered in error" in kept
    assert browser.get(page("photograph_large", joan.pk, pk)).status_code == 200


def test_the_entry_of_somebody_else_has_no_photograph_of_mine(joan, ada):
    with pytest.raises(NotYours):
        photographs.photograph_of(joan, uuid7())


def test_a_timeline_with_photographs_asks_the_database_no_more(
    joan, ada, browser, django_assert_num_queries
):
    services.record_care(joan, by=ada, kind="general", happened_at=timezone.now(), text="One")
    address = page("timeline", joan.pk)
    browser.get(address)

    with CaptureQueriesContext(connection) as without:
        browser.get(address)
    photographed(joan, ada, HEEL, TOE)

    with django_assert_num_queries(len(without)):
        browser.get(address)


def test_a_face_stands_where_care_is_saved_and_is_held_for_when_there_is_no_signal(
    joan, marcus, browser
):
    before = said(browser.get(page("record", joan.pk) + "?kind=drink"))
    records.add(Photograph, joan, by=marcus, **a_face())
    shown = queries_of_record.header(joan).photo_url

    after = said(browser.get(page("record", joan.pk) + "?kind=drink"))
    held = browser.get(page("held_person", joan.pk)).json()
    forms = browser.get(page("held")).json()["kinds"]

    assert re.search(r'class="face" aria-hidden="true">JP</span> Save drink for', before)
    assert re.search(rf'src="{re.escape(shown)}" alt="" width="48" height="48"> Save drink', after)
    assert shown in held["face"]
    assert shown in held["banner"]
    assert "%FACE% Save drink for %NAME%" in " ".join(forms["drink"]["form"].split())
