"""What somebody with an account and bad intentions would try, on every page that would take it."""

from collections.abc import Iterator

import pytest
from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accounts import queries as accounts
from accounts import services as account_services
from accounts import slips
from accounts.models import Draft, Location, User
from accounts.permissions import MAY, Role
from dailycare.models import CareEntry
from governance.models import Act
from governance.services import acting_for
from portability import services as portability
from records.kinds import KINDS
from records.models import Need
from tests.architecture.addresses import Address
from tests.architecture.test_permissions import (
    GUARDED,
    OF_SOMEBODY,
    OPENS,
    answers,
    enter,
    forms_of,
    how_many,
    is_on_record,
    names_in,
    one_kind,
    wrong,
)

FILTERS = ("worker", "author", "who", "of", "about", "outcome", "sheet", "kind", "place", "before")


def strangers(world) -> dict[type, list]:
    """Ids that are nobody's to choose at Rosewood: of its other home, and of another provider."""
    ids = {kind.model: [] for kind in KINDS}
    for theirs in (world.of_harry, world.of_tom):
        for kind in KINDS:
            ids[kind.model].append(theirs[f"record_id of {kind.slug}"])
    ids[User] = [world.olive.pk, world.system.pk]
    ids[Location] = [world.elsewhere.pk, world.larkfield.pk]
    return ids


def pointers(answer: HttpResponse) -> Iterator[tuple[forms.BaseForm, str, forms.ModelChoiceField]]:
    """The boxes of a page in which a record is chosen."""
    for form in forms_of(answer):
        for name, box in form.fields.items():
            if isinstance(box, forms.ModelChoiceField):
                yield form, name, box


def test_no_box_takes_the_id_of_anybody_elses_record(world, client):
    """Typed into the POST instead of chosen: each box is asked for each id of its class."""
    enter(client, world.dora)
    theirs = strangers(world)
    tried, taken = 0, set()

    for address in GUARDED:
        with transaction.atomic():
            for _form, name, box in pointers(client.get(address.path(world.of_joan))):
                for pk in theirs.get(box.queryset.model, []):
                    tried += 1
                    if accepts(box, str(pk)):
                        taken.add((address.route, name))
            transaction.set_rollback(True)

    assert tried > 100
    assert taken == set()


def accepts(box: forms.ModelChoiceField, typed: str) -> bool:
    """Say whether a box takes what was typed."""
    try:
        return box.clean(typed) is not None
    except forms.ValidationError:
        return False


@pytest.mark.parametrize("whose", ["of_harry", "of_tom"])
def test_no_filter_finds_anything_by_somebody_elses_id(world, client, whose):
    others = getattr(world, whose)
    typed = [others["person_id"], others["entry_id"], others["user_id"], others["copy_id"]]
    reading = [a for a in one_kind(GUARDED) if "?" not in a.route]
    enter(client, world.dora).raise_request_exception = False

    asked = (
        (address, client.get(address.path(world.of_joan), dict.fromkeys(FILTERS, str(pk))))
        for address in reading
        for pk in typed
    )

    def is_right(_address: Address, answer: HttpResponse) -> bool:
        text = answer.content.decode(errors="replace")
        return answer.status_code < 500 and "Barrow" not in text and "Oakes" not in text

    assert wrong(asked, is_right) == {}


@pytest.mark.parametrize("verb", ["head", "options"])
def test_a_verb_without_a_body_opens_no_door(world, client, verb):
    """Nor does it write anything where the door is one's own."""
    enter(client, world.otto)

    def is_right(address: Address, answer: HttpResponse) -> bool:
        if names_in(answer):
            return False
        return answer.status_code == 405 or (
            answer.status_code == 404 and is_on_record(world.otto, act=Act.REFUSED)
        )

    assert wrong(answers(client, one_kind(OF_SOMEBODY), world.of_joan, [verb]), is_right) == {}


def test_head_asks_what_get_asks_and_changes_nothing(world, client):
    enter(client, world.ada)
    before = how_many(world.ada, act=Act.CHANGE)

    def is_right(address: Address, answer: HttpResponse) -> bool:
        if answer.content or how_many(world.ada, act=Act.CHANGE) != before:
            return False
        if address.door in MAY[Role.CARE_WORKER]:
            return answer.status_code in OPENS
        return answer.status_code == 403

    assert wrong(answers(client, one_kind(GUARDED), world.of_joan, ["head"]), is_right) == {}


def test_whoever_is_nobody_learns_nothing_by_other_verbs(world):
    def is_right(_address: Address, answer: HttpResponse) -> bool:
        return answer.status_code in (302, 405) and not names_in(answer)

    verbs = ["head", "options", "put", "delete", "patch"]
    asked = answers(Client(), one_kind(GUARDED), world.of_joan, verbs)

    assert wrong(asked, is_right) == {}


# Words of others ------------------------------------------------------------------------------


@pytest.fixture
def draft_of_marcus(world) -> Draft:
    """What Marcus typed about Joan and had not saved."""
    path = f"/people/{world.joan.pk}/about-me/change/"
    account_services.keep_draft(path, {"my_wellness": ["Confidential"]}, by=world.marcus)
    with acting_for(world.provider.pk):
        return Draft.objects.get(author=world.marcus, path=path)


def test_a_colleagues_unsaved_words_are_neither_read_nor_thrown_away(
    world, client, draft_of_marcus
):
    enter(client, world.dora)

    page = client.get(draft_of_marcus.path)
    more = client.get("/more/")
    thrown = client.post(f"/me/drafts/{draft_of_marcus.pk}/discard/")

    assert b"Confidential" not in page.content + more.content
    assert thrown.status_code == 404
    with acting_for(world.provider.pk):
        assert Draft.objects.filter(pk=draft_of_marcus.pk).exists()


def test_words_are_not_planted_in_a_colleagues_draft(world, client, draft_of_marcus):
    """A slip says whose words they are: one that was made up or altered says nothing."""
    path = draft_of_marcus.path
    own = slips.write(world.dora.pk, path)
    enter(client, world.dora)

    for slip in (own[:-1] + "A", own.replace(":", ";"), str(world.marcus.pk), ""):
        client.post("/me/drafts/keep/", {"slip": slip, "my_wellness": "Planted"})

    with acting_for(world.provider.pk):
        kept = accounts.draft_of(world.marcus, path)
    assert kept == {"my_wellness": "Confidential"}


# Copies and ids ---------------------------------------------------------------------------------


def test_the_copy_of_a_person_of_another_home_is_neither_seen_nor_taken(world, client):
    with acting_for(world.provider.pk):
        copy = portability.start_copy(person_id=world.harry.pk, why="Moving", by=world.lena)
    enter(client, world.dora)
    path = f"/copies/{copy.pk}/"

    listed = client.get("/copies/").content.decode()
    opened = [client.get(path), client.get(f"{path}progress/"), client.post(f"{path}download/")]

    assert str(copy.pk) not in listed
    assert {answer.status_code for answer in opened} == {404}


def test_a_record_cannot_be_written_over_by_sending_its_id(world, client):
    harrys = world.of_harry["record_id of needs"]
    enter(client, world.dora)
    typed = {"category": "skin", "text": "Not his", "id": str(harrys)}

    answer = client.post(f"/people/{world.joan.pk}/needs/add/", typed)

    assert answer.status_code == 200
    with acting_for(world.provider.pk):
        assert Need.objects.get(pk=harrys).person_id == world.harry.pk
        assert not Need.objects.filter(text="Not his").exists()


def test_an_entry_cannot_be_written_over_by_sending_its_id(world, client):
    """The id of a new entry is the browser's to choose, so that a repeat is known (OFF-04)."""
    harrys = world.of_harry["entry_id"]
    enter(client, world.dora)
    typed = {"kind": "general", "text": "Not his", "entry_id": str(harrys), "time": "10:00"}

    answer = client.post(f"/people/{world.joan.pk}/record/", typed)

    assert answer.status_code == 200
    with acting_for(world.provider.pk):
        entry = CareEntry.objects.get(pk=harrys)
        assert (entry.text, entry.person_id) == ("Slept well", world.harry.pk)
        assert not CareEntry.objects.filter(person=world.joan, text="Not his").exists()
