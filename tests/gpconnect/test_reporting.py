"""An error in a GP record is reported to the practice, and what was said is kept (IG11)."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from gpconnect.models import GPRecordPull
from records.models import Communication
from tests import people
from tests.gpconnect.answers import a_bundle
from tests.gpconnect.test_views import address, keep

SAID = {
    "area": "Medication",
    "text": "She has not taken amlodipine since May.",
    "medium": "telephone",
}


@pytest.fixture
def pull(rosewood, edith):
    pull = keep(edith, a_bundle(), by=rosewood.marcus)
    pull.trace_id = "7b1c5f9e-1111-4222-8333-444455556666"
    pull.save()
    return pull


def report(client, who, person, **said):
    return people.signed_in(client, who).post(address("report", person), SAID | said)


def test_what_was_told_is_kept_with_what_the_practice_needs_to_find_it(
    rosewood, client, edith, pull
):
    answer = report(client, rosewood.nora, edith)

    (kept,) = Communication.objects.all()
    kind = {"kind": "communications", "person_id": edith.pk, "record_id": kept.pk}
    assert answer["Location"] == reverse("records:record", kwargs=kind)
    assert (kept.status, kept.medium) == ("completed", "telephone")
    assert (kept.sent_on, kept.person) == (timezone.localdate(), edith)
    assert kept.recipient == "Millbrook Surgery (Z99901)"
    assert kept.sender == f"{rosewood.nora.name}, {rosewood.provider.name}"
    at = timezone.localtime(pull.finished_at)
    assert kept.text == (
        "Error in the GP record, under “Medication”.\n\n"
        "She has not taken amlodipine since May.\n\n"
        f"The GP record retrieved on {at.day} {at:%B %Y} at {at:%H:%M} from "
        "Millbrook Surgery (Z99901), trace 7b1c5f9e-1111-4222-8333-444455556666."
    )


def test_what_is_still_to_be_told_is_not_kept_as_sent(rosewood, client, edith, pull):
    report(client, rosewood.nora, edith, medium="not yet")

    (kept,) = Communication.objects.all()
    assert (kept.status, kept.medium, kept.sent_on) == ("preparation", "", None)


def test_sent_twice_it_is_kept_once(rosewood, client, edith, pull):
    said = {"id": str(uuid4())}

    report(client, rosewood.nora, edith, **said)
    report(client, rosewood.nora, edith, **said)

    assert Communication.objects.count() == 1


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("area", "Choose where the error is"),
        ("text", "Write what is wrong"),
        ("medium", "Say how you told the practice, or that you have not yet"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
    rosewood, client, edith, pull, missing, words
):
    page = report(client, rosewood.nora, edith, **{missing: ""}).content.decode()

    assert words in page
    assert missing == "text" or SAID["text"] in page
    assert not Communication.objects.exists()


def test_there_is_nothing_to_report_before_a_record_came(rosewood, client, edith):
    GPRecordPull.objects.create(person=edith, requested_by=rosewood.nora)

    answer = people.signed_in(client, rosewood.nora).get(address("report", edith), follow=True)

    assert "Nothing has come from the practice yet" in answer.content.decode()


def test_the_gp_record_leads_there(rosewood, client, edith, pull):
    page = people.signed_in(client, rosewood.nora).get(address("gp_record", edith))

    assert f'href="{address("report", edith)}"' in page.content.decode()
