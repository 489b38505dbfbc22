"""A provider's own kinds of care: recorded like all others, and read for good as they were."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dailycare import kinds, own_kinds, words
from dailycare.evidence import evidence
from dailycare.forms import OwnKindForm
from dailycare.models import CareEntry, OwnKind
from governance.errors import NotYours, StaleRecord
from governance.services import acting_for
from records.errors import NotInThisState
from tests.people import signed_in

FEED = {
    "label": "Feed by tube",
    "area": "eating_and_drinking",
    "question": "How did it go?",
    "answers": "Well\nStopped early",
}
KETONES = {
    "label": "Ketones",
    "area": "health",
    "question": "How many?",
    "unit": "mmol",
    "least": 0,
    "usual_from": 0,
    "usual_to": 3,
    "most": 20,
}


@pytest.fixture
def feed(marcus) -> OwnKind:
    return own_kinds.add(by=marcus, **FEED)


@pytest.fixture
def ketones(marcus) -> OwnKind:
    return own_kinds.add(by=marcus, **KETONES)


@pytest.fixture
def as_ada(ada) -> Client:
    return signed_in(Client(), ada)


@pytest.fixture
def as_marcus(marcus) -> Client:
    return signed_in(Client(), marcus)


def slug_of(own: OwnKind) -> str:
    return own_kinds.as_kind(own).slug


def recorded(client: Client, person: object, own: OwnKind, **answers: object):
    now = timezone.localtime() - timedelta(minutes=5)
    day = {"day-day": now.day, "day-month": now.month, "day-year": now.year}
    told = {"entry_id": "01900000-0000-7000-8000-000000000007", "kind": slug_of(own)}
    form = told | day | {"time": f"{now:%H:%M}", "outcome": "done"} | answers
    return client.post(reverse("dailycare:record", args=[person.pk]), form)


def test_a_manager_adds_words_anew_and_retires_a_kind(as_marcus, rosewood):
    added = as_marcus.post(reverse("dailycare:add_own_kind"), FEED)
    own = OwnKind.objects.get()
    changed = FEED | {"label": "Tube feed", "replaces": 1}
    as_marcus.post(reverse("dailycare:change_own_kind", args=[own.pk]), changed)
    body = as_marcus.get(reverse("dailycare:own_kinds")).content.decode()
    reason = {"replaces": 2, "reason": "Nobody needs it now"}
    as_marcus.post(reverse("dailycare:retire_own_kind", args=[own.pk]), reason)

    assert added.status_code == 302
    assert "Tube feed" in body
    assert "Well, Stopped early" in body
    assert own_kinds.in_use() == []
    retired = as_marcus.get(reverse("dailycare:own_kinds")).content.decode()
    assert "Retired" in retired
    assert [version.label for version in own.versions.order_by("version")] == [
        *("Feed by tube", "Tube feed", "Tube feed")
    ]


def test_pages_of_kinds_show_what_they_hold(as_marcus, ketones):
    listed = as_marcus.get(reverse("dailycare:own_kinds")).content.decode()
    changing = as_marcus.get(reverse("dailycare:change_own_kind", args=[ketones.pk]))
    retiring = as_marcus.get(reverse("dailycare:retire_own_kind", args=[ketones.pk]))

    assert "A number in mmol, 0 to 20; asked about outside 0 to 3." in listed
    assert 'name="unit"' not in changing.content.decode()
    assert "Retire Ketones?" in retiring.content.decode()


def test_a_form_with_a_gap_comes_back(as_marcus, feed):
    added = as_marcus.post(reverse("dailycare:add_own_kind"), FEED)
    changed = as_marcus.post(reverse("dailycare:change_own_kind", args=[feed.pk]), {})
    retired = as_marcus.post(reverse("dailycare:retire_own_kind", args=[feed.pk]), {})

    assert "There is a kind of care called Feed by tube already" in added.content.decode()
    assert changed.status_code == retired.status_code == 200
    assert OwnKind.objects.get().version == 1


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"answers": ""}, {"answers"}),
        ({"answers": "One alone"}, {"answers"}),
        ({"answers": f"Well\n{'x' * 61}"}, {"answers"}),
        ({"unit": "ml"}, {"unit"}),
        ({"answers": "", "unit": "ml"}, {"least", "usual_from", "usual_to", "most"}),
        ({"answers": "", **KETONES, "most": 1}, {"most"}),
        ({"answers": "", **KETONES, "least": "few"}, {"least"}),
    ],
)
def test_a_kind_asks_for_answers_or_a_number_with_limits(changes, wrong):
    assert set(OwnKindForm(FEED | changes).errors) == wrong


def test_a_kind_with_answers_keeps_them_and_one_with_a_number_its_unit(feed, ketones):
    words_anew = FEED | {"answers": " Well \nWell\nBadly"}

    form = OwnKindForm(words_anew, changes=feed)
    number = OwnKindForm(KETONES, changes=ketones)

    assert form.is_valid(), form.errors
    assert form.written["answers"] == "Well\nBadly"
    assert number.is_valid(), number.errors
    assert "unit" not in number.written


def test_a_name_of_everybodys_kind_or_of_another_in_use_is_not_taken_again(marcus, feed):
    for label in ("drink", "FEED BY TUBE"):
        with pytest.raises(NotInThisState):
            own_kinds.add(by=marcus, **FEED | {"label": label})
    own_kinds.retire(feed, replaces=1, reason="x", by=marcus)

    assert own_kinds.add(by=marcus, **FEED).label == "Feed by tube"


def test_of_two_who_word_it_anew_the_second_is_told(marcus, feed):
    own_kinds.revise(feed, replaces=1, by=marcus, **FEED | {"question": "How?"})

    with pytest.raises(StaleRecord):
        own_kinds.revise(feed, replaces=1, by=marcus, **FEED)


def test_what_was_recorded_reads_as_it_did_after_a_new_wording(as_ada, joan, marcus, feed):
    recorded(as_ada, joan, feed, answer="Well")
    changed = FEED | {"label": "Nutrition", "answers": "Good\nBad"}
    own_kinds.revise(feed, replaces=1, by=marcus, **changed)
    own_kinds.retire(OwnKind.objects.get(), replaces=2, reason="x", by=marcus)

    note = words.note(CareEntry.objects.get())

    assert (note.kind, note.values) == ("Feed by tube", "Well")


def test_a_number_is_kept_with_its_unit_and_asked_about_when_unusual(as_ada, joan, ketones):
    asked = recorded(as_ada, joan, ketones, answer="12")
    key = asked.context["form"].fields["confirmed"].choices[0][0]
    recorded(as_ada, joan, ketones, answer="12", confirmed=key)

    assert "Is 12.0 mmol right?" not in asked.content.decode()
    assert "Is 12 mmol right?" in asked.content.decode()
    entry = CareEntry.objects.get()
    assert entry.values["answer"] == 12
    assert words.note(entry).values == "12 mmol"


def test_a_correction_leaves_what_it_was_called(as_ada, joan, marcus, feed):
    recorded(as_ada, joan, feed, answer="Well")
    entry = CareEntry.objects.get()
    own_kinds.revise(feed, replaces=1, by=marcus, **FEED | {"label": "Nutrition"})
    at = timezone.localtime(entry.happened_at)
    day = {"day-day": at.day, "day-month": at.month, "day-year": at.year, "time": f"{at:%H:%M}"}
    told = {"entry_id": entry.pk, "kind": entry.kind, "outcome": "done", "replaces": 1}

    as_ada.post(
        reverse("dailycare:correct", args=[joan.pk, entry.pk]),
        told | day | {"answer": "Stopped early", "reason": "Misread"},
    )

    entry.refresh_from_db()
    assert entry.values == {"answer": "Stopped early", "called": "Feed by tube"}


def test_it_is_offered_and_looked_for_where_kinds_are_and_not_once_retired(
    as_ada, joan, marcus, feed
):
    def pages() -> dict[str, str]:
        names = ("person", "record", "timeline")
        addresses = {name: reverse(f"dailycare:{name}", args=[joan.pk]) for name in names}
        return {name: as_ada.get(address).content.decode() for name, address in addresses.items()}

    before = pages()
    own_kinds.retire(feed, replaces=1, reason="x", by=marcus)
    after = pages()

    assert all("Feed by tube" in page for page in before.values())
    assert [name for name, page in after.items() if "Feed by tube" in page] == ["timeline"]
    asked = as_ada.get(f"{reverse('dailycare:record', args=[joan.pk])}?kind={slug_of(feed)}")
    assert "What did you do?" in asked.content.decode()


def test_it_is_evidence_for_its_area_of_need(as_ada, joan, feed):
    recorded(as_ada, joan, feed, answer="Well")
    since = timezone.localdate() - timedelta(days=2)

    found = evidence(joan, {"eating_and_drinking"}, since=since)

    assert found["eating_and_drinking"].counts == [("Feed by tube", 1)]
    assert own_kinds.serving("eating_and_drinking")[-1].label == "Feed by tube"


def test_a_device_may_send_one_that_was_retired_meanwhile(marcus, feed):
    own_kinds.retire(feed, replaces=1, reason="x", by=marcus)

    found = own_kinds.among({slug_of(feed), "drink", "odd"})

    assert found[slug_of(feed)].label == "Feed by tube"
    assert found["drink"] is kinds.BY_SLUG["drink"]
    assert found["odd"] is None


def test_a_kind_of_another_provider_is_not_there(rosewood, feed):
    with acting_for(rosewood.other.pk):
        assert own_kinds.every() == [*kinds.BY_SLUG.values()]
        with pytest.raises(NotYours):
            own_kinds.one(feed.pk)
        assert own_kinds.to_record(slug_of(feed)) is None


def test_notes_of_own_kinds_cost_no_query_each(as_ada, joan, ketones, feed):
    recorded(as_ada, joan, feed, answer="Well")
    entries = list(CareEntry.objects.select_related("recorded_by", "instruction")) * 20

    with CaptureQueriesContext(connection) as captured:
        said = [words.note(entry).kind for entry in entries]

    assert said == ["Feed by tube"] * 20
    assert len(captured) == 0


def test_without_what_it_was_called_it_reads_as_what_it_is(feed):
    assert kinds.kind_of(slug_of(feed)).label == "A kind of our own"
