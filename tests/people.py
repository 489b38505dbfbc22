"""The people of the tests, all invented, built through services so only reachable states exist."""

from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.test import Client

from accounts import services as accounts
from accounts.models import Location, Provider, User
from accounts.permissions import NEEDS_SECOND_FACTOR, Role
from accounts.sessions import SECOND_STEP
from governance.services import acting_for, change
from records import services as records
from records.models import CarePlan, Goal, Instruction, Need, Person

PASSWORD = "correct horse battery staple"
SINCE = date(2025, 1, 6)
# What every plan says before somebody is asked to approve it.
TROUBLE = {"triggers": "A fall", "contingency": "Ring the nurse"}


@cache
def hashed_password() -> str:
    """Argon2 is slow on purpose: once is enough for all the tests."""
    return make_password(PASSWORD)


def a_provider(name: str) -> tuple[Provider, User]:
    """A provider, and the named part of the system that sets it up."""
    provider = accounts.open_provider(name)
    with acting_for(provider.pk):
        return provider, accounts.system_user("set-up", provider.pk)


def a_worker(username: str, name: str, role: Role, location: Location, *, by: User) -> User:
    """A member of staff with a post, and a second factor where the role needs one."""
    user = accounts.add_staff(username, name, password=None, by=by)
    user.password = hashed_password()
    user.save(update_fields=["password"])
    accounts.give_post(user, role, location, started_on=SINCE, by=by)
    if role in NEEDS_SECOND_FACTOR:
        TOTP.activate(user, generate_totp_secret())
    return user


def a_person(location: Location, *, by: User, **fields: Any) -> Person:
    """A person who lives at, or is visited from, a location."""
    details = {
        "given_name": "Joan",
        "family_name": "Pettigrew",
        "date_of_birth": date(1938, 4, 3),
        "nhs_number": "9990000018",
        "nhs_number_status": "01",
        **fields,
    }
    stay = {"location": location, "admitted_on": SINCE}
    return records.add_person(by=by, admission=stay, **details)


def a_care_plan(person: Person, *, by: User) -> CarePlan:
    """A live plan with one need, one goal and one instruction."""
    need = records.add(
        Need, person, by=by, category="eating_and_drinking", text="Needs help to drink enough"
    )
    with change(by=by, why="plan for a test", person_id=person.pk):
        draft = records.draft_plan(person, by=by, **TROUBLE)
        goal = records.add(
            Goal, person, by=by, care_plan=draft, need=need, description="Drink 1.5 litres a day"
        )
        records.add(
            Instruction, person, by=by, care_plan=draft, goal=goal, description="Offer tea hourly"
        )
    draft = records.ask_for_approval(draft, replaces=1, by=by)
    return records.sign_off_plan(draft, replaces=2, review_on=date(2030, 1, 1), by=by)


def the_cast() -> SimpleNamespace:
    """Rosewood with one of each role and Joan, who lives there; Olive and Tom are elsewhere."""
    provider, system = a_provider("Rosewood Care")
    with acting_for(provider.pk):
        home = accounts.add_location("Rosewood", Location.Kind.CARE_HOME, by=system)
        cast = SimpleNamespace(
            provider=provider,
            system=system,
            home=home,
            ada=a_worker("ada", "Ada Lark", Role.CARE_WORKER, home, by=system),
            sunil=a_worker("sunil", "Sunil Rao", Role.SENIOR, home, by=system),
            nora=a_worker("nora", "Nora Quill", Role.NURSE, home, by=system),
            marcus=a_worker("marcus", "Marcus Webb", Role.MANAGER, home, by=system),
            adele=a_worker("adele", "Adele Finch", Role.ADMINISTRATOR, home, by=system),
            iris=a_worker("iris", "Iris Vance", Role.AUDITOR, home, by=system),
        )
        cast.joan = a_person(home, by=cast.marcus)
    other, other_system = a_provider("Elsewhere Care")
    with acting_for(other.pk):
        elsewhere = accounts.add_location("Elsewhere", Location.Kind.HOME_CARE, by=other_system)
        cast.other = other
        cast.elsewhere = elsewhere
        cast.olive = a_worker("olive", "Olive Stone", Role.MANAGER, elsewhere, by=other_system)
        cast.tom = a_person(
            elsewhere,
            by=cast.olive,
            given_name="Tom",
            family_name="Barrow",
            nhs_number="9990000026",
        )
    return cast


def signed_in(client: Client, user: User) -> Client:
    """Sign a user in as the sign-in page would, second factor included."""
    client.force_login(user, backend="accounts.backends.StaffBackend")
    session = client.session
    session[SECOND_STEP] = str(user.pk)
    session.save()
    return client
