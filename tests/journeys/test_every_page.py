"""One page of every kind that a link leads to is looked at by axe, at 360 and 1280 pixels."""

from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.journeys.test_administrator import WORKBOOK, checks

# Addresses that are no page to look at.
NOT_A_PAGE = {
    "": "sends staff to their people",
    "healthz": "for machines",
    "sign-in/": "every story begins there",
    "sign-in/second-step/": "every manager's story begins there",
    "me/again/code/": "asked of managers before they change their keys",
    "theme/": "takes a choice and goes back",
    "gallery/": "only where the product is being built; it has its own test",
    "sign-out/": "a button on every page",
    "sign-in/closed/": "where allauth sends an account that was switched off",
    "me/second-step/codes/download/": "a text file",
    "imports/<uuid:run_id>/reconciliation/": "a JSON file",
    "imports/<uuid:run_id>/progress/": "a part of the page of an import",
    "imports/<uuid:run_id>/again/": "a button while nobody works on an import",
    "people/<uuid:person_id>/gp-record/summary/": "a part of the person's page",
    "people/<uuid:person_id>/gp-record/progress/": "a part of the GP record's page",
    "people/<uuid:person_id>/gp-record/refresh/": "a button on the GP record's page",
}
VISITED: set[str] = set()


def route_of(path: str) -> str:
    return resolve(path).route


def links(visitor: Visitor) -> list[str]:
    found = visitor.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    inside = [urlsplit(link) for link in found if link.startswith(visitor.stack.base_url)]
    return [link.path + (f"?{link.query}" if link.query else "") for link in inside]


def looks_at(visitor: Visitor, address: str) -> None:
    visitor.page.set_viewport_size(PHONE)
    visitor.go(address)
    visitor.page.set_viewport_size(DESK)
    visitor.looks_right()


def goes_everywhere(visitor: Visitor, *starts: str) -> None:
    """Follow links to one page of every kind that was not looked at before."""
    waiting = deque(starts)
    while waiting:
        address = waiting.popleft()
        route = route_of(urlsplit(address).path)
        if route in VISITED or route in NOT_A_PAGE:
            continue
        VISITED.add(route)
        looks_at(visitor, address)
        waiting.extend(links(visitor))


def person(visitor: Visitor, name: str) -> str:
    """The address of somebody's page."""
    visitor.page.goto(f"{visitor.stack.base_url}/people/?q={name}")
    href = visitor.page.locator(".people__card a").first.get_attribute("href")
    assert href
    return href


only_with_scripts = pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)


@only_with_scripts
def test_every_page_of_a_manager_can_be_used_by_everyone(visitor):
    marcus = visitor(DESK)
    marcus.sign_in("marcus")
    edith = person(marcus, "Marlowe")
    marcus.go(f"{edith}care-plan/draft/")
    if marcus.page.get_by_role("button", name="Start a draft").count():
        marcus.tap("Start a draft")

    goes_everywhere(marcus, "/people/", edith, "/more/", f"{edith}care-plan/draft/")


@only_with_scripts
def test_every_page_of_an_administrator_can_be_used_by_everyone(visitor):
    adele = visitor(DESK)
    adele.sign_in("adele")
    checks(adele, WORKBOOK)
    adele.waits_for("What was understood")

    goes_everywhere(adele, urlsplit(adele.page.url).path, "/imports/", "/staff/", "/people/add/")


@only_with_scripts
def test_every_page_about_oneself_can_be_used_by_everyone(visitor):
    sunil = visitor(DESK)
    sunil.sign_in("sunil")

    goes_everywhere(sunil, "/me/second-step/set-up/", "/me/password/", "/me/again/")
