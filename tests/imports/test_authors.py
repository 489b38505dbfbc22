"""Authors of an old system stay as they were typed; whoever knows says whom of our staff."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dailycare.models import CareEntry
from governance.services import acting_for
from imports import authors, services
from imports.errors import NotNow
from imports.models import AuthorMatch, ImportRun
from imports.reconciliation import AUTHORS
from records.models import Observation
from tests.imports.extracts import ART, AT_HOME, NOTE, rondel, tidewell
from tests.imports.runs import brought_in_files, checked_files, committed
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def note(number, author, **more):
    return NOTE | {"NoteID": str(number), "StaffID": author} | more


NOTES = [note(1, "J.B."), note(2, "J.B."), note(3, "Night staff"), note(4, "")]


def checked_again(run, *, by):
    services.check_again(run.pk, by=by)
    services.check_run(run.pk, by=by)
    return ImportRun.objects.get(pk=run.pk)


@pytest.fixture
def run(adele):
    """Notes by two authors and by nobody, checked."""
    return checked_files(rondel(notes=NOTES), by=adele, file_name="export.zip")


def test_the_authors_of_a_file_are_listed_as_typed_with_how_many_notes_are_theirs(run):
    assert run.report["authors"] == [["J.B.", 2], ["Night staff", 1]]


def test_of_a_column_that_names_no_authors_only_so_many_are_listed(adele):
    notes = [note(number, f"Words {number}") for number in range(AUTHORS + 5)]

    run = checked_files(rondel(notes=[*notes, note("x", "Words 1")]), by=adele)

    assert len(run.report["authors"]) == AUTHORS
    assert run.report["authors"][0] == ["Words 1", 2]


def test_a_record_keeps_what_was_typed_and_says_beside_it_who_that_is(run, adele, ada):
    services.say_who_wrote(run.pk, {"J.B.": ada, "Night staff": None}, by=adele)

    committed(checked_again(run, by=adele), by=adele)

    first, _, third, nobody = CareEntry.objects.order_by("source")
    assert first.source_author == "J.B."
    assert first.where_from == (
        f"From the old system, 1 October 2026, written by J.B. "
        f"export.zip, visit_notes row 2, 1, J.B. is {ada.name}"
    )
    assert (third.source_author, "is " in third.source) == ("Night staff", False)
    assert (nobody.source_author, "is " in nobody.source) == ("", False)


def test_private_notes_and_other_records_say_it_too(adele, ada):
    private = note(1, "J.B.", IsPrivate="1")
    run = checked_files(rondel(notes=[private]), by=adele)
    services.say_who_wrote(run.pk, {"J.B.": ada}, by=adele)

    committed(checked_again(run, by=adele), by=adele)

    assert Observation.objects.get().source.endswith(f", J.B. is {ada.name}")


def test_however_long_the_rest_is_the_name_is_said_whole(adele, ada):
    long = note("N" * 190, "J.B.", IsDeleted="1")
    run = checked_files(rondel(notes=[long]), by=adele)
    services.say_who_wrote(run.pk, {"J.B.": ada}, by=adele)

    committed(checked_again(run, by=adele), by=adele)

    source = CareEntry.objects.get().source
    assert (len(source) <= 300, source.endswith(f", J.B. is {ada.name}")) == (True, True)


def test_the_next_export_of_the_same_system_knows_who_wrote_and_another_does_not(adele, ada):
    run = checked_files(rondel(notes=NOTES), by=adele)
    services.say_who_wrote(run.pk, {"J.B.": ada}, by=adele)

    brought_in_files(rondel(notes=[note(9, "J.B.")]), by=adele)
    elsewhere = tidewell(
        notes=[{"id": "n1", "occurredAt": "2026-10-01T08:00:00Z", "text": "x",
                "author": {"displayName": "J.B."}}]
    )  # fmt: skip
    other = brought_in_files(elsewhere, by=adele)

    assert CareEntry.objects.exclude(import_run_id=other.pk).get().source.endswith(ada.name)
    assert not CareEntry.objects.get(import_run_id=other.pk).source.endswith(ada.name)


def test_what_is_said_anew_counts_and_what_was_said_stays_on_record(run, adele, ada, marcus):
    services.say_who_wrote(run.pk, {"J.B.": ada}, by=adele)
    services.say_who_wrote(run.pk, {"J.B.": marcus}, by=adele)
    unchanged = services.say_who_wrote(run.pk, {"J.B.": marcus}, by=adele)
    known = authors.known_in(run.adapter)
    services.say_who_wrote(run.pk, {"J.B.": None}, by=adele)

    assert (known, unchanged) == ({"J.B.": marcus}, 0)
    assert authors.known_in(run.adapter) == {}
    assert AuthorMatch.objects.count() == 3


def test_what_was_said_after_the_check_must_be_checked_before_it_is_brought_in(run, adele, ada):
    services.say_who_wrote(run.pk, {"J.B.": ada}, by=adele)

    with pytest.raises(NotNow, match="or who wrote, since the check"):
        services.start_commit(run.pk, by=adele)


def test_nothing_is_said_of_an_import_that_is_in_the_record(run, adele, ada):
    committed(run, by=adele)

    with pytest.raises(NotNow):
        services.say_who_wrote(run.pk, {"J.B.": ada}, by=adele)


def page_of(run, query=""):
    return f"{reverse('imports:authors', args=[run.pk])}{query}"


@pytest.fixture
def there(cast):
    """The same run, seen from outside."""
    with acting_for(cast.provider.pk):
        yield checked_files(rondel(notes=NOTES), by=cast.adele)


def test_an_administrator_says_who_wrote_and_checks_again(there, client, cast):
    browser = signed_in(client, cast.adele)

    run_page = browser.get(reverse("imports:run", args=[there.pk])).content.decode()
    asked = browser.get(page_of(there)).content.decode()
    answer = browser.post(
        page_of(there), {"who_0": str(cast.ada.pk), "who_1": "nobody"}, follow=True
    )

    assert "The notes name 2 authors" in run_page
    assert "J.B." in asked
    assert "2 notes" in asked
    assert "What you said is kept" in answer.content.decode()
    run_page = browser.get(reverse("imports:run", args=[there.pk])).content.decode()
    assert "or who wrote, since this file was checked" in run_page


def test_somebody_who_is_no_member_of_staff_is_refused(there, client, cast):
    answer = signed_in(client, cast.adele).post(
        page_of(there), {"who_0": str(cast.olive.pk), "who_1": "nobody"}
    )

    assert "There is a problem" in answer.content.decode()
    assert not AuthorMatch.objects.exists()


def test_what_cannot_be_said_any_more_is_told(there, client, cast):
    browser = signed_in(client, cast.adele)
    browser.get(page_of(there))
    committed(there, by=cast.adele)

    answer = browser.post(
        page_of(there), {"who_0": str(cast.ada.pk), "who_1": "nobody"}, follow=True
    )

    said = answer.content.decode()
    assert "This file has been brought in already." in said
    assert "Nobody said who that is" in said


def test_who_was_said_to_have_written_is_shown_afterwards(there, client, cast):
    services.say_who_wrote(there.pk, {"J.B.": cast.ada}, by=cast.adele)
    committed(checked_again(there, by=cast.adele), by=cast.adele)

    page = signed_in(client, cast.adele).get(page_of(there)).content.decode()

    assert f"Of your staff: {cast.ada.name}" in page


def test_a_file_that_names_no_author_says_so(cast, client):
    with acting_for(cast.provider.pk):
        run = checked_files(rondel(), by=cast.adele)

    page = signed_in(client, cast.adele).get(page_of(run)).content.decode()

    assert "No note of these files names its author" in page


def test_the_page_asks_the_database_as_often_for_many_authors_as_for_few(cast, client):
    browser, asked = signed_in(client, cast.adele), []
    for number in (3, 60):
        with acting_for(cast.provider.pk):
            run = checked_files(
                rondel(
                    clients=[ART], addresses=[AT_HOME],
                    notes=[note(at, f"A{at}") for at in range(number)],
                ),
                by=cast.adele,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(page_of(run, "?page=2")).content.decode()
        asked.append(len(queries))

    assert asked[0] == asked[1]
    assert "Those with more notes" in page
    assert "Those with fewer notes" in page
