"""Leading a shift: who sees to whom, what needs an eye, what a worker finds on their list."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import at


def test_a_senior_leads_a_shift_and_a_worker_finds_their_list(visitor, has_scripts):
    senior = at(visitor, has_scripts)
    senior.sign_in("sunil")

    # What was missed, late and refused, and what was done about the first of it
    senior.go("/more/")
    senior.tap("What was missed, late, refused or contradictory")
    senior.has_heading("What needs your eye")
    senior.reads("Read at", "All kinds")
    line = senior.page.get_by_role("link", name=re.compile("^Say what was done")).first
    address = line.get_attribute("href")
    senior.follow(line)
    senior.fill("What was done about it?", f"Looked in, all is well ({has_scripts})")
    senior.tap("Say it was seen to")
    senior.reads("What you did stands beside it")
    expect(senior.page.locator(f'a[href="{address}"]')).to_have_count(0)
    senior.tap("With what was seen")
    senior.reads("Seen by Sunil", f"Looked in, all is well ({has_scripts})")

    # Who sees to whom today
    senior.go("/shift/")
    senior.page.get_by_label("Who sees to them?").select_option(label="Kofi Mensah")
    box = senior.page.get_by_role("checkbox", name=re.compile("Green, Room")).first
    box.focus()
    senior.page.keyboard.press("Space")
    senior.tap("Put them on the list")
    senior.reads("Kofi Mensah sees it on their list")

    worker = at(visitor, has_scripts)
    worker.sign_in("kofi")
    worker.go("/people/")
    worker.reads("My list", "Green")
    expect(worker.page.locator(".people__card")).to_have_count(1)
    worker.tap("Everyone")
    assert worker.page.locator(".people__card").count() > 1
    worker.tap("What changed since I last worked")
    worker.has_heading("What changed since I last worked")

    senior.go("/shift/")
    senior.tap("Take back")
