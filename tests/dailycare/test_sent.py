"""What a device kept until it could send it is recorded once, or refused in words (OFF-04)."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import InterfaceError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import queries as accounts
from accounts import services as accounts_services
from dailycare import queries, services
from dailycare.models import CareEntry, CarePhotograph
from governance.ids import uuid7
from governance.models import Act, AuditEvent
from governance.services import acting_for
from records import photographs as drawn
from tests.people import signed_in
from tests.pictures import a_photograph

SEND = reverse("dailycare:send")


@pytest.fixture
def device(ada):
    return signed_in(Client(), ada)


def kept(person, kind="drink", *, at: datetime | None = None, clock="", **typed) -> dict:
    """An entry as the script of the page keeps it."""
    local = timezone.localtime(at or timezone.now())
    boxes = {"day-day": local.day, "day-month": local.month, "day-year": local.year}
    entry_id = typed.pop("entry_id", str(uuid7()))
    fields = {"kind": kind, "instruction": "", "outcome": "done", "time": f"{local:%H:%M}"}
    fields |= boxes | {"clock": clock, "entry_id": entry_id}
    fields |= {"amount_ml": "200"} if kind == "drink" else {}
    return {
        "id": entry_id,
        "person": str(person.pk),
        "written_at": round(local.timestamp() * 1000),
        "typed": [[name, str(value)] for name, value in (fields | typed).items()],
    }


def send(device, *entries, sent_at: datetime | None = None):
    at = round((sent_at or timezone.now()).timestamp() * 1000)
    said = json.dumps({"sent_at": at, "entries": entries})
    return device.post(SEND, said, content_type="application/json")


def test_what_is_sent_is_recorded_with_its_author_version_and_act(joan, ada, device):
    sent = [kept(joan, text=f"Cup {number}") for number in range(3)]

    answer = send(device, *sent).json()

    assert answer["recorded"] == [one["id"] for one in sent]
    assert answer["refused"] == {}
    for one in sent:
        entry = queries.entry_of(joan, one["id"])
        assert (entry.recorded_by, entry.values["amount_ml"]) == (ada, 200)
        assert entry.versions.get().author == ada
    acts = AuditEvent.objects.filter(act=Act.CHANGE, person_id=joan.pk, actor=ada)
    assert {str(act.record_id) for act in acts} >= {one["id"] for one in sent}


def test_however_often_it_comes_it_is_recorded_once_and_answered_the_same(joan, device):
    sent = kept(joan, text="He asked for more of the apple juice today")

    answers = [send(device, sent).json()["recorded"] for _ in range(5)]

    assert answers == [[sent["id"]]] * 5
    assert CareEntry.objects.count() == 1


def test_a_repeat_is_not_asked_about_what_it_made_unusual_itself(joan, device):
    sent = kept(joan, "weight", weight_kg="60")
    send(device, sent)
    send(device, kept(joan, "weight", weight_kg="61"))

    assert send(device, sent).json()["refused"] == {}


def test_twice_in_one_sending_is_once(joan, device):
    sent = kept(joan)

    assert send(device, sent, sent).json()["refused"] == {}
    assert CareEntry.objects.count() == 1


def test_other_words_under_an_id_that_is_recorded_are_refused_and_change_nothing(joan, device):
    sent = kept(joan, text="Tea")
    send(device, sent)

    answer = send(device, kept(joan, text="Coffee", entry_id=sent["id"])).json()

    assert "saved before with other details" in answer["refused"][sent["id"]]
    assert queries.entry_of(joan, sent["id"]).text == "Tea"


def test_one_that_cannot_be_recorded_holds_up_no_other(joan, device):
    good, bad = kept(joan), kept(joan, "general", text="")

    answer = send(device, bad, good).json()

    assert answer["recorded"] == [good["id"]]
    assert answer["refused"] == {bad["id"]: "Write what happened"}


@pytest.mark.parametrize("number", [1, 3])
def test_one_that_breaks_something_of_ours_stays_on_its_device_and_holds_up_no_other(
    joan, device, caplog, number
):
    """Half of a character that takes two, which no database can keep: by a worn keyboard app."""
    broken = kept(joan, "general", text="He smiled \ud83d")
    good = [kept(joan) for _ in range(number - 1)]

    answer = send(device, broken, *good).json()

    assert answer == {"recorded": [one["id"] for one in good], "refused": {}}
    assert CareEntry.objects.count() == number - 1
    assert broken["id"] in caplog.text
    assert "smiled" not in caplog.text


def test_a_database_that_can_keep_nothing_any_more_answers_for_nothing(joan, device, monkeypatch):
    def breaks(*_args, **_named):
        raise InterfaceError

    undo, failures = connection.savepoint_rollback, iter([InterfaceError])

    def undoes(savepoint):
        for failure in failures:
            raise failure
        undo(savepoint)

    monkeypatch.setattr(services, "record_sent", breaks)
    monkeypatch.setattr(connection, "savepoint_rollback", undoes)
    device.raise_request_exception = False

    assert send(device, kept(joan), kept(joan)).status_code == 500


def test_holding_somebody_on_a_device_is_one_act_a_shift(joan, ada, device):
    for _ in range(3):
        device.get(reverse("dailycare:held_person", args=[joan.pk]))
    device.get(reverse("dailycare:person", args=[joan.pk]))

    acts = AuditEvent.objects.filter(act=Act.READ, person_id=joan.pk, actor=ada)
    assert sorted(act.why for act in acts) == [
        "kept on a device to work without signal",
        "opened the record",
    ]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"amount_ml": "", "amount_ml_typed": "20000"}, "Is 20,000 ml right?"),
        ({"time": "25:99"}, "time"),
        ({"day-day": "31", "day-month": "2"}, "Day"),
        ({"kind": "levitation"}, "does not ask for this"),
    ],
)
def test_a_wrong_value_is_refused_in_words_that_say_what_to_mend(joan, device, typed, says):
    sent = kept(joan, **typed)

    answer = send(device, sent).json()

    assert says.lower() in answer["refused"][sent["id"]].lower()
    assert not CareEntry.objects.exists()


def test_somebody_else_s_person_is_refused_whoever_it_is(rosewood, device):
    sent = kept(rosewood.tom)

    answer = send(device, sent).json()

    assert "You do not support this person" in answer["refused"][sent["id"]]
    with acting_for(rosewood.olive.provider_id):
        assert not CareEntry.objects.filter(person=rosewood.tom, pk=sent["id"]).exists()


def test_what_the_plan_does_not_ask_for_any_more_is_refused(joan, device):
    sent = kept(joan, instruction=str(uuid7()))

    assert "The plan does not ask" in send(device, sent).json()["refused"][sent["id"]]


def test_an_id_that_another_provider_has_is_refused_and_the_rest_is_recorded(
    rosewood, joan, device
):
    with acting_for(rosewood.olive.provider_id):
        theirs = services.record_care(
            rosewood.tom, by=rosewood.olive, kind="mood", happened_at=timezone.now()
        )
    with acting_for(rosewood.provider.pk):
        taken, own = kept(joan, entry_id=str(theirs.pk)), kept(joan)
        answer = send(device, taken, own).json()

    assert answer["recorded"] == [own["id"]]
    assert list(answer["refused"]) == [taken["id"]]


def test_a_clock_that_is_three_hours_ahead_is_put_right_and_kept(joan, device):
    now = timezone.now()
    wrong = now + timedelta(hours=3)
    clock = f"{timezone.localtime(wrong):%Y-%m-%dT%H:%M}"

    sent = kept(joan, at=wrong, clock=clock)
    answer = send(device, sent, sent_at=wrong)

    assert answer.json()["refused"] == {}
    entry = queries.entry_of(joan, sent["id"])
    assert abs(entry.happened_at - now) < timedelta(minutes=2)
    assert abs(entry.written_at - now) < timedelta(minutes=2)
    assert abs(entry.clock_off - 3 * 3600) < 10


def test_a_time_that_was_typed_stays_whatever_the_clock_of_the_device(joan, device):
    now = timezone.now()
    wrong = now + timedelta(hours=3)
    typed = now - timedelta(hours=2)

    sent = kept(joan, at=typed, clock=f"{timezone.localtime(wrong):%Y-%m-%dT%H:%M}")
    send(device, sent, sent_at=wrong)

    assert abs(queries.entry_of(joan, sent["id"]).happened_at - typed) < timedelta(minutes=2)


def test_the_doubled_hour_is_put_right_into_the_right_one_of_the_two(joan, device, monkeypatch):
    """The clock of the device is ten minutes ahead: its 02:05 was 01:55 by summer time's end."""
    right = datetime(2026, 10, 25, 1, 55, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: right + timedelta(minutes=1))
    wrong = right + timedelta(minutes=10)

    sent = kept(joan, at=wrong, clock="2026-10-25T02:05")
    answer = send(device, sent, sent_at=wrong + timedelta(minutes=1))

    assert answer.json()["refused"] == {}
    assert queries.entry_of(joan, sent["id"]).happened_at == right


NO_ENTRY = '{"id": "x", "person": "y", "written_at": 1, "typed": []}'


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        '{"sent_at": 1}',
        '{"sent_at": "x", "entries": []}',
        '{"sent_at": 1e30, "entries": []}',
        '{"sent_at": 1, "entries": [{}]}',
        f'{{"sent_at": 1, "entries": [{NO_ENTRY}]}}',
        "[" * 100_000,
    ],
    ids=range(8),
)
def test_what_our_script_never_sends_is_refused_whole(joan, device, body):
    answer = device.post(SEND, body, content_type="application/json")

    assert answer.status_code == 400
    assert not CareEntry.objects.exists()


def test_a_sending_costs_the_same_number_of_queries_however_many_it_brings(
    joan, device, django_assert_max_num_queries
):
    with django_assert_max_num_queries(18):
        send(device, *(kept(joan) for _ in range(50)))

    assert CareEntry.objects.count() == 50


def test_what_was_kept_of_a_form_on_the_server_is_forgotten_once_it_is_recorded(joan, ada, device):
    path = f"{reverse('dailycare:record', args=[joan.pk])}?kind=drink"
    accounts_services.keep_draft(path, {"text": ["Tea"]}, by=ada)
    assert accounts.drafts_of(ada)

    send(device, kept(joan))

    assert not accounts.drafts_of(ada)


def with_photographs(entry: dict, *contents: bytes) -> dict:
    """The same with photographs, as the device sends them."""
    return entry | {"photographs": [base64.b64encode(one).decode() for one in contents]}


def test_a_photograph_is_sent_with_its_entry_and_kept_once_however_often_it_comes(
    joan, ada, device
):
    plain, seen = kept(joan), kept(joan, "skin", seen="red", photograph_of="left heel")
    sent = with_photographs(seen, a_photograph())

    for _ in range(2):
        assert send(device, plain, sent).json()["recorded"] == [plain["id"], sent["id"]]

    [photograph] = CarePhotograph.objects.all()
    entry = queries.entry_of(joan, sent["id"])
    large = drawn.read(a_photograph()).large.content
    assert entry.values["photographs"] == [str(photograph.pk)]
    assert (photograph.care_entry_id, photograph.recorded_by) == (entry.pk, ada)
    assert bytes(photograph.file.content) == large
    assert entry.versions.count() == photograph.versions.count() == 1
    assert len(accounts.drafts_of(ada)) == 0


def test_what_is_no_photograph_is_refused_in_words_and_the_others_are_taken(joan, device):
    wrong = with_photographs(kept(joan, "skin", seen="red"), b"%PDF-1.7")
    many = with_photographs(kept(joan, "skin", seen="red"), *[a_photograph()] * 4)
    right = kept(joan)

    answer = send(device, wrong, many, right).json()

    assert answer["recorded"] == [right["id"]]
    assert "This is no photograph that can be read here" in answer["refused"][wrong["id"]]
    assert answer["refused"][many["id"]] == "Choose 3 at most"


def test_what_is_not_even_text_of_a_photograph_is_not_read(joan, device):
    assert send(device, kept(joan) | {"photographs": ["no base64!"]}).status_code == 400
