"""The same care for several people: an entry each, said right by name before it is saved."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import services as accounts
from accounts.models import Room, Unit
from dailycare import several, words
from dailycare.forms import SeveralForm
from dailycare.models import CareEntry
from governance.errors import NotYours
from governance.models import Act, AuditEvent
from governance.services import change
from records.models import Admission
from tests.people import a_person, signed_in

ADDRESS = "/record/several/"
SAME = "Sang the old songs together in the lounge"


@pytest.fixture
def amy(rosewood, marcus):
    return a_person(rosewood.home, by=marcus, given_name="Amy", family_name="Abel", nhs_number="")


@pytest.fixture
def bert(rosewood, marcus):
    return a_person(rosewood.home, by=marcus, given_name="Bert", family_name="Bell", nhs_number="")


@pytest.fixture
def as_ada(ada) -> Client:
    return signed_in(Client(), ada)


def address(*people: object, kind: str = "drink") -> str:
    return f"{ADDRESS}?{urlencode([('kind', kind), *(('who', one.pk) for one in people)])}"


def written_once(kind: str = "drink", **answers: object) -> dict[str, object]:
    now = timezone.localtime() - timedelta(minutes=5)
    day = {"day-day": now.day, "day-month": now.month, "day-year": now.year}
    told = {"entry_id": "01900000-0000-7000-8000-000000000001", "kind": kind, "outcome": "done"}
    return told | day | {"time": f"{now:%H:%M}", "amount_ml": "200"} | answers


def lines_of(client: Client, *people: object, kind: str = "drink", **answers: object):
    """Choose people, write it once, and return the page that shows each of them."""
    return client.post(ADDRESS, written_once(kind, who=[one.pk for one in people], **answers))


def as_shown(answer, **is_right: str) -> dict[str, object]:
    """What a browser would send of the page of lines, each said right unless told otherwise."""
    lines = answer.context["lines"].forms
    sent: dict[str, object] = {"step": "save", "kind": answer.context["kind"].slug}
    sent["who"] = [line.resident.person.pk for line in lines]
    for line in lines:
        day = line["day"].value()
        own = {box.name: box.value() for box in line if box.name not in ("day", "is_right")}
        own = {name: value for name, value in own.items() if value not in (None, [])}
        own |= {"day-day": day.day, "day-month": day.month, "day-year": day.year}
        own["is_right"] = is_right.get(line.resident.person.first_name, "yes")
        own["confirmed"] = line.ticked
        sent |= {f"{line.prefix}-{name}": value for name, value in own.items()}
    return sent


def test_people_of_a_place_are_chosen_by_name_and_initials(as_ada, joan, amy):
    body = as_ada.get(ADDRESS).content.decode()

    assert "JP Joan Pettigrew" in body
    assert "AA Amy Abel" in body
    assert "Tom Barrow" not in body


def test_a_unit_is_chosen_by_itself(rosewood, as_ada, joan, amy, marcus):
    with change(by=marcus, why="a unit for a test"):
        unit = Unit.objects.create(location=rosewood.home, name="Garden")
        room = Room.objects.create(location=rosewood.home, unit=unit, name="Room 2")
        stay = Admission.objects.get(person=amy)
        stay.room = room
        stay.save()

    body = as_ada.get(f"{ADDRESS}?at={unit.pk}").content.decode()

    assert "Rosewood, Garden, shown here" in body
    assert "AA Amy Abel, Room\N{NO-BREAK SPACE}2" in body
    assert "Joan Pettigrew" not in body


def test_a_place_where_nobody_lives_says_so(rosewood, as_ada, marcus):
    with change(by=marcus, why="an empty unit for a test"):
        unit = Unit.objects.create(location=rosewood.home, name="New")

    assert "Nobody lives here now" in as_ada.get(f"{ADDRESS}?at={unit.pk}").content.decode()


@pytest.mark.parametrize("at", ["", "odd", "01900000-0000-7000-8000-00000000000f"])
def test_a_place_that_is_not_theirs_shows_their_own(as_ada, joan, at):
    assert "Joan Pettigrew" in as_ada.get(f"{ADDRESS}?at={at}").content.decode()


def test_one_person_is_not_several(as_ada, joan):
    body = as_ada.get(address(joan, joan)).content.decode()

    assert "Choose two people or more" in body


def test_more_than_can_be_read_line_by_line_are_not_taken_at_once(rosewood, joan):
    people = [several.Resident(joan, "", "", "")] * (several.AT_MOST + 1)
    form = SeveralForm(people, {"kind": "drink"})
    form.cleaned_data = {"who": [str(number) for number in range(several.AT_MOST + 1)]}

    with pytest.raises(Exception, match="Choose 30 people at most"):
        form.clean_who()


def test_what_is_weighed_or_felt_is_not_offered_for_several(as_ada, joan, amy):
    offered = {"drink", "food", "activity", "sleep", "night_check", "general"}

    assert set(several.FOR_SEVERAL) == offered
    assert "What did you do?" in as_ada.get(address(joan, amy, kind="weight")).content.decode()


def test_a_person_of_somebody_else_is_not_found(rosewood, as_ada, ada, joan):
    assert as_ada.get(address(joan, rosewood.tom)).status_code == 404
    with pytest.raises(NotYours):
        several.chosen(ada, [rosewood.tom.pk])


def test_every_person_stands_by_name_before_it_is_saved(as_ada, joan, amy):
    once = as_ada.get(address(joan, amy)).content.decode()
    answer = lines_of(as_ada, joan, amy)

    body = answer.content.decode()
    assert "JP Joan Pettigrew" in once
    assert "AA Amy Abel" in once
    assert "Right for Joan Pettigrew" in body
    assert "Right for Amy Abel" in body
    assert body.count("200 ml") > 1
    assert not CareEntry.objects.exists()


def test_what_was_written_once_with_a_gap_comes_back(as_ada, joan, amy):
    body = lines_of(as_ada, joan, amy, amount_ml="", text="Squash").content.decode()

    assert "Choose an answer: how much did they drink?" in body
    assert "Squash" in body


def test_each_gets_an_entry_of_their_own_and_words_say_for_how_many(as_ada, ada, joan, amy, bert):
    answer = lines_of(as_ada, joan, amy, bert, text=SAME)
    sent = as_shown(answer, Bert="no") | {f"{amy.pk}-amount_ml": "50"}

    done = as_ada.post(ADDRESS, sent, follow=True)

    entries = {entry.person_id: entry for entry in CareEntry.objects.all()}
    assert entries.keys() == {joan.pk, amy.pk}
    assert entries[joan.pk].values == {"amount_ml": 200, "for_several": 2}
    assert entries[amy.pk].values == {"amount_ml": 50, "for_several": 2}
    assert words.note(entries[joan.pk]).shared == "Written for 2 people at once"
    for person in (joan, amy):
        assert AuditEvent.objects.filter(act=Act.CHANGE, actor=ada, person_id=person.pk).exists()
    body = done.content.decode()
    assert "each in their own record" in body
    assert "<b>Amy Abel</b>: Drink, 50 ml" in body


def test_words_of_one_person_alone_are_not_marked_as_shared(as_ada, joan, amy):
    sent = as_shown(lines_of(as_ada, joan, amy, text=SAME))
    sent |= {f"{amy.pk}-text": "Would not sing"}

    as_ada.post(ADDRESS, sent)

    assert [entry.values for entry in CareEntry.objects.all()] == [{"amount_ml": 200}] * 2


def test_the_same_page_sent_twice_records_once(as_ada, joan, amy):
    sent = as_shown(lines_of(as_ada, joan, amy, text=SAME))

    answers = [as_ada.post(ADDRESS, sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert CareEntry.objects.count() == 2


def test_of_a_page_with_one_entry_that_is_another_already_nothing_is_saved(as_ada, joan, amy):
    sent = as_shown(lines_of(as_ada, joan, amy))
    as_ada.post(ADDRESS, sent | {f"{amy.pk}-is_right": "no"})

    again = as_ada.post(ADDRESS, sent | {f"{joan.pk}-amount_ml": "50"})

    assert "One of these was saved before with other details" in again.content.decode()
    assert CareEntry.objects.get().person_id == joan.pk


def test_nobody_is_saved_until_each_is_said_to_be_right_or_left_out(as_ada, joan, amy):
    sent = as_shown(lines_of(as_ada, joan, amy))
    del sent[f"{amy.pk}-is_right"]

    body = as_ada.post(ADDRESS, sent).content.decode()

    assert "Say whether this is right for Amy Abel" in body
    assert not CareEntry.objects.exists()


def test_a_page_on_which_everybody_is_left_out_says_so(as_ada, joan, amy):
    sent = as_shown(lines_of(as_ada, joan, amy), Joan="no", Amy="no")

    body = as_ada.post(ADDRESS, sent).content.decode()

    assert "Everybody is left out, so there is nothing to save" in body


def test_what_is_to_be_mended_in_one_line_is_unfolded_there(as_ada, joan, amy):
    sent = as_shown(lines_of(as_ada, joan, amy))
    sent |= {f"{amy.pk}-outcome": "refused", f"{amy.pk}-outcome_reason": ""}

    answer = as_ada.post(ADDRESS, sent)

    unfolded = [line.is_unfolded for line in answer.context["lines"].forms]
    assert sorted(unfolded) == [False, True]
    assert "Say why it was refused" in answer.content.decode()


def test_a_refusal_of_one_of_them_reads_so_on_their_line(as_ada, joan, amy):
    sent = as_shown(lines_of(as_ada, joan, amy))
    told = {"outcome": "refused", "outcome_reason": "Asleep", "amount_ml": ""}
    sent |= {f"{amy.pk}-{name}": value for name, value in told.items()}
    del sent[f"{joan.pk}-is_right"]

    body = as_ada.post(ADDRESS, sent).content.decode()

    assert "Refused: Asleep" in body


def test_what_was_confirmed_once_is_confirmed_for_each_and_not_for_another_value(as_ada, joan, amy):
    unusual = {"amount_ml": "", "amount_ml_typed": "2000"}
    asked = lines_of(as_ada, joan, amy, **unusual)
    keys = [key for key, _words in asked.context["form"].fields["confirmed"].choices]
    answer = lines_of(as_ada, joan, amy, **unusual, confirmed=keys)
    sent = as_shown(answer)

    other = as_ada.post(ADDRESS, sent | {f"{amy.pk}-amount_ml_typed": "20000"})
    as_ada.post(ADDRESS, sent)

    assert "Is 20,000 ml right?" in other.content.decode()
    assert {tuple(one.values["confirmed"]) for one in CareEntry.objects.all()} == {("amount_ml",)}


def test_words_written_before_are_asked_about_on_the_line_of_that_person(as_ada, joan, amy, bert):
    as_ada.post(ADDRESS, as_shown(lines_of(as_ada, joan, amy, text=SAME)))
    sent = as_shown(lines_of(as_ada, joan, bert, text=SAME))

    answer = as_ada.post(ADDRESS, sent)

    doubted = {line.resident.person.pk: line.is_doubted for line in answer.context["lines"].forms}
    assert doubted == {joan.pk: True, bert.pk: False}


def test_time_before_somebody_came_is_wrong_on_their_line_alone(rosewood, as_ada, joan, amy):
    with change(by=rosewood.marcus, why="a later stay for a test"):
        stay = Admission.objects.get(person=amy)
        stay.admitted_on = timezone.localdate() + timedelta(days=90)
        stay.save()
    yesterday = timezone.localdate() - timedelta(days=1)
    day = {"day-day": yesterday.day, "day-month": yesterday.month, "day-year": yesterday.year}
    sent = as_shown(lines_of(as_ada, joan, amy, **day))

    answer = as_ada.post(ADDRESS, sent)

    wrong = {line.resident.person.pk: list(line.errors) for line in answer.context["lines"].forms}
    assert wrong == {joan.pk: [], amy.pk: ["day"]}


def test_what_a_colleague_saved_is_not_read_back(rosewood, as_ada, joan, amy):
    nora = signed_in(Client(), rosewood.nora)
    nora.post(ADDRESS, as_shown(lines_of(nora, joan, amy)))
    ids = [("saved", entry.pk) for entry in CareEntry.objects.all()] + [("saved", "odd")]

    body = as_ada.get(f"{ADDRESS}?{urlencode(ids)}").content.decode()

    assert "each in their own record" not in body


def asked_of(client: Client, address: str, data: dict[str, object] | None = None) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert (client.post(address, data) if data else client.get(address)).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in captured)


def test_its_pages_ask_the_same_whatever_the_number_of_people(rosewood, as_ada, joan, amy, marcus):
    def asked(*people: object) -> list[int]:
        sent = as_shown(lines_of(as_ada, *people, text=SAME)) | {f"{joan.pk}-is_right": ""}
        saving = asked_of(as_ada, ADDRESS, sent)
        chosen = address(*people)
        return [asked_of(as_ada, ADDRESS), asked_of(as_ada, chosen), saving]

    before = asked(joan, amy)
    more = [
        a_person(rosewood.home, by=marcus, given_name=f"P{n}", family_name="X", nhs_number="")
        for n in range(6)
    ]

    assert asked(joan, amy, *more) == before
    assert max(before) <= 12


def test_the_list_of_whom_to_record_leads_to_it(as_ada, joan):
    body = as_ada.get(reverse("dailycare:choose_person")).content.decode()

    assert f'href="{ADDRESS}"' in body


def kept(client: Client, ada: object, sent: dict[str, object]) -> Client:
    """Keep what was typed as the page does while its author types, or when they are signed out."""
    typed = {
        name: [str(v) for v in (x if isinstance(x, list) else [x])] for name, x in sent.items()
    }
    accounts.keep_draft(ADDRESS, typed, by=ada)
    return client


def test_what_was_written_once_is_still_there_after_the_session_ended(as_ada, ada, joan, amy):
    sent = written_once(who=[joan.pk, amy.pk], text=SAME)

    body = kept(as_ada, ada, sent).get(ADDRESS).content.decode()

    assert "You had not saved this" in body
    assert SAME in body
    assert "AA Amy Abel" in body


def test_the_lines_are_still_there_after_the_session_ended_and_saved_once(as_ada, ada, joan, amy):
    sent = as_shown(lines_of(as_ada, joan, amy, text=SAME)) | {f"{amy.pk}-text": "Would not sing"}

    body = kept(as_ada, ada, sent).get(ADDRESS).content.decode()
    as_ada.post(ADDRESS, sent)

    assert "You had not saved this" in body
    assert "Would not sing" in body
    assert CareEntry.objects.count() == 2
    assert "You had not saved this" not in as_ada.get(ADDRESS).content.decode()


def test_a_draft_about_somebody_who_has_moved_away_leaves_the_page_to_choose(
    rosewood, as_ada, ada, joan, amy
):
    sent = written_once(who=[joan.pk, rosewood.tom.pk])

    body = kept(as_ada, ada, sent).get(ADDRESS).content.decode()

    assert "Who was it?" in body
