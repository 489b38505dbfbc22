"""The GP record of one person, pulled by the worker from the simulator, as the page shows it."""

import json
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.gpconnect.expectation import expected
from tests.journeys.conftest import DESK, EXAMPLES, Visitor
from tests.journeys.test_every_page import person

# Each story is told of one person with scripts and of another without: nobody is added twice.
PUBLISHED = {True: "emis_livermore.json", False: "emis_meyers.json"}
OF_SOMEBODY_ELSE = {True: "wrong-person", False: "one-digit-wrong"}
AREAS = ("allergies", "medications", "problems", "immunisations", "consultations")


def opens_the_gp_record(visitor: Visitor, name: str) -> None:
    visitor.go(f"/people/?q={name.split()[-1]}")
    visitor.tap(name)
    visitor.tap("Open the GP record")


def asks_the_practice(visitor: Visitor) -> None:
    """Ask, and wait for the worker's answer, whichever button the page offers."""
    button = visitor.page.get_by_role("button", name="now")
    if button.count():
        visitor.tap(button.inner_text())
    visitor.waits_for("Received.")


def shows(visitor: Visitor, area: str, *words: str) -> None:
    """Find these words in one area of the GP's record: the banner above holds our own."""
    for text in words:
        expect(visitor.page.locator(f"section#{area}")).to_contain_text(text)


def test_a_nurse_reads_what_our_simulated_record_holds(visitor):
    nora = visitor()
    nora.sign_in("nora")
    opens_the_gp_record(nora, "Art Green")
    asks_the_practice(nora)

    nora.reads("Information from the GP record at Meadow Lane Surgery", "Demonstration")
    shows(nora, "allergies", "Allergy to penicillin", "Hives and swelling of the lips after one")
    shows(nora, "ended-allergies", "Allergy to aspirin")
    shows(nora, "medications", "Amlodipine 10mg tablets", "One tablet each morning")
    shows(nora, "problems", "Hypertensive disorder", "Osteoarthritis of both knees")
    shows(nora, "immunisations", "Seasonal influenza vaccination", "20 October 2008")
    shows(nora, "consultations", "Home visit", "Found on the floor beside his bed at six")


def test_a_care_worker_is_not_shown_it(visitor):
    ada = visitor()
    ada.sign_in("ada")
    ada.go("/people/?q=green")
    ada.tap("Art Green")

    assert not ada.page.get_by_text("GP record").count()


def test_a_practice_that_is_down_is_said_beside_what_is_held(visitor, product):
    marcus = visitor()
    marcus.sign_in("marcus")
    opens_the_gp_record(marcus, "Art Green")
    asks_the_practice(marcus)
    product.kill("simulator")
    try:
        marcus.tap("Refresh now")
        marcus.waits_for("could not be reached")
    finally:
        product.start("simulator")

    marcus.reads("for Marcus Webb. No answer.", "Still shown below: what was retrieved")
    shows(marcus, "allergies", "Allergy to penicillin")

    marcus.tap("Refresh now")
    marcus.waits_for("Received.")
    marcus.reads("Information from the GP record at Meadow Lane Surgery")


@pytest.mark.parametrize("has_scripts", ["scripts off"], indirect=True)
def test_the_worker_tries_again_by_itself(visitor, product):
    marcus = visitor()
    marcus.sign_in("marcus")
    marcus.go(person(marcus, "Marlowe"))
    marcus.tap("Open the GP record")
    asks_the_practice(marcus)
    product.kill("simulator")
    try:
        marcus.tap("Refresh now")
        marcus.waits_for("We will try again.")
    finally:
        product.start("simulator")

    # at most half a minute later, and nobody has asked
    marcus.waits_for("Received.")


def test_the_record_of_somebody_else_is_refused(visitor, has_scripts):
    marcus = visitor()
    marcus.sign_in("marcus")
    adds(marcus, served(marcus, "behaviour", OF_SOMEBODY_ELSE[has_scripts]))
    marcus.tap("Open the GP record")
    marcus.waits_for("Refused.")

    marcus.reads("gave the record of somebody else", "nothing of it was kept", "No GP record")
    assert not marcus.page.locator("section#allergies").count()
    page = marcus.page.url.removeprefix(marcus.stack.base_url)
    marcus.go(page.replace("gp-record", "who-looked"))
    marcus.reads("asked the GP system for the GP record, which did not answer with it")


def served(visitor: Visitor, kind: str, name: str) -> dict[str, str]:
    """Whom the simulator serves from this file, or with this behaviour: number, name, practice."""
    listed = httpx.get(visitor.stack.env["GP_CONNECT_PROXY_URL"] + "/people").json()
    return next(one for one in listed["people"] if one.get(kind, "").endswith(name))


def first_of(file: str) -> dict[str, str]:
    """What a manager is shown of each of the example's lists, by an independent reading."""
    areas: dict[str, Any] = expected(json.loads((EXAMPLES / file).read_text()))["areas"]
    items = {name: areas[name]["items"] for name in AREAS}
    items["problems"] = [item for item in items["problems"] if item["status"] == "active"]
    items["consultations"].sort(key=lambda item: item["date"], reverse=True)
    return {name: found[0]["display"] for name, found in items.items()}


def adds(visitor: Visitor, who: dict[str, str]) -> None:
    """Add the person of a simulated or published record, as a manager would."""
    given, family = who["name"].split()[-2:]
    visitor.go("/people/add/")
    for label, words in {
        "First names": given,
        "Last name": family,
        "NHS number": who["nhs_number"],
        "GP practice code": who["practice"],
    }.items():
        visitor.fill(label, words)
    visitor.page.get_by_label("Address", exact=True).fill("1 Orchard Row, Thornbury Cross")
    born = visitor.page.get_by_role("group", name="Date of birth")
    year, month, day = who["born_on"].split("-")
    for box, value in (("Day", day), ("Month", month), ("Year", year)):
        born.get_by_label(box, exact=True).fill(value)
    for label, choice in {
        "NHS number status": "Number present and verified",
        "Location": "Rosewood",
    }.items():
        visitor.page.get_by_label(label).select_option(label=choice)
    visitor.tap("Save this person")


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the published examples are not at hand")
def test_a_published_record_is_shown_whole(visitor, has_scripts):
    file = PUBLISHED[has_scripts]
    marcus = visitor(DESK)
    marcus.sign_in("marcus")
    adds(marcus, served(marcus, "file", file))
    marcus.tap("Open the GP record")
    asks_the_practice(marcus)

    marcus.reads("Information from the GP record at")
    for area, display in first_of(file).items():
        shows(marcus, area, display)
