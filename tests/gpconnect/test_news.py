"""What the GP record's page says has changed, to those who may see the GP record alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from dailycare import services as dailycare
from gpconnect import news, queries, services
from gpconnect.models import GPRecordPull
from tests.gpconnect.lists import allergies, allergy, answer, area, medicine
from tests.gpconnect.spine import reply
from tests.records.pages import as_, said

EVIL = "<script>alert('x')</script>"


@pytest.fixture
def changed(spine, edith, marcus, settings):
    """The record came, and came again with a new allergy and another dose."""
    for bundle in (
        answer(allergies(), area("medications", medicine("Amlodipine"))),
        answer(
            allergies(allergy("penicillin", f"Penicillin {EVIL}")),
            area("medications", medicine("Amlodipine", dose="Two each morning")),
        ),
    ):
        spine.answers("GP", reply(bundle))
        services.refresh_gp_record(edith.pk, by=marcus)
    return edith


def shown(person, *, to):
    return said(as_(to).get(reverse("gpconnect:gp_record", args=[person.pk])))


def test_the_page_says_on_top_what_changed_and_since_when(changed, marcus):
    page = shown(changed, to=marcus)

    assert page.index("Changed since") < page.index("Allergies and adverse reactions")
    assert "New allergy</b>: Penicillin &lt;script&gt;" in page
    assert "Medication altered</b>: Amlodipine" in page
    assert EVIL not in page
    assert "Say what was done about what was found on" in page


def test_without_the_answer_the_kind_and_the_day_are_left(changed, marcus):
    GPRecordPull.objects.filter(person=changed).update(answer=None)

    page = shown(changed, to=marcus)

    assert "New allergy</b><br>Found on" in page
    assert "Penicillin" not in page


def test_what_a_lead_saw_to_is_not_told_again(changed, marcus):
    seen = queries.gp_record_seen_by(marcus, changed)
    found = news.changed_since(changed, seen.record)
    assert found is not None
    assert found.how_many == 2
    [(key, _at)] = found.to_see

    dailycare.mark_seen(changed, key=key, what="GP record", done="Told the GP", by=marcus)

    assert news.changed_since(changed, seen.record) is None
    assert "Changed since" not in shown(changed, to=marcus)


def test_the_summary_names_no_more_than_the_kinds(changed, marcus):
    page = said(as_(marcus).get(reverse("gpconnect:summary", args=[changed.pk])))

    assert "2 changes since" in page
    assert "new allergy, medication altered." in page


@pytest.mark.parametrize("who", ["ada", "adele", "iris"])
@pytest.mark.parametrize("page", ["gp_record", "summary"])
def test_whoever_may_not_see_gp_records_sees_no_change_either(rosewood, changed, who, page):
    answered = as_(getattr(rosewood, who)).get(reverse(f"gpconnect:{page}", args=[changed.pk]))

    assert answered.status_code == 403
    assert "Penicillin" not in said(answered)


@pytest.mark.parametrize("page", ["person", "handovers", "my_people"])
def test_a_care_worker_learns_nothing_of_it_elsewhere(changed, ada, page):
    args = [changed.pk] if page == "person" else []

    shown = said(as_(ada).get(reverse(f"dailycare:{page}", args=args)))

    assert "enicillin" not in shown
    assert "GP record" not in shown


def test_it_takes_the_same_queries_however_much_changed(
    spine, edith, marcus, django_assert_max_num_queries
):
    for names in ([], [f"allergy-{number}" for number in range(60)]):
        spine.answers("GP", reply(answer(allergies(*(allergy(name) for name in names)))))
        services.refresh_gp_record(edith.pk, by=marcus)
    record = queries.gp_record_seen_by(marcus, edith).record

    with django_assert_max_num_queries(1):
        found = news.changed_since(edith, record)

    assert found is not None
    assert (found.how_many, len(found.changes)) == (60, 1)
    assert found.changes[0].found_at - found.since < timedelta(minutes=5)
