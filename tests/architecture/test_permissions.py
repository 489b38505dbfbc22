"""Every address, by every role, on everybody's records: the table is `accounts.permissions.MAY`."""

import re
import time
from collections.abc import Callable, Iterable
from urllib.parse import urljoin

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpResponse
from django.test import Client

from accounts import services as accounts
from accounts.models import User
from accounts.permissions import MAY, Permission, Role
from governance.models import Act, AuditEvent
from governance.services import acting_for
from tests.architecture.addresses import ADDRESSES, Address
from tests.governance.rows import CARE_RECORDS
from tests.people import SINCE, a_worker, signed_in

OPENS = {200, 302, 405}
READING = [Act.READ, Act.GP_RECORD]
# It compares two plans, and there are none to compare until they are named.
NEEDS_A_QUESTION = {"people/<uuid:person_id>/care-plan/compare/"}
DOORS = {"public", "signed_in", "own_keys", "proves", *Permission}
# Addresses whose record belongs to whoever asks, so that no colleague has it: tests/accounts.
OWN = {"discard_draft"}
GUARDED = [a for a in ADDRESSES if a.door in set(Permission) and a.route not in NEEDS_A_QUESTION]
# A form that is empty is nothing that a device sends.
READS_WHAT_A_DEVICE_SENT = {"send"}
# Filled in by the system wherever it occurs; that a record is taken out is asked for, by a choice
# of two, where it is taken out.
TAKEN_OUT = "standing"
# Given by whoever records first, so that a repeat is known: test_attacks.py tries to write over
# somebody else's record by it.
NEW_ID = "id"
FILLED_IN = {f.name for m in CARE_RECORDS for f in m._meta.fields if not f.editable} - {
    f.name for m in CARE_RECORDS for f in m._meta.fields if f.editable
}
OF_SOMEBODY = [a for a in GUARDED if a.parameters]


def one_kind(addresses: Iterable[Address]) -> list[Address]:
    """Leave all kinds of record but one out: they share their pages, so that what asks neither
    about a role nor about somebody's record is the same for each.
    """
    return [a for a in addresses if dict(a.fixed).get("kind") in (None, "allergies")]


def answers(client: Client, addresses: list[Address], ids: dict, methods=("get", "post")):
    """Ask each address for these records; what an answer wrote is undone before the next."""
    for address in addresses:
        for method in methods:
            with transaction.atomic():
                yield address, getattr(client, method)(address.path(ids))
                transaction.set_rollback(True)


def enter(client: Client, user: User) -> Client:
    """Sign in, having shown a moment ago who it is, so that no page asks for it again."""
    session = signed_in(client, user).session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def wrong(asked: Iterable[tuple[Address, HttpResponse]], is_right: Callable) -> dict[str, int]:
    """The addresses that did not answer as they should, with what they answered."""
    return {
        f"{answer.request['REQUEST_METHOD']} {address.route}": answer.status_code
        for address, answer in asked
        if not is_right(address, answer)
    }


def names_in(answer: HttpResponse) -> list[str]:
    """Names of Rosewood's people and staff in an answer."""
    names = ("Pettigrew", "Oakes", "Rosewood", "Larkfield", "Ada Lark", "Lena", "999 000 0018")
    # As words: letters like these stand in a token now and then.
    return [name for name in names if re.search(rf"\b{name}\b", answer.content.decode())]


def is_on_record(user: User, **facts: object) -> bool:
    """Say whether the audit has an entry of what was done a moment ago."""
    return how_many(user, **facts) > 0


def how_many(user: User, **facts: object) -> int:
    """Count the audit's entries of what somebody did."""
    with acting_for(user.provider_id):
        return AuditEvent.objects.filter(actor=user, **facts).count()


def test_every_address_declares_a_door():
    without = [address.route for address in ADDRESSES if address.door not in DOORS]

    assert without == []


def test_the_sweep_has_a_record_for_every_parameter(world):
    """A new address with a new parameter must bring its record here, or it is not swept."""
    missing = {
        address.key(name)
        for address in ADDRESSES
        if address.name not in OWN
        for name in address.parameters
        if address.key(name) not in world.of_joan
    }

    assert missing == set()
    assert world.of_joan.keys() == world.of_harry.keys() == world.of_tom.keys()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_what_it_may_and_nothing_else(world, client, role):
    """And every refusal, and every reading of a person, is on record; a link changes nothing."""
    user = world.roles[role]
    enter(client, user)
    changes = how_many(user, act=Act.CHANGE)

    def is_right(address: Address, answer: HttpResponse) -> bool:
        if answer.request["REQUEST_METHOD"] == "GET" and how_many(user, act=Act.CHANGE) != changes:
            return False
        if address.door not in MAY[role]:
            return answer.status_code == 403 and is_on_record(user, act=Act.REFUSED)
        if answer.status_code == 200 and "person_id" in address.parameters:
            looked = how_many(user, person_id=world.joan.pk, act__in=READING)
            return looked > 0 and is_private(answer)
        opens = OPENS | {400} if address.name in READS_WHAT_A_DEVICE_SENT else OPENS
        return answer.status_code in opens and is_private(answer)

    assert wrong(answers(client, GUARDED, world.of_joan), is_right) == {}


def is_private(answer: HttpResponse) -> bool:
    """Say whether the browser may keep nothing of it."""
    return {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}], ids=["page", "fragment"])
def test_staff_of_another_provider_find_nothing(world, client, headers):
    enter(client, world.otto)
    client.headers = headers
    addresses = one_kind(OF_SOMEBODY) if headers else OF_SOMEBODY

    def is_right(address: Address, answer: HttpResponse) -> bool:
        if names_in(answer):
            return False
        if answer.status_code == 405:
            return True
        return answer.status_code == 404 and is_on_record(world.otto, act=Act.REFUSED)

    assert wrong(answers(client, addresses, world.of_joan), is_right) == {}


def test_staff_of_another_provider_see_nobody_in_any_list(world, client):
    lists = [address for address in GUARDED if not address.parameters]
    enter(client, world.otto)

    assert lists
    assert wrong(answers(client, lists, {}), lambda _, answer: not names_in(answer)) == {}


def test_staff_of_another_home_find_nobody(world, client):
    """Whom somebody supports is a matter of the homes where they have a post (SEC-07)."""
    of_people = [a for a in one_kind(OF_SOMEBODY) if "person_id" in a.parameters]
    enter(client, world.dora)

    def is_right(_address: Address, answer: HttpResponse) -> bool:
        return answer.status_code in (404, 405) and b"Oakes" not in answer.content

    assert wrong(answers(client, of_people, world.of_harry), is_right) == {}


@pytest.fixture
def mira(world):
    """The manager of Larkfield who works nights at Rosewood as a care worker."""
    with acting_for(world.provider.pk):
        mira = a_worker("mira", "Mira Holt", Role.MANAGER, world.larkfield, by=world.system)
        accounts.give_post(mira, Role.CARE_WORKER, world.home, started_on=SINCE, by=world.system)
    return mira


@pytest.mark.parametrize(
    ("whose", "role"), [("of_joan", Role.CARE_WORKER), ("of_harry", Role.MANAGER)]
)
def test_a_role_at_one_place_opens_nothing_at_another(world, client, mira, whose, role):
    """Every page about somebody opens by the post held where that person is (SEC-06)."""
    of_people = [a for a in OF_SOMEBODY if "person_id" in a.parameters]
    enter(client, mira)

    def is_right(address: Address, answer: HttpResponse) -> bool:
        if address.door in MAY[role]:
            return answer.status_code in OPENS
        if answer.status_code == 405:
            return True
        return answer.status_code == 403 and is_on_record(mira, act=Act.REFUSED)

    assert wrong(answers(client, of_people, getattr(world, whose)), is_right) == {}


def test_a_page_offers_no_way_that_a_role_elsewhere_would_open(world, client, mira):
    """A link that answers 403 is a lie; the table of doors says which those are at Rosewood."""
    reading = [a for a in OF_SOMEBODY if a.door == Permission.SEE_PEOPLE]
    closed = {
        address.path(world.of_joan).split("?")[0]
        for address in OF_SOMEBODY
        if address.door not in MAY[Role.CARE_WORKER] and "person_id" in address.parameters
    }
    enter(client, mira)

    def is_right(_address: Address, answer: HttpResponse) -> bool:
        offered = re.findall(
            r'(?:href|action|hx-get)="([^"?#]+)', answer.content.decode(errors="replace")
        )
        return not {urljoin(answer.request["PATH_INFO"], one) for one in offered} & closed

    assert wrong(answers(client, reading, world.of_joan, ["get"]), is_right) == {}


def test_a_list_names_only_those_with_whom_the_role_there_allows_it(world, client, mira):
    """Reviews due, what was never asked, copies, whom to record for: by place and permission."""
    lists = [
        a
        for a in GUARDED
        if not a.parameters and a.door not in MAY[Role.CARE_WORKER] | {Permission.MANAGE_STAFF}
    ]
    enter(client, mira)

    def is_right(address: Address, answer: HttpResponse) -> bool:
        return address.door not in MAY[Role.MANAGER] or b"Pettigrew" not in answer.content

    assert len(lists) > 5
    assert wrong(answers(client, lists, {}), is_right) == {}
    assert b"Oakes" in client.get("/reviews-due/").content


@pytest.mark.parametrize("whose", ["of_harry", "of_tom"])
def test_nobody_elses_record_opens_under_the_name_of_joan(world, client, whose):
    """One's own person with the id of somebody else's record: the record must be theirs."""
    mixed = getattr(world, whose) | {"person_id": world.joan.pk, "user_id": world.ada.pk}
    # Kinds of care and saved mappings are of the provider as a whole, and no home's in particular.
    provider_wide = {"own_kind_id", "mapping_version_id"} if whose == "of_harry" else set()
    everybodys = {"person_id", "user_id"} | provider_wide
    nested = [a for a in OF_SOMEBODY if set(a.parameters) - everybodys]
    enter(client, world.dora)

    assert nested
    assert wrong(answers(client, nested, mixed), lambda _, a: a.status_code in (404, 405)) == {}


def test_whoever_is_not_signed_in_is_sent_to_sign_in(world, client):
    closed = [a for a in one_kind(ADDRESSES) if a.door != "public" and a.name not in OWN]

    def is_right(_address: Address, answer: HttpResponse) -> bool:
        to_sign_in = answer.headers.get("Location", "").startswith("/sign-in/?next=/")
        return answer.status_code == 302 and to_sign_in and not answer.content

    assert wrong(answers(client, closed, world.of_joan), is_right) == {}


def test_a_fragment_sends_whoever_is_not_signed_in_to_sign_in(world):
    client = Client(headers={"hx-request": "true"})

    def is_right(_address: Address, answer: HttpResponse) -> bool:
        return "HX-Redirect" in answer.headers and not answer.content

    assert wrong(answers(client, one_kind(GUARDED), world.of_joan), is_right) == {}


def test_whoever_has_no_post_opens_nothing(world, client):
    """The same day that a post ends (SEC-01)."""
    with acting_for(world.provider.pk):
        accounts.end_post(world.ada.posts.get().pk, ended_on=SINCE, by=world.marcus)
    enter(client, User.objects.get(pk=world.ada.pk))

    def is_right(_address: Address, answer: HttpResponse) -> bool:
        return answer.status_code == 403 and b"You have no post today" in answer.content

    assert wrong(answers(client, one_kind(GUARDED), world.of_joan, ["get"]), is_right) == {}


def test_no_form_asks_for_what_the_system_fills_in(world, client):
    """Whose row it is, who wrote it and which version it is cannot be typed (mass assignment)."""
    enter(client, world.dora)
    seen = [
        (address.route, form)
        for address, answer in answers(client, GUARDED, world.of_joan, ["get"])
        for form in forms_of(answer)
    ]

    asked = {(route, name) for route, form in seen for name in FILLED_IN & form.fields.keys()}

    assert {"provider", "person", "recorded_by", "version", "approved_by"} <= FILLED_IN
    assert {name for _route, name in asked} <= {TAKEN_OUT, NEW_ID}, asked
    assert len({route for route, _form in seen}) > 30


def forms_of(answer: HttpResponse) -> list[BaseForm]:
    """The forms that a page was drawn with."""
    drawn = answer.context if isinstance(answer.context, list) else [answer.context]
    values = [value for one in drawn if one for value in one.flatten().values()]
    return [value for value in values if isinstance(value, BaseForm)]


@pytest.mark.parametrize(
    "hostile",
    ["\0", "9" * 30, "-1", "x" * 5000, "' OR 1=1 --", "<script>", "%tom"],
    ids=lambda asked: repr(asked)[:20],
)
def test_questions_that_no_page_asks_are_answered_calmly(world, client, hostile):
    """Behind the question mark anybody may type anything."""
    names = ("q", "page", "before", "after", "kind", "saved", "outcome", "sheet", "reason",
             "words", "author", "until-day", "until-month", "until-year", "next")  # fmt: skip
    typed = str(world.of_tom["plan_id"]) if hostile == "%tom" else hostile
    each_view_once = {(a.name, a.door): a for a in GUARDED if "?" not in a.route}.values()
    enter(client, world.dora).raise_request_exception = False

    asked = (
        (address, client.get(address.path(world.of_joan), dict.fromkeys(names, typed)))
        for address in each_view_once
    )

    def is_right(_address: Address, answer: HttpResponse) -> bool:
        text = answer.content.decode(errors="replace")
        return answer.status_code < 500 and "Barrow" not in text and "<script>" not in text

    assert wrong(asked, is_right) == {}


def test_forged_forms_do_not_reach_the_door(world):
    """A POST without the token of its page is refused, whoever is signed in."""
    client = Client(enforce_csrf_checks=True)
    enter(client, world.dora)

    def is_right(_address: Address, answer: HttpResponse) -> bool:
        return answer.status_code == 403 and b"too old to be saved" in answer.content

    assert wrong(answers(client, one_kind(GUARDED), world.of_joan, ["post"]), is_right) == {}
