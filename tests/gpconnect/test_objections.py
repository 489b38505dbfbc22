"""An objection on our own record: nobody asks, nothing is shown, and it can be taken back."""

from datetime import date, timedelta

import pytest

from accounts import services as accounts
from gpconnect import queries, services
from gpconnect.models import GPRecordPull
from records import queries as asked
from records import services as records
from records.models import InformedConsent
from tests import people
from tests.gpconnect.test_services import refresh, with_a_kept_answer
from tests.gpconnect.test_views import shown

SENTENCE = "This person objects to our seeing their GP record."
LOOKS_EVERY = timedelta(days=1)


def says(person, answer, *, by, **more):
    said = {"concerns": "Seeing the GP record", "stated_by": "Edith herself", **more}
    fields = {"consent_status": answer, "is_about_gp_record": True} | said
    return records.add(InformedConsent, person, by=by, **fields)


def test_an_objection_is_recorded_on_the_page_of_consents(rosewood, client, edith, ada):
    client = people.signed_in(client, ada)
    path = f"/people/{edith.pk}/consents/"
    form = {"concerns": "Our seeing the GP record", "consent_status": "refused",
            "stated_by": "Edith herself", "is_about_gp_record": "on"}  # fmt: skip

    answer = client.post(f"{path}add/", form)

    assert answer.status_code == 302
    assert "It is about us seeing their GP record" in client.get(path).content.decode()
    assert asked.objects_to_gp_record(edith)


def test_an_objection_stops_the_question_before_anybody_is_asked(spine, edith, marcus):
    says(edith, "refused", by=marcus)

    pull = refresh(edith, by=marcus)

    assert (pull.outcome, pull.code) == (GPRecordPull.Outcome.BLOCKED, "OBJECTION")
    assert spine.asked == []


@pytest.mark.parametrize("name", ["gp_record", "summary"])
def test_an_objection_hides_what_is_kept_and_says_why(rosewood, client, edith, marcus, name):
    with_a_kept_answer(edith, by=marcus)
    says(edith, "refused", by=marcus)

    page = shown(client, rosewood.nora, edith, name)

    assert "Millbrook Surgery" not in page
    assert SENTENCE in page


def test_an_answer_that_is_hidden_is_forgotten(edith, marcus, joan):
    kept = with_a_kept_answer(edith, by=marcus)
    of_joan = with_a_kept_answer(joan, by=marcus)
    says(edith, "refused", by=marcus)

    assert services.forget_old_answers() == 1

    kept.refresh_from_db()
    of_joan.refresh_from_db()
    assert (kept.answer is None, of_joan.answer is None) == (True, False)


def test_an_objection_that_meets_an_attempt_forgets_the_answer_at_once(spine, edith, marcus):
    kept = with_a_kept_answer(edith, by=marcus)
    says(edith, "refused", by=marcus)

    refresh(edith, by=marcus)

    kept.refresh_from_db()
    assert kept.answer is None


def test_a_later_agreement_takes_an_objection_back(spine, rosewood, client, edith, marcus):
    says(edith, "refused", by=marcus, happened_on=date(2026, 11, 1))
    refresh(edith, by=marcus)
    says(edith, "given", by=marcus, happened_on=date(2026, 11, 2))

    assert queries.is_due(edith)
    assert refresh(edith, by=marcus).outcome == GPRecordPull.Outcome.SUCCEEDED
    assert "Millbrook Surgery" in shown(client, marcus, edith)


def test_an_objection_entered_in_error_is_taken_out(spine, edith, marcus):
    said = says(edith, "refused", by=marcus)
    records.withdraw(said, replaces=1, reason="It was Joan", standing="entered-in-error", by=marcus)

    assert refresh(edith, by=marcus).outcome == GPRecordPull.Outcome.SUCCEEDED


def test_an_agreement_of_an_earlier_day_takes_nothing_back(edith, marcus):
    says(edith, "refused", by=marcus, happened_on=date(2026, 11, 2))
    says(edith, "given", by=marcus, happened_on=date(2026, 11, 1))

    assert asked.objects_to_gp_record(edith)


def test_what_is_refused_of_something_else_is_no_objection(spine, edith, marcus):
    says(edith, "refused", by=marcus, is_about_gp_record=False)

    assert refresh(edith, by=marcus).outcome == GPRecordPull.Outcome.SUCCEEDED


def test_opening_the_page_of_somebody_who_objects_tries_once(edith, marcus):
    says(edith, "refused", by=marcus)
    assert queries.is_due(edith)

    refresh(edith, by=marcus)

    assert not queries.is_due(edith)


def test_nobody_is_asked_by_schedule_for_somebody_who_objects(edith, joan, marcus):
    accounts.system_user("gp-connect", marcus.provider_id)
    says(edith, "refused", by=marcus)
    says(joan, "given", by=marcus)

    due = queries.people_due(looks_every=LOOKS_EVERY)

    assert joan.pk in due
    assert edith.pk not in due
