"""A senior sees what changed for Mr Green, and compares his days and weeks."""

from playwright.sync_api import expect

from tests.journeys.conftest import at


def test_sees_what_changed_and_compares_weeks(visitor, has_scripts):
    sunil = at(visitor, has_scripts)
    sunil.sign_in("sunil")
    sunil.go("/people/?q=green")
    sunil.tap("Art Green")

    # how much he drank today beside his own target, and what changed, on his page
    sunil.reads("Drunk since 06:00, as recorded:", "of 1,500 ml")
    if has_scripts:
        sunil.reads("Drank less than usual on 3 days")
        sunil.looks_right()
        sunil.tap("Compare with other days, weeks and months")
    else:
        sunil.tap("What changed for Art, against other days")

    # the sentences say what was counted and from what; the plot has words, the table the same
    sunil.has_heading("What changed for Art")
    sunil.reads(
        "Drank less than usual on 3 days",
        "at least 1,500 ml was not kept on",
        "is no diagnosis",
        "Set for them: at least 1,500 ml, by Nora Quill, nurse",
    )
    expect(sunil.page.get_by_role("img", name="Drunk in a day")).to_be_visible()

    sunil.tap("Weeks")
    expect(sunil.page.get_by_role("link", name="Weeks")).to_have_attribute("aria-current", "page")
    table = sunil.page.get_by_role("table", name="Drunk in a day")
    expect(table).to_be_hidden()
    sunil.press(sunil.page.locator("summary", has_text="Drunk in a day as a table"))
    expect(table).to_contain_text("Week of")
    expect(table).to_contain_text("of 7 days")
    sunil.looks_right()
