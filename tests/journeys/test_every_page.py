"""One page of every kind that a link leads to is looked at by axe, at 360 and 1280 pixels."""

import re
from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from dscr.demonstration.sign_ins import PASSWORD
from records.kinds import BY_SLUG, KINDS
from tests.architecture.addresses import ADDRESSES
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.journeys.test_administrator import WORKBOOK, checks
from tests.journeys.test_mapping import uploads

# Addresses that are no page to look at.
NOT_A_PAGE = {
    "": "sends staff to their people",
    "healthz": "for machines",
    "sign-in/": "every story begins there",
    "sign-in/second-step/": "every manager's story begins there",
    "sign-in/who/": "the picker of a shared device: test_shared_tablet.py looks at it",
    "change-worker/": "a button on every page of a shared device",
    "me/here/": "where a shared device says that somebody reads",
    "me/pin/remove/": "a button beside a PIN",
    "me/again/code/": "asked of managers before they change their keys",
    "me/drafts/keep/": "where a page keeps what is being typed",
    "me/drafts/<uuid:draft_id>/discard/": "a button beside what was typed",
    "theme/": "takes a choice and goes back",
    "gallery/": "only where the product is being built; it has its own test",
    "sign-out/": "a button on every page",
    "sign-in/closed/": "where allauth sends an account that was switched off",
    "me/second-step/codes/download/": "a text file",
    "imports/<uuid:run_id>/reconciliation/": "a JSON file",
    "imports/<uuid:run_id>/problems/": "a workbook",
    "imports/mappings/<uuid:mapping_version_id>/": "a YAML file",
    "imports/<uuid:run_id>/progress/": "a part of the page of an import",
    "imports/<uuid:run_id>/map/": "a button on the page of an import",
    "imports/<uuid:run_id>/again/": "a button while nobody works on an import",
    "imports/<uuid:run_id>/pause/": "a button while an import is brought in",
    "imports/<uuid:run_id>/resume/": "a button on an import that was paused",
    "imports/<uuid:run_id>/cancel/": "a button on an import that waits",
    "imports/<uuid:run_id>/check-again/": "a button on the page of an import",
    "imports/<uuid:run_id>/ask/": "a button on the page of an import",
    "people/<uuid:person_id>/files/<uuid:file_id>/": "a file to keep",
    "people/<uuid:person_id>/notes/photographs/<uuid:photograph_id>/large/": "a picture of a page",
    "people/<uuid:person_id>/notes/photographs/<uuid:photograph_id>/small/": "a picture of a note",
    "people/<uuid:person_id>/own-copy.pdf": "a file to keep",
    "acts/download/": "a file to keep",
    "gp-records/accesses/list/": "a file to keep",
    "copies/<uuid:copy_id>/download/": "a file to keep",
    "copies/<uuid:copy_id>/progress/": "a part of the page of a copy",
    "copies/<uuid:copy_id>/again/": "a button where a copy failed",
    "people/<uuid:person_id>/care-plan/versions/<uuid:plan_id>/ask/": "a button on a draft",
    "people/<uuid:person_id>/care-plan/versions/<uuid:plan_id>/take-back/": "a button on a draft",
    "handovers/paper/<uuid:location_id>/": "a file to print",
    "handovers/draft/<uuid:location_id>/": "a button beside a place",
    "handovers/<uuid:handover_id>/new/": "a button on a draft",
    "handovers/<uuid:handover_id>/sign/": "a button under a handover",
    "handovers/<uuid:handover_id>/read/": "a button under a handover",
    "exceptions/progress/": "a part of the page of exceptions",
    "sw.js": "a script",
    "offline/": "a frame that a device fills in: test_offline.py looks at what it draws",
    "offline/waiting/": "drawn by the device: test_offline.py looks at it",
    "offline/held/": "what a device holds, as JSON",
    "offline/send/": "where a device sends what it kept, as JSON",
    "people/<uuid:person_id>/held/": "what a device holds of somebody, as JSON",
    "people/<uuid:person_id>/gp-record/summary/": "a part of the person's page",
    "people/<uuid:person_id>/gp-record/progress/": "a part of the GP record's page",
    "people/<uuid:person_id>/gp-record/refresh/": "a button on the GP record's page",
    "people/<uuid:person_id>/gp-record/sections/<section>/page/": "a frame in the section's page",
}
VISITED: set[str] = set()


def alike(route: str) -> str:
    """Name a page by its route; every kind of record draws all but its form alike.

    So do the areas of everyday and nursing needs, and the sections of a GP record.
    """
    route = re.sub(r"/gp-record/sections/[a-z-]+/", "/gp-record/sections/<section>/", route)
    route = re.sub(r"/nursing-needs/[a-z-]+/history/", "/nursing-needs/<area>/history/", route)
    *_, slug = route.removeprefix("people/<uuid:person_id>/").split("/")[:1]
    if slug in BY_SLUG and not route.endswith("/add/"):
        return route.replace(f"/{slug}/", "/<kind>/", 1)
    return route


def page_at(url: str) -> str:
    """What page an address shows, whomever it is about."""
    return alike(resolve(urlsplit(url).path).route)


def links(visitor: Visitor) -> list[str]:
    found = visitor.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    inside = [urlsplit(link) for link in found if link.startswith(visitor.stack.base_url)]
    return [link.path + (f"?{link.query}" if link.query else "") for link in inside]


def looks_at(visitor: Visitor, address: str) -> None:
    visitor.page.set_viewport_size(PHONE)
    goes(visitor, address)
    visitor.page.set_viewport_size(DESK)
    visitor.looks_right()


def goes(visitor: Visitor, address: str) -> None:
    """Open a page, and show again who it is where the sign-in is some time ago."""
    visitor.go(address)
    if page_at(visitor.page.url) == "me/again/code/":
        visitor.fill("code", visitor.codes.next_for(visitor.username))
        visitor.tap("Go on")
    elif page_at(visitor.page.url) == "me/again/" and page_at(address) != "me/again/":
        visitor.page.get_by_label("Password", exact=True).fill(PASSWORD)
        visitor.tap("Go on")


def goes_everywhere(visitor: Visitor, *starts: str) -> None:
    """Follow links to one page of every kind that was not looked at before."""
    waiting = deque(starts)
    for address in starts:
        visitor.page.goto(visitor.stack.base_url + address)
        waiting.extend(links(visitor))
    while waiting:
        address = waiting.popleft()
        page = page_at(address)
        if page in VISITED or page in NOT_A_PAGE:
            continue
        looks_at(visitor, address)
        if page_at(visitor.page.url) == page:  # not sent elsewhere
            VISITED.add(page)
        waiting.extend(links(visitor))


def person(visitor: Visitor, name: str) -> str:
    """The address of somebody's page."""
    visitor.page.goto(f"{visitor.stack.base_url}/people/?q={name}")
    href = visitor.page.locator(".people__card a").first.get_attribute("href")
    assert href
    return href


def asks_and_is_answered(adele: Visitor, marcus: Visitor, run: str, page_of_marcus: str) -> None:
    """Marcus, an administrator too from today, approves what Adele is to bring in."""
    goes(adele, f"{page_of_marcus}posts/add/")
    adele.choose("Administrator")
    adele.page.get_by_label("Place", exact=True).select_option(label="Rosewood")
    adele.choose("Employed")
    adele.tap("Give this post")
    adele.go(run)
    adele.tap("Ask somebody to approve")
    goes_everywhere(marcus, run)
    marcus.go(f"{run}approval/")
    marcus.choose("Yes, I approve it")
    marcus.tap("Save your answer")


@pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)
def test_every_page_can_be_used_by_everyone(visitor):
    marcus = visitor(DESK)
    marcus.sign_in("marcus")
    edith, art, leonard, norma, james, winifred = (
        person(marcus, name)
        for name in ("Marlowe", "Green", "Fairbrother", "Dancey", "Okafor", "Tase")
    )
    marcus.go(f"{edith}care-plan/draft/")
    if marcus.page.get_by_role("button", name="Start a draft").count():
        marcus.tap("Start a draft")
    goes_everywhere(
        marcus,
        *("/people/", "/more/", edith, f"{edith}care-plan/draft/", f"{art}care-plan/versions/"),
        *(f"{edith}{kind.slug}/" for kind in KINDS),
        *(f"{art}{slug}/" for slug in ("contacts", "needs")),
        *(f"{someone}allergies/" for someone in (leonard, norma)),
        *(f"{edith}asked/", f"{edith}private/"),
        *(f"{james}care-plan/", f"{winifred}care-plan/draft/"),
    )
    marcus.go("/handovers/")
    written = [link for link in links(marcus) if page_at(link) == "handovers/<uuid:handover_id>/"]
    goes_everywhere(marcus, "/handovers/", *written)
    marcus.go(f"{edith}care-plan/")
    marcus.tap("Comment on the plan")
    marcus.fill("Comment", "Her niece has read it and agrees.")
    marcus.tap("Save")
    goes_everywhere(marcus, f"{edith}care-plan/")
    marcus.go(f"{edith}copy/")
    marcus.fill("What is it for?", "Her solicitor asked for it")
    marcus.choose("I know that this file is not locked, and keep it where nobody else can read it")
    marcus.tap("Copy the record of")
    goes_everywhere(marcus, urlsplit(marcus.page.url).path)
    marcus.go(f"{edith}care-plan/versions/")
    marcus.tap("Show them beside each other")
    goes_everywhere(marcus, marcus.page.url.removeprefix(marcus.stack.base_url))
    goes(marcus, "/me/second-step/codes/new/")
    marcus.tap("Make new codes")
    goes_everywhere(marcus, "/me/second-step/")

    adele = visitor(DESK)
    adele.sign_in("adele")
    checks(adele, WORKBOOK, "spreadsheet_home")
    adele.waits_for("What was understood")
    run = urlsplit(adele.page.url).path
    goes_everywhere(adele, run, "/imports/", "/staff/", "/people/add/")
    adele.go("/staff/")
    adele.tap("Marcus Webb")
    page_of_marcus = urlsplit(adele.page.url).path
    goes_everywhere(adele, page_of_marcus)
    asks_and_is_answered(adele, marcus, run, page_of_marcus)
    adele.go(f"{run}commit/")
    adele.tap("Bring it in to Rosewood")
    adele.waits_for("In the record")
    goes_everywhere(adele, run, f"{person(adele, 'Thistlethwaite')}identity/")
    uploads(adele, [WORKBOOK], saved_on=("31", "10", "2026"))
    lists = urlsplit(adele.page.url).path
    goes_everywhere(
        adele, f"{lists}table/?table=residents", f"{lists}preview/", f"{lists}finish/", lists
    )
    adele.go(f"{lists}table/?table=residents")
    adele.follow(adele.page.get_by_role("button", name="what do its").first)
    goes_everywhere(adele, adele.page.url.removeprefix(adele.stack.base_url))

    sunil = visitor(DESK)
    sunil.sign_in("sunil")
    goes_everywhere(sunil, "/me/second-step/set-up/", "/me/password/", "/me/again/")
    sunil.go("/exceptions/")
    sunil.tap("Say what was done")
    sunil.fill("What was done about it?", "Looked in, all is well")
    sunil.tap("Say it was seen to")
    sunil.tap("With what was seen")
    goes_everywhere(sunil, sunil.page.url.removeprefix(sunil.stack.base_url))

    dev = visitor(DESK)
    dev.sign_in("dev")
    goes_everywhere(dev, person(dev, "Kieran"))

    every = {alike(address.route) for address in ADDRESSES if "?" not in address.route}
    passed_over = sorted(every - VISITED - set(NOT_A_PAGE))
    assert not passed_over, "\n".join(passed_over)
