"""Writes about shared devices: enrolling and losing one, coming in by PIN, choosing a PIN."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.utils import timezone

from accounts.devices import cookie, reading
from accounts.models import Device, DeviceWorker, Location, User
from accounts.services import system_user
from governance.models import Act
from governance.services import acting_for, change, record_act

# No PIN is ever right for it, and finding that out takes as long as for any other.
NO_PIN = "!"


def enrol(
    name: str, location: Location, *, by: User, instead_of: Device | None
) -> tuple[Device, str]:
    """Make the browser in somebody's hand a shared device; return it and its secret.

    A browser is one device: the one that it was before is out of use from now.
    """
    secret = cookie.new_secret()
    device = Device(
        name=name, location=location, enrolled_by=by, secret_hash=cookie.hashed(secret),
        provider_id=by.provider_id,
    )  # fmt: skip
    with change(by=by, why="shared device enrolled", record_id=device.pk):
        device.save(force_insert=True)
        if instead_of and instead_of.provider_id == by.provider_id:
            _take_out(instead_of, by=by, let_go=True)
    device.refresh_from_db()
    return device, secret


def rename(device: Device, name: str, *, by: User) -> None:
    """Give a device another name; its history keeps the old one."""
    with change(by=by, why="shared device renamed", record_id=device.pk):
        device.name = name
        device.save(update_fields=["name"])


def lose(device: Device, *, by: User) -> None:
    """Say that a device is lost: at its next contact it lets go of all that it holds."""
    with change(by=by, why="shared device said to be lost", record_id=device.pk):
        _take_out(device, by=by, let_go=False)


def _take_out(device: Device, *, by: User, let_go: bool) -> None:
    device.lost_at = timezone.now()
    device.lost_by = by
    device.let_go_at = device.lost_at if let_go else None
    device.save(update_fields=["lost_at", "lost_by", "let_go_at"])


def note_contact_of_lost(device: Device) -> None:
    """Keep when a lost device was told to let go, for whoever waits to hear it."""
    with acting_for(device.provider_id):
        system = system_user("shared devices", device.provider_id)
        with change(by=system, why="lost device told to let go", record_id=device.pk):
            device.let_go_at = device.let_go_at or timezone.now()
            device.save(update_fields=["let_go_at"])


def remember_sign_in(device: Device, user: User) -> None:
    """Let somebody who has signed in fully on a device come back there by PIN for 24 hours."""
    now = timezone.now()
    DeviceWorker.objects.update_or_create(
        device=device,
        user=user,
        defaults={
            "provider_id": device.provider_id,
            "signed_in_at": now,
            "came_at": now,
            "password_mark": user.get_session_auth_hash(),
            "wrong_tries": 0,
        },
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a PIN: who may come in, or how many tries they have left."""

    user: User | None
    tries_left: int


def come_in(device: Device, user_id: UUID, pin: str) -> Answer:
    """Try a PIN. Each wrong one counts, and after five nothing is tried until a full sign-in.

    The line of the worker is held until the answer, so that tries at the same moment count each;
    a lock, a name that went and a wrong PIN take the same time.
    """
    with acting_for(device.provider_id):
        lines = reading.signed_in_at(device).filter(user=user_id)
        worker = lines.select_for_update(of=("self",)).first()
        is_known = worker is not None and worker.stands
        is_right = check_password(pin, worker.user.pin if worker and is_known else NO_PIN)
        if worker is None or not is_known:
            return Answer(None, tries_left=0)
        if is_right and not worker.is_locked:
            return _let_in(worker)
        return _count(worker, device)


def _let_in(worker: DeviceWorker) -> Answer:
    worker.wrong_tries = 0
    worker.came_at = timezone.now()
    worker.save(update_fields=["wrong_tries", "came_at"])
    return Answer(worker.user, tries_left=worker.TRIES)


def _count(worker: DeviceWorker, device: Device) -> Answer:
    why = "PIN is locked" if worker.is_locked else "wrong PIN"
    worker.wrong_tries = min(worker.wrong_tries + 1, worker.TRIES)
    worker.save(update_fields=["wrong_tries"])
    record_act(
        Act.SIGN_IN_FAILED, by=worker.user, why=f"{why} at {device}", record_id=device.pk,
        outcome="refused",
    )  # fmt: skip
    return Answer(None, tries_left=worker.TRIES - worker.wrong_tries)


def set_pin(pin: str, *, by: User) -> None:
    """Set somebody's own PIN, or with an empty one remove it."""
    why = "own PIN set" if pin else "own PIN removed"
    with change(by=by, why=why, record_id=by.pk):
        by.pin = make_password(pin) if pin else ""
        by.save(update_fields=["pin"])
