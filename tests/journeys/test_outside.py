"""A worker stands in at another home: opens a record for a reason, records, and it is looked at."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, at


def test_a_record_is_opened_from_outside_used_and_looked_at(visitor, has_scripts):
    ada = at(visitor, has_scripts)
    ada.sign_in("ada")

    # somebody at another home, by the whole name; nobody is listed
    ada.go("/people/")
    ada.tap("Somebody at another place")
    ada.fill("Or last name", "Okafo")
    ada.fill("First name", "James")
    ada.tap("Find this person")
    ada.reads("Nobody with us is called exactly so")
    ada.fill("Or last name", "Okafor")
    ada.tap("Find this person")
    ada.has_heading("Is this the right person?")
    ada.reads("James", "Millrace Court", "are told at once")

    # without a reason it stays closed
    ada.tap("Open the record of")
    ada.reads("Choose why you need it now")
    ada.choose("I am covering a shift where they are")
    ada.fill("In your own words", f"Rhian is late, I start with James ({has_scripts})")
    ada.tap("Open the record of")
    ada.reads("You opened this record from outside your places, until 06:00", "Rhian is late")

    # care is recorded as for anybody
    person = ada.page.url.removeprefix(ada.stack.base_url)
    ada.go(f"{person}record/?kind=drink")
    ada.pick(ada.page.get_by_label("200 ml", exact=True).first)
    ada.tap("Save")
    ada.reads("Saved")
    ada.go("/people/")
    ada.reads("Opened from outside my places", "James")

    # the manager is told, ends nothing, and says that it was in order
    marcus = visitor(PHONE)
    marcus.sign_in("marcus")
    marcus.go("/people/")
    marcus.tap("opened from outside")
    marcus.reads("Ada Lark opened the record", "Rhian is late")
    line = marcus.page.get_by_role("listitem").filter(has_text="Ada Lark opened the record").first
    marcus.follow(line.get_by_role("link", name=re.compile("^Say what was done")))
    marcus.choose("In order")
    marcus.fill("What was done about it?", "I had asked her")
    marcus.tap("Say it was seen to")
    marcus.tap("With what was seen")
    line = marcus.page.get_by_role("listitem").filter(has_text="Rhian is late").first
    expect(line).to_contain_text("In order. I had asked her")

    # a word was wrong: it is corrected with a reason
    marcus.follow(line.get_by_role("link", name=re.compile("^Correct")))
    marcus.fill("What was done about it?", "Joel had asked her")
    marcus.fill("Why is it corrected?", "It was Joel")
    marcus.tap("Save correction")
    marcus.reads("Correction saved")

    # the worker is done before the day is
    ada.go(person)
    ada.tap("End it now")
    ada.reads("Rhian is late")
    ada.tap("End it for Ada Lark")
    ada.reads("is not open from outside now")
    assert ada.page.goto(ada.stack.base_url + person).status == 404
