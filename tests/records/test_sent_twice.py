"""A form of a new record that is sent twice, by a second tap or a slow line, records it once."""

import pytest

from governance.ids import uuid7
from governance.services import acting_for
from records import queries, services
from records.kinds import BY_SLUG, KINDS
from records.models import Need
from tests.records.pages import as_, of_kind, said, typed


@pytest.mark.parametrize("slug", [kind.slug for kind in KINDS])
def test_the_same_page_sent_twice_is_one_record(rosewood, joan, slug):
    browser, words = as_(rosewood.marcus), typed(slug, rosewood) | {"id": str(uuid7())}
    before = queries.current(BY_SLUG[slug].model, joan).count()

    for _ in range(2):
        answer = browser.post(of_kind("add_record", slug, joan), words)

    assert answer.status_code == 302
    assert queries.current(BY_SLUG[slug].model, joan).count() == before + 1


def test_a_page_that_is_opened_names_a_new_id_each_time(rosewood, joan):
    browser = as_(rosewood.marcus)

    ids = {
        browser.get(of_kind("add_record", "needs", joan)).context["form"]["id"].value()
        for _ in range(2)
    }

    assert len(ids) == 2


def test_other_words_under_the_same_id_are_refused_and_kept_on_the_page(rosewood, joan):
    browser, words = as_(rosewood.marcus), typed("needs", rosewood) | {"id": str(uuid7())}
    browser.post(of_kind("add_record", "needs", joan), words)

    answer = browser.post(of_kind("add_record", "needs", joan), words | {"text": "Sore heels"})

    assert "This was saved before with other words" in said(answer)
    assert "Sore heels" in said(answer)
    assert not Need.objects.filter(text="Sore heels").exists()


def test_the_form_of_a_record_that_is_there_names_no_new_one(rosewood, joan):
    browser = as_(rosewood.marcus)
    browser.post(of_kind("add_record", "needs", joan), typed("needs", rosewood))
    need = queries.current(Need, joan).latest("recorded_at")

    form = browser.get(of_kind("change_record", "needs", joan, need.pk)).context["form"]

    assert "id" not in form.fields


def test_an_id_that_another_provider_has_is_refused_in_words(rosewood, joan):
    with acting_for(rosewood.olive.provider_id):
        theirs = services.add(Need, rosewood.tom, by=rosewood.olive, text="Unsteady").pk
    browser = as_(rosewood.marcus)

    answer = browser.post(
        of_kind("add_record", "needs", joan), typed("needs", rosewood) | {"id": str(theirs)}
    )

    assert answer.status_code == 200
    assert "This was saved before with other words" in said(answer)
