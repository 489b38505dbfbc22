"""Every address in a session that a PIN began: care, and nothing else (SEC-03)."""

import pytest

from accounts import sessions
from accounts.models import User
from accounts.permissions import MAY, PIN_GIVES, Permission, Role
from governance.models import Act
from governance.services import acting_for
from records import services as records
from records.models import Risk
from tests.accounts.sharing import a_tablet, signed_in_on
from tests.architecture.addresses import ADDRESSES, Address
from tests.architecture.test_permissions import (
    GUARDED,
    OPENS,
    READS_WHAT_A_DEVICE_SENT,
    answers,
    enter,
    is_on_record,
    one_kind,
    wrong,
)

P = Permission
# What SEC-03 and the decision name; a new permission is in neither list until somebody decides.
NEVER_BY_PIN = {
    *(P.ADD_PERSON, P.SEE_RESTRICTED, P.REVIEW_PLAN, P.SEE_AUDIT, P.AUDIT, P.IMPORT),
    *(P.COPY_RECORD, P.MANAGE_PLACES, P.MANAGE_KINDS, P.MANAGE_STAFF, P.APPOINT_MANAGER),
    *(P.MANAGE_DEVICES, P.DECIDE_ON_GP_RECORD, P.WATCH_GP_RECORDS),
}
KEYS = [a for a in ADDRESSES if a.door in {"own_keys", "proves"}]


def by_pin(world, client, user: User):
    """Somebody who came in by PIN, and showed a password in no session."""
    signed_in_on(client, user, a_tablet(world))
    session = client.session
    session[sessions.BY_PIN] = True
    session.pop(sessions.SECOND_STEP)
    session.save()
    return client


def test_each_permission_is_given_by_pin_or_never():
    assert set(Permission) == PIN_GIVES | NEVER_BY_PIN
    assert set() == PIN_GIVES & NEVER_BY_PIN


@pytest.mark.parametrize("role", list(Role))
def test_a_pin_opens_what_it_gives_of_a_role_and_nothing_else(world, client, role):
    user = world.roles[role]
    by_pin(world, client, user)

    def is_right(address: Address, answer) -> bool:
        if address.door in MAY[role] & PIN_GIVES:
            opens = OPENS | {400} if address.name in READS_WHAT_A_DEVICE_SENT else OPENS
            return answer.status_code in opens
        asks = "Sign in with my password" in answer.content.decode()
        is_refused = answer.status_code == 403 and is_on_record(user, act=Act.REFUSED)
        return is_refused and asks is (address.door in MAY[role])

    assert wrong(answers(client, GUARDED, world.of_joan), is_right) == {}


def test_nobody_sees_to_their_keys_by_pin(world, client):
    by_pin(world, client, world.marcus)

    def is_right(_address: Address, answer) -> bool:
        return answer.status_code == 403 and b"Sign in with my password" in answer.content

    assert len(KEYS) > 10
    assert wrong(answers(client, KEYS, world.of_joan), is_right) == {}


def test_what_is_kept_private_stays_so_for_whoever_came_by_pin(world, client):
    with acting_for(world.provider.pk):
        records.add(
            Risk, world.joan, by=world.marcus, text="Zebrafish", is_restricted=True,
            restricted_why="Only those who must",
        )  # fmt: skip
    path = f"/people/{world.joan.pk}/risks/"

    assert "Zebrafish" in enter(client, world.sunil).get(path).content.decode()
    assert "Zebrafish" not in by_pin(world, client, world.sunil).get(path).content.decode()


def test_no_page_offers_by_pin_what_it_would_refuse(world, client):
    by_pin(world, client, world.marcus)
    reading = [a for a in one_kind(GUARDED) if a.door in PIN_GIVES]
    closed = {a.path(world.of_joan) for a in one_kind(GUARDED) if a.door in NEVER_BY_PIN}

    def is_right(_address: Address, answer) -> bool:
        page = answer.content.decode(errors="replace")  # a file to keep is no text
        return not [path for path in closed if f'href="{path}"' in page]

    assert closed
    assert wrong(answers(client, reading, world.of_joan, ["get"]), is_right) == {}
