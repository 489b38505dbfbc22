"""Both records of one person, side by side, for the tests of what is decided about them."""

from django.urls import reverse

from gpconnect import comparing, queries
from gpconnect.deciding import Choice
from records.models import GPNotice, Person
from records.models.gp import GPArea
from tests.gpconnect.answers import a_concept
from tests.gpconnect.lists import allergy

PENICILLIN = allergy(
    "penicillin",
    code=a_concept("Penicillin", sent="91936005"),
    reaction=[{"description": "Swelling of the lips"}],
    criticality="high",
    onsetDateTime="1962-05-04",
)
PRACTICE = "From the GP record at Millbrook Surgery, Z99901, retrieved "


def seen_by(user, person):
    person = Person.objects.get(pk=person.pk)
    return person, queries.gp_record_seen_by(user, person)


def pairs(person, *, by, part=GPArea.ALLERGIES):
    person, seen = seen_by(by, person)
    found = {one.area: one for one in comparing.compared(person, seen.record)}
    return list(found[part].pairs)


def choose(pair, decision, words="", **more):
    about = {"area": pair.area, "key": pair.key, "shown": pair.state}
    return Choice(**about, decision=decision, words=words, **more)


def waiting(person):
    """How many entries of each part leads are told to wait for them."""
    rows = GPNotice.objects.filter(person=person, news="differs", standing="current")
    return {row.area: row.how_many for row in rows}


def compare_of(person):
    return reverse("gpconnect:compare", args=[person.pk])


def decide_of(person, pair):
    about = {"area": pair.area.value, "key": pair.key}
    return reverse("gpconnect:decide", args=[person.pk], query=about)


def post(browser, person, pair, **fields):
    sent = {"seen_as": pair.state, **fields}
    return browser.post(decide_of(person, pair), sent, follow=True)
