"""How the record of somebody at another place is opened, and what leads are told of it."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dailycare import clock, exceptions
from records import services as records_services
from records.models import OpenedFromOutside

LOOK = reverse("dailycare:elsewhere")
PEOPLE, RECORD = reverse("dailycare:my_people"), reverse("dailycare:choose_person")
FEED = reverse("dailycare:exception_feed")
HARRY = {"given_name": "Harry", "family_name": "Oakes", "nhs_number": "9990000026"}
NAMED = {"family_name": "oakes", "given_name": "HARRY"}
WHY = {"cause": "covering", "words": "Lena is ill"}


def page(name: str, person: object, *more: object) -> str:
    return reverse(f"dailycare:{name}", args=[person.pk, *more])


def open_to(user, person, **changes) -> OpenedFromOutside:
    ends_at = clock.day_ends(timezone.now())
    about = WHY | {"ends_at": ends_at, "by": user}
    return records_services.open_from_outside(person, **about | changes)


def the_line(user) -> exceptions.ExceptionItem:
    now = timezone.now()
    found = exceptions.exceptions(user, now - timedelta(days=1), now)
    [one] = [one for one in found if one.kind == "outside"]
    return one


def asked_of(browser, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in captured)
