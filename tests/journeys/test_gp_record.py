"""The GP record of one person, pulled by the worker from the simulator, as the page shows it."""

import json

import httpx
import pytest

from tests.journeys.conftest import DESK, EXAMPLES, Visitor

# The code of the list of allergies and adverse reactions.
ALLERGIES = "886921000000105"


def asks_the_practice(visitor: Visitor) -> None:
    """Ask, and wait for the worker's answer, whichever button the page offers."""
    button = visitor.page.get_by_role("button", name="now")
    if button.count():
        visitor.tap(button.inner_text())
    visitor.waits_for("retrieved")


def test_a_nurse_reads_what_our_simulated_record_holds(visitor):
    nora = visitor()
    nora.sign_in("nora")
    nora.go("/people/?q=green")
    nora.tap("Art Green")
    nora.tap("Open the GP record")
    asks_the_practice(nora)

    nora.reads("Information from the GP record at", "Demonstration", "Penicillin")
    nora.reads("Allergies", "Medic", "Problems", "Immunisations")


def test_a_care_worker_is_not_shown_it(visitor):
    ada = visitor()
    ada.sign_in("ada")
    ada.go("/people/?q=green")
    ada.tap("Art Green")

    assert not ada.page.get_by_text("GP record").count()


def published(visitor: Visitor, file: str) -> dict[str, str]:
    """How the simulator serves a published example: under which number, for whom."""
    listed = httpx.get(visitor.stack.env["GP_CONNECT_PROXY_URL"] + "/people").json()
    return next(one for one in listed["people"] if file in json.dumps(one))


def first_allergies(file: str) -> list[str]:
    """What the allergies on the example's own list say, read from the JSON by itself."""
    bundle = json.loads((EXAMPLES / file).read_text())
    resources = [entry["resource"] for entry in bundle["entry"]]
    known = {f"{r['resourceType']}/{r.get('id')}": r for r in resources}
    (listed,) = (r for r in resources if ALLERGIES in json.dumps(r.get("code", "")))
    codes = [known[entry["item"]["reference"]]["code"] for entry in listed["entry"]]
    return [code.get("text") or code["coding"][0]["display"] for code in codes][:3]


def adds(visitor: Visitor, who: dict[str, str]) -> None:
    """Add the person of a published example, as a manager would."""
    given, family = who["name"].split()[-2:]
    visitor.go("/people/add/")
    for label, words in {
        "First names": given,
        "Last name": family,
        "NHS number": who["nhs_number"],
        "GP practice code": who["practice"],
    }.items():
        visitor.fill(label, words)
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


@pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)
@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the published examples are not at hand")
def test_a_published_record_is_shown_whole(visitor):
    file = "emis_gainsford.json"
    marcus = visitor(DESK)
    marcus.sign_in("marcus")
    adds(marcus, published(marcus, file))
    marcus.tap("Open the GP record")
    asks_the_practice(marcus)

    marcus.reads("Information from the GP record at", *first_allergies(file))
