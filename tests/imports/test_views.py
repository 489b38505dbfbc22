"""The pages of an import, as an administrator meets them and as nobody else does."""

import zipfile
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts import services as accounts
from dailycare import services as dailycare
from governance.services import acting_for
from imports import forms, services, tasks
from imports.models import ImportRun
from imports.progress import Teller
from records.models import Person
from tests.imports.extracts import rondel
from tests.imports.homes import ARTHUR, AS_OF, BETTY, a_file, a_home
from tests.imports.runs import small_home
from tests.people import a_worker, signed_in

State = ImportRun.State
UPLOAD = {"as_of-day": "31", "as_of-month": "10", "as_of-year": "2026"}


@pytest.fixture
def browser(cast, client):
    """The browser of Rosewood's administrator, signed in."""
    return signed_in(client, cast.adele)


@pytest.fixture
def at_once(monkeypatch, django_capture_on_commit_callbacks):
    """Do at once, in this process, what a page leaves to a worker."""
    for task in (tasks.check_run, tasks.commit_run, tasks.undo_run):
        monkeypatch.setattr(task, "delay", task.run)
    return lambda: django_capture_on_commit_callbacks(execute=True)


def a_run(cast, data=None, *, is_checked=True):
    """A run of Adele's."""
    with acting_for(cast.provider.pk):
        run = services.start_check(
            a_file(data or small_home()),
            file_name="home.xlsx",
            location=cast.home,
            as_of=AS_OF,
            by=cast.adele,
        )
        if is_checked:
            services.check_run(run.pk, by=cast.adele)
        return run


def committed(cast):
    run = a_run(cast)
    with acting_for(cast.provider.pk):
        services.start_commit(run.pk, by=cast.adele)
        services.commit_run(run.pk, by=cast.adele)
    return run


def state_of(cast, run):
    with acting_for(cast.provider.pk):
        return ImportRun.objects.get(pk=run.pk).state


def page(client, name, run, **query):
    return client.get(reverse(f"imports:{name}", args=[run.pk]), query).content.decode()


def an_upload(data, name="home.xlsx"):
    return UPLOAD | {"export": SimpleUploadedFile(name, data)}


def test_an_administrator_brings_a_workbook_in_and_takes_it_back(cast, browser, at_once):
    assert (
        "Nothing has been brought in yet" in browser.get(reverse("imports:runs")).content.decode()
    )

    with at_once():
        answer = browser.post(
            reverse("imports:upload"), an_upload(small_home()) | {"location": cast.home.pk}
        )
    with acting_for(cast.provider.pk):
        run = ImportRun.objects.get()
    assert answer.url == reverse("imports:run", args=[run.pk])
    shown = page(browser, "run", run)
    assert "16 rows hold something" in shown
    assert "8 can be brought in" in shown
    assert "3 will be brought in" in page(browser, "commit", run)

    with at_once():
        browser.post(reverse("imports:commit", args=[run.pk]))
    assert state_of(cast, run) == State.COMMITTED
    assert "2 added" in page(browser, "run", run)
    assert "3 will be taken back" in page(browser, "undo", run)

    with at_once():
        browser.post(reverse("imports:undo", args=[run.pk]), {"reason": "Wrong home"})
    assert state_of(cast, run) == State.UNDONE
    assert "Wrong home" in page(browser, "run", run)
    assert "home.xlsx" in browser.get(reverse("imports:runs")).content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x89PNG\r\n", "This is a picture (PNG), not a workbook"),
        (b"", "This file is empty"),
        (b"Surname,Name", "This is not a workbook"),
        (small_home()[:400], "damaged or cut short"),
    ],
    ids=["a picture", "nothing", "a text", "cut short"],
)
def test_a_file_that_is_no_workbook_is_refused_at_its_field(cast, browser, data, sentence):
    answer = browser.post(
        reverse("imports:upload"), an_upload(data) | {"location": str(cast.home.pk)}
    )

    assert sentence in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"export"}


def test_an_upload_without_anything_says_what_to_choose(browser):
    shown = browser.post(reverse("imports:upload"), UPLOAD).content.decode()

    assert "Choose the files" in shown


def test_files_that_are_too_large_together_say_how_else_to_bring_them(browser, cast, monkeypatch):
    monkeypatch.setattr(forms, "MAX_UPLOADED_BYTES", 10)

    shown = browser.post(
        reverse("imports:upload"), an_upload(small_home()) | {"location": cast.home.pk}
    ).content.decode()

    assert "manage.py import_legacy" in shown


def test_several_files_are_taken_together(browser, cast, at_once):
    with zipfile.ZipFile(rondel()[0].open()) as package:
        files = [SimpleUploadedFile(name, package.read(name)) for name in package.namelist()]

    with at_once():
        browser.post(
            reverse("imports:upload"), UPLOAD | {"export": files, "location": cast.home.pk}
        )

    with acting_for(cast.provider.pk):
        run = ImportRun.objects.get()
    assert (run.adapter, run.state) == ("homecare_csv", State.CHECKED)
    shown = page(browser, "run", run)
    assert "visit_notes" in shown
    assert "3 rows hold something. 3 can be brought in" in shown


def test_a_workbook_without_people_says_so_on_its_page(cast, browser):
    run = a_run(cast, a_home(staff=[]))

    assert "No sheet of this workbook has the headings of a list" in page(browser, "run", run)


def test_rows_are_listed_with_reasons_and_can_be_chosen(cast, browser):
    note = ("1.6.26", "AM", "Betty Grene", "<b>Sang</b>", "AB")
    run = a_run(cast, small_home(notes=[note, ("1.6.26", "AM", "Betty G", "Danced", None)]))

    everything = page(browser, "rows", run)
    rejected = page(browser, "rows", run, outcome="rejected")
    warned = page(browser, "rows", run, outcome="warned")

    assert "Perhaps Betty Green (residents row 3)" in rejected
    assert "&lt;b&gt;Sang&lt;/b&gt;" in rejected
    assert "Danced" in everything
    assert "Danced" not in rejected
    assert "no staff initials" in warned
    assert "Perhaps Betty Green" not in warned
    assert "Danced" in page(browser, "rows", run, sheet="notes")
    assert "Danced" not in page(browser, "rows", run, sheet="residents")
    assert "Perhaps Betty" in page(browser, "rows", run, reason="unknown-person")
    assert "No row is like that" in page(browser, "rows", run, reason="no-date")


def test_many_rows_come_in_pages(cast, browser):
    notes = [("1.6.26", "AM", "Betty G", f"Note {number}", "AB") for number in range(60)]
    run = a_run(cast, small_home(notes=notes))

    first, second = page(browser, "rows", run), page(browser, "rows", run, page=2)

    assert "page 1 of 2" in first
    assert "Later rows" in first
    assert "Note 59" in second


def test_people_who_may_be_one_are_shown_side_by_side(cast, browser):
    again = (*BETTY[:3], None, *BETTY[4:6], "-", "1.1.23", "Home 2.2.23", None)
    mary = (*BETTY[:2], "Mary", None, "1.1.39", *BETTY[5:])
    run = a_run(cast, a_home(residents=[BETTY, again, mary, ARTHUR]))

    shown, beside = page(browser, "run", run), page(browser, "merges", run)

    assert "1 pair of people may be one person each" in shown
    assert "One NHS number on different people" in shown
    assert "Same NHS number and date of birth" in beside
    assert "Home 2.2.23" in beside
    assert "1 pair of rows may be one person" in page(browser, "commit", run)


def test_whoever_brings_it_in_is_told_who_stays_out(cast, browser):
    impossible = (*ARTHUR[:4], "31/04/1941", *ARTHUR[5:])
    run = a_run(cast, a_home(residents=[BETTY, impossible]))

    shown = page(browser, "commit", run)

    assert "These people stay out" in shown
    assert "Black, Arthur (residents row 4): The date of birth is not a date that can be." in shown


def test_a_run_at_work_shows_how_far_it_is_and_asks_again(cast, browser):
    run = a_run(cast, is_checked=False)

    shown = page(browser, "run", run)
    asked = browser.get(reverse("imports:progress", args=[run.pk]), headers={"HX-Request": "true"})

    assert "It starts in a moment" in shown
    assert "every 2s" in asked.content.decode()
    assert browser.get(reverse("imports:progress", args=[run.pk])).url == reverse(
        "imports:run", args=[run.pk]
    )


def test_a_check_shows_how_far_it_is_with_each_list(cast, browser, time_machine):
    run = a_run(cast, is_checked=False)
    time_machine.move_to(timezone.now(), tick=False)
    teller = Teller(run.pk, 42_000, {"people": 2_000, "notes": 30_000, "visits": 10_000})
    time_machine.shift(10)
    teller.tell(20_000, {"people": 2_000, "notes": 18_000})

    shown = page(browser, "run", run)

    assert "20,000 of 42,000 rows, 2,000 a second, about 11 seconds left." in shown
    assert "people: all 2,000 rows read" in shown
    assert "notes: 18,000 of 30,000" in shown
    assert "visits: not begun" in shown


def test_a_run_that_is_over_has_its_page_read_again(cast, browser):
    run = a_run(cast)

    asked = browser.get(reverse("imports:progress", args=[run.pk]), headers={"HX-Request": "true"})

    assert asked.headers["HX-Refresh"] == "true"


def test_work_that_was_broken_off_can_be_started_again(cast, browser, at_once):
    run = a_run(cast, is_checked=False)
    with acting_for(cast.provider.pk):
        ImportRun.objects.update(state_since=timezone.now() - timedelta(minutes=5))

    assert "Start it again" in page(browser, "run", run)
    with at_once():
        browser.post(reverse("imports:again", args=[run.pk]))

    assert state_of(cast, run) == State.CHECKED


def test_work_that_goes_on_is_not_started_again(cast, browser, at_once):
    run = a_run(cast, is_checked=False)

    with at_once():
        browser.post(reverse("imports:again", args=[run.pk]))

    assert state_of(cast, run) == State.WAITING


@pytest.mark.parametrize("name", ["commit", "undo"])
def test_a_step_out_of_turn_says_why_not(cast, browser, name):
    run = a_run(cast, is_checked=False)

    shown = page(browser, name, run)
    answer = browser.post(
        reverse(f"imports:{name}", args=[run.pk]), {"reason": "Wrong"}, follow=True
    )

    assert "still being checked" in shown
    assert "still being checked" in answer.content.decode()


def test_an_undo_needs_a_reason_and_says_what_stays(cast, browser):
    run = committed(cast)
    with acting_for(cast.provider.pk):
        betty = Person.objects.get(family_name="Green")
        dailycare.record_care(
            betty, by=cast.ada, kind="general", happened_at=timezone.now(), text="Slept"
        )

    shown = browser.post(reverse("imports:undo", args=[run.pk]), {"reason": ""}).content.decode()

    assert "Mrs Elizabeth Green: notes added since: 1" in shown
    assert "Error: " in shown
    assert state_of(cast, run) == State.COMMITTED


@pytest.mark.parametrize("state", [State.PAUSED, State.CANCELLED])
def test_the_page_of_an_import_opens_when_it_stopped_early(cast, browser, state):
    run = a_run(cast)
    with acting_for(cast.provider.pk):
        ImportRun.objects.filter(pk=run.pk).update(state=state)

    assert state.label in page(browser, "run", run)


def test_an_import_that_stopped_half_way_is_taken_back_from_its_page(cast, browser):
    run = a_run(cast)
    with acting_for(cast.provider.pk):
        services.start_commit(run.pk, by=cast.adele)
        services.pause(run.pk, by=cast.adele)
    undo = reverse("imports:undo", args=[run.pk])

    shown = page(browser, "run", run)
    asked = page(browser, "undo", run)
    browser.post(undo, {"reason": "It stopped"})
    going = page(browser, "run", run)
    with acting_for(cast.provider.pk):
        services.undo_run(run.pk, by=cast.adele)

    assert f'href="{undo}"' in shown
    assert "Being taken back" in going
    assert 'aria-current="step"' not in page(browser, "run", run)
    assert "Take it back from Rosewood" in asked
    assert state_of(cast, run) == State.UNDONE


def test_the_reconciliation_is_downloaded_as_json(cast, browser):
    run = a_run(cast)

    answer = browser.get(reverse("imports:reconciliation", args=[run.pk]))

    assert answer.json()["notes"]["rows"] == 3
    assert answer.headers["Content-Disposition"].startswith("attachment")


NAMES = ("run", "progress", "rows", "commit", "undo", "reconciliation", "problems")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["ada", "sunil", "nora", "marcus"])
def test_only_an_administrator_may_open_an_import(cast, client, name, who):
    run = a_run(cast)

    answer = signed_in(client, getattr(cast, who)).get(reverse(f"imports:{name}", args=[run.pk]))

    assert answer.status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_an_import_of_another_place_is_not_found(cast, client, name):
    run = a_run(cast)
    with acting_for(cast.other.pk):
        stranger = another_administrator(cast)

    answer = signed_in(client, stranger).get(reverse(f"imports:{name}", args=[run.pk]))
    unknown = client.get(reverse(f"imports:{name}", args=[uuid4()]))

    assert (answer.status_code, unknown.status_code) == (404, 404)


def another_administrator(cast):
    return a_worker("anil", "Anil Roe", "administrator", cast.elsewhere, by=cast.olive)


def test_an_administrator_of_two_places_chooses_which(cast, browser):
    with acting_for(cast.provider.pk):
        lodge = accounts.add_location("The Lodge", "care_home", by=cast.adele)
        accounts.give_post(
            cast.adele, "administrator", lodge, started_on=date(2025, 1, 1), by=cast.marcus
        )

    shown = browser.get(reverse("imports:upload")).content.decode()

    assert "The Lodge" in shown
    assert "selected>Rosewood" not in shown
