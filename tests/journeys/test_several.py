"""Tea for three at once: an entry each, looked at by name, one of them changed, one left out."""

from tests.journeys.conftest import Visitor


def chooses(kofi: Visitor, *names: str) -> None:
    kofi.go("/record/")
    kofi.tap("Record the same care for several people")
    kofi.looks_right()
    for name in names:
        kofi.page.get_by_label(name).first.check()


def test_tea_for_three_is_looked_at_one_by_one(visitor, has_scripts):
    words = f"Tea in the garden room, scripts {has_scripts}."
    kofi = visitor()
    kofi.sign_in("kofi")
    chooses(kofi, "Art Green", "Dilys Abel", "Beryl Ashworth")
    kofi.choose("Drink")
    kofi.tap("Go on to what they had")

    # written once
    kofi.reads("Art Green", "Dilys Abel", "Beryl Ashworth")
    kofi.choose("200 ml")
    kofi.fill("Anything to add?", words)
    kofi.looks_right()
    kofi.tap("See it for each of the 3 people")

    # one is as it was, one drank less, one slept
    kofi.looks_right()
    kofi.choose("Right for Art Green")
    dilys = kofi.page.locator(".line", has_text="Dilys Abel")
    dilys.locator("summary").click()
    dilys.get_by_label("50 ml", exact=True).check()
    kofi.choose("Right for Dilys Abel")
    kofi.page.locator(".line", has_text="Beryl Ashworth").get_by_label("Leave").check()
    kofi.tap("Save drink for those who are right")

    kofi.reads("each in their own record", "Art Green: Drink, 200 ml", "Dilys Abel: Drink, 50 ml")
    kofi.page.get_by_role("link", name="Undo or correct for Dilys Abel").click()
    kofi.reads("Written for 2 people at once", words)
