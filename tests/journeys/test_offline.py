"""Care is recorded where there is no signal: nothing is lost, nothing doubled, whatever is cut."""

from collections.abc import Callable, Iterator

import pytest

from tests.journeys.conftest import Visitor
from tests.journeys.wire import Wire, wire_to

pytestmark = pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)
SEND = b"POST /offline/send/"
# Id, words, versions and how wrong the clock was, of what was recorded with these words.
RECORDED = """
from accounts.models import Provider
from dailycare.models import CareEntry
from governance.services import acting_for
for provider in Provider.objects.all():
    with acting_for(provider.pk):
        for one in CareEntry.objects.filter(text__startswith={words!r}).order_by("text"):
            print(one.pk, one.text, one.versions.count(), one.clock_off, sep="|")
"""


@pytest.fixture
def wire(product) -> Iterator[Wire]:
    with wire_to(product.base_url) as laid:
        yield laid


@pytest.fixture
def kofi(visitor: Callable[..., Visitor], wire: Wire) -> Visitor:
    """Kofi with a phone that holds his people."""
    kofi = visitor(through=wire)
    kofi.sign_in("kofi")
    kofi.is_ready_for_no_signal()
    return kofi


def records(kofi: Visitor, words: str) -> str:
    """Write a note for Mr Green and save it; return the id that the form gave it."""
    if not kofi.page.url.endswith("/record/"):
        kofi.go("/people/")
        kofi.tap("Art Green")
    kofi.tap("Note")
    entry_id = kofi.page.locator("[name=entry_id]").input_value()
    kofi.fill("What happened?", words)
    kofi.tap("Save note for Art Green")
    return entry_id


def on_record(kofi: Visitor, words: str) -> list[list[str]]:
    printed = kofi.stack.manage("shell", "--no-imports", "--command", RECORDED.format(words=words))
    return [line.split("|") for line in printed.splitlines() if "|" in line]


def test_care_goes_on_without_signal_and_is_sent_when_it_is_back(kofi, wire):
    kofi.go("/people/")
    wire.cut()
    first = records(kofi, "No signal: he asked for the window to be opened")

    kofi.reads("Kept on this device", "not on the record yet")
    kofi.says("Offline since")
    kofi.says("1 waiting to send")
    kofi.go("/people/")
    kofi.tap("Art Green")
    kofi.reads("No connection: this is how it was at", "What could go wrong")
    second = records(kofi, "No signal: he slept in his chair")
    kofi.says("2 waiting to send")
    kofi.go("/offline/waiting/")
    kofi.reads("Note for Art Green", "Kept on this device")
    assert on_record(kofi, "No signal") == []

    wire.mend()
    kofi.page.evaluate("dispatchEvent(new Event('online'))")
    kofi.says("All saved")
    assert [row[0] for row in on_record(kofi, "No signal")] == [first, second]
