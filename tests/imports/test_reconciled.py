"""The files of an import against the record: counted there, looked at by eye, signed off."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dailycare.models import CareEntry
from governance.services import acting_for, change
from imports import comparison, presentation, reconciled, services
from imports.errors import NotNow
from imports.models import ImportRun, ReconciledPerson, SignOff
from imports.sampling import AT_RANDOM, MOST, sample_of
from records.models import Contact, Person
from tests.imports.homes import ARTHUR, BETTY, a_home
from tests.imports.runs import NOTES, brought_in, checked, small_home, taken_back
from tests.people import signed_in

RIGHT, NOT_RIGHT = "right", "not_right"
LOOKED = {"answer": RIGHT, "words": ""}


@pytest.fixture
def run(adele):
    return brought_in(small_home(), by=adele)


def of(run, name):
    """What was counted of somebody: rows, to be there, found, there already."""
    one = ReconciledPerson.objects.get(run=run, name=name)
    return (one.rows, one.expected, one.found, one.already_there)


def counted_again(run):
    """The run, compared with the record as it is now."""
    run.result["found"] = {
        "by_class": reconciled.by_class(run),
        "by_file": reconciled.by_file(run),
        "notes_by_month": reconciled.by_month(run),
    }
    return run


def many_people(number):
    return [
        (f"{letter}. {row}", *BETTY[1:3], None, f"1.1.{30 + row % 20}", None, *BETTY[6:])
        for row, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:number])
    ]


def test_what_was_brought_in_is_counted_in_the_record_by_class_file_and_month(run):
    found = run.result["found"]

    assert found["by_class"] == run.result["created"]
    assert found["by_file"]["notes"] == {"expected": 3, "found": 3, "already_there": 0}
    assert found["notes_by_month"] == {"2026-06": 3} == run.report["notes_by_month"]
    assert run.report["by_class"]["note"] == {"rows": 3, "outcome": {"imported": 3}}
    assert reconciled.differences(run) == []


def test_everybody_is_counted_with_their_rows_and_what_was_found(run):
    assert of(run, "Elizabeth Green") == (5, 5, 5, 0)
    assert of(run, "Arthur Black") == (3, 2, 2, 0)


def test_the_same_file_again_is_said_to_be_there_already(run, adele):
    again = brought_in(small_home(), by=adele)

    assert reconciled.differences(again) == []
    assert of(again, "Elizabeth Green") == (5, 0, 0, 5)
    assert again.result["found"]["by_file"]["notes"]["already_there"] == 3


def test_a_record_that_is_not_there_raises_an_alarm_in_every_count(run, adele):
    with change(by=adele, why="a fault for a test"):
        CareEntry.objects.filter(text="Ate well").update(import_run_id=None)
        Contact.objects.update(import_run_id=None)

    assert reconciled.differences(counted_again(run)) == [
        "contacts: 1 rows were to be in the record, 0 were found",
        "notes: 3 rows were to be in the record, 2 were found",
        "Notes: 3 were written, 2 were found",
        "Contacts: 1 were written, 0 were found",
        "Notes of 2026-06: 3 in the files, 2 were found",
    ]


def test_a_note_in_another_month_than_the_old_system_had_raises_an_alarm(run, adele):
    with change(by=adele, why="a fault for a test"):
        CareEntry.objects.filter(text="Ate well").update(happened_on="2026-07-02")

    assert reconciled.differences(counted_again(run)) == [
        "Notes of 2026-06: 3 in the files, 2 were found",
        "Notes of 2026-07: 0 in the files, 1 were found",
    ]


def test_rows_that_did_not_end_raise_an_alarm(run):
    run.report["rows"]["notes"]["rows"] += 1

    assert reconciled.differences(run) == ["notes: 6 rows were read, and 5 ended"]


def test_the_worst_difference_comes_first(run):
    ReconciledPerson.objects.filter(name="Elizabeth Green").update(found=2)

    assert [one.name for one in reconciled.people(run)] == ["Elizabeth Green", "Arthur Black"]
    assert [one.name for one in reconciled.people(run, named="black")] == ["Arthur Black"]


def test_the_sample_has_the_odd_ones_with_what_they_are_chosen_for(adele):
    doubted = ("1.6.26", "ish", "Arthur B", "Sang", "AB")
    run = brought_in(small_home(notes=[*NOTES, doubted]), by=adele)
    ReconciledPerson.objects.filter(name="Elizabeth Green").update(left_out=1, found=2, merged=2)

    chosen = {one.name: why for one, why in sample_of(run)}

    assert chosen == {
        "Elizabeth Green": "something is missing, the most rows, rows left out, "
        "rows brought together as one person",
        "Arthur Black": "the fewest rows, rows with a warning",
    }


def test_the_others_of_the_sample_are_chosen_at_random_and_stay_the_same(adele):
    run = brought_in(a_home(residents=many_people(20)), by=adele)

    first, second = sample_of(run), sample_of(run)

    assert first == second
    assert len(first) == MOST
    assert first[-1][1] == AT_RANDOM


def test_reconciling_asks_the_database_as_often_for_many_people_as_for_few(adele):
    asked = []
    for number in (3, 24):
        run = brought_in(a_home(residents=many_people(number)), by=adele)
        with CaptureQueriesContext(connection) as queries:
            counted_again(run)
            sample_of(run)
        asked.append(len(queries))

    assert asked[0] == asked[1]


def looked_at(run, *, by, **said):
    for check in reconciled.checks_of(run):
        services.record_eye_check(run.pk, check.pk, by=by, **(LOOKED | said))


def test_an_import_is_signed_off_when_everybody_was_found_right(run, adele):
    looked_at(run, by=adele)

    signed = services.sign_off(run.pk, although="", by=adele)

    assert (signed.signed_by, signed.although) == (adele, "")
    with pytest.raises(NotNow, match="signed off already"):
        services.sign_off(run.pk, although="", by=adele)
    with pytest.raises(NotNow, match="signed off already"):
        looked_at(run, by=adele)


def test_an_import_that_is_not_all_right_is_signed_off_with_a_reason_only(run, adele):
    with pytest.raises(NotNow, match="Say why you sign it off although"):
        services.sign_off(run.pk, although="", by=adele)

    signed = services.sign_off(run.pk, although="The old system is closed", by=adele)

    assert signed.although == "The old system is closed"


def test_what_was_seen_can_be_said_anew(run, adele):
    looked_at(run, by=adele, answer=NOT_RIGHT, words="No photograph")
    looked_at(run, by=adele)

    assert {check.answer for check in reconciled.checks_of(run)} == {RIGHT}


def test_a_sign_off_ends_when_the_import_is_taken_back(run, adele):
    services.sign_off(run.pk, although="A rehearsal", by=adele)

    taken_back(run, by=adele)

    assert SignOff.objects.get().withdrawn_why == "The import was taken back"
    with pytest.raises(NotNow, match="was taken back"):
        services.sign_off(run.pk, although="", by=adele)


def test_a_sign_off_ends_with_a_newer_export_that_added_something(run, adele):
    services.sign_off(run.pk, although="A rehearsal", by=adele)

    brought_in(small_home(), by=adele)
    assert SignOff.objects.get().withdrawn_at is None
    brought_in(small_home(notes=[*NOTES, ("3.6.26", "AM", "Betty G", "Danced", "AB")]), by=adele)

    assert "newer export" in SignOff.objects.get().withdrawn_why


def test_the_report_has_everybody_what_was_seen_and_in_whose_name(run, adele):
    looked_at(run, by=adele)
    services.sign_off(run.pk, although="", by=adele)

    found = comparison.as_report(ImportRun.objects.get(pk=run.pk))

    assert found["differences"] == []
    assert [(one["name"], one["expected"]) for one in found["people_in_the_record"]] == [
        ("Arthur Black", 2), ("Elizabeth Green", 5),
    ]  # fmt: skip
    assert {one["by"] for one in found["checked_by_eye"]} == {"Adele Finch"}
    assert found["signed_off"][0]["by"] == "Adele Finch"


# The pages.


@pytest.fixture
def there(cast, client):
    """Adele's browser, and a run of hers that is in the record."""
    with acting_for(cast.provider.pk):
        cast.run = brought_in(small_home(), by=cast.adele)
    cast.browser = signed_in(client, cast.adele)
    return cast


def shown(there, name, **query):
    answer = there.browser.get(reverse(f"imports:{name}", args=[there.run.pk]), query)
    return answer.content.decode()


def sent(there, name, data):
    where = reverse(f"imports:{name}", args=[there.run.pk])
    return there.browser.post(where, data, follow=True).content.decode()


def test_the_pages_set_the_files_against_the_record(there):
    run_page, compared = shown(there, "run"), shown(there, "compared")

    assert "It adds up." in run_page
    assert "0 of 2 people looked at" in run_page
    assert "5 rows = 3 to be brought in + 2 left out" in compared
    assert "2026-06" in compared
    assert "Lines about allergies" in compared
    assert "Elizabeth Green" in shown(there, "compared_people")
    assert "Elizabeth Green" not in shown(there, "compared_people", q="black")
    assert "Nobody is called that here" in shown(there, "compared_people", q="nobody")


def test_a_difference_is_an_alarm_on_every_page(there):
    with acting_for(there.provider.pk):
        there.run.result["found"]["by_file"]["notes"]["found"] = 2
        there.run.save()
        ReconciledPerson.objects.filter(name="Arthur Black").update(found=1)

    assert "The counts do not add up" in shown(there, "run")
    assert "Not all were found" in shown(there, "compared")
    assert "1 not found in the record" in shown(there, "compared_people")


def test_somebody_looks_by_eye_and_signs_off_on_the_pages(there):
    with acting_for(there.provider.pk):
        checks = [str(check.pk) for check in reconciled.checks_of(there.run)]
    assert "Chosen for: the most rows" in shown(there, "eye_checks")
    assert "Enter what is not right" in sent(
        there, "eye_checks", {"check": checks[0], "answer": NOT_RIGHT}
    )
    assert "Choose whether it is right" in sent(there, "eye_checks", {"check": checks[0]})

    said = {"check": checks[0], "answer": NOT_RIGHT, "words": "No photograph"}
    assert "“No photograph”" in sent(there, "eye_checks", said)
    assert "1 not right" in shown(there, "sign_off")
    assert "Say why you sign it off although" in sent(there, "sign_off", {"although": ""})
    for check in checks:
        sent(there, "eye_checks", {"check": check, "answer": RIGHT})
    assert "Signed off in your name" in sent(there, "sign_off", {"although": ""})
    assert "Save what you saw" not in shown(there, "eye_checks")
    assert "signed off already" in sent(there, "eye_checks", said)
    assert "Signed off</b> by Adele Finch" in shown(there, "run")


def test_a_sign_off_that_ended_is_said(there):
    sent(there, "sign_off", {"although": "Closed"})
    with acting_for(there.provider.pk):
        notes = [*NOTES, ("3.6.26", "AM", "Betty G", "Danced", "AB")]
        brought_in(small_home(notes=notes), by=there.adele)

    assert "That does not hold any more" in shown(there, "run")


def test_a_sign_off_of_what_was_taken_back_is_said(there):
    sent(there, "sign_off", {"although": "Closed"})
    with acting_for(there.provider.pk):
        taken_back(there.run, by=there.adele)

    assert "The import was taken back" in shown(there, "run")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("compared", "nothing to compare it with"),
        ("compared_people", "Nothing of this file is in the record"),
        ("eye_checks", "Nobody is to be looked at"),
        ("sign_off", "nothing to sign off"),
    ],
)
def test_before_a_commit_there_is_nothing_to_compare(cast, client, name, words):
    with acting_for(cast.provider.pk):
        cast.run = checked(small_home(), by=cast.adele)
        assert comparison.as_report(cast.run) == {}
    cast.browser = signed_in(client, cast.adele)

    assert words in shown(cast, name)


def test_a_file_without_notes_or_anything_new_is_compared_too(cast, client):
    with acting_for(cast.provider.pk):
        brought_in(a_home(residents=[BETTY, ARTHUR]), by=cast.adele)
        cast.run = brought_in(a_home(residents=[BETTY, ARTHUR]), by=cast.adele)
    cast.browser = signed_in(client, cast.adele)

    page = shown(cast, "compared")

    assert "There are no notes in these files" in page
    assert "all of it was there already" in page


def test_the_rows_of_one_person_are_listed(there):
    with acting_for(there.provider.pk):
        betty = Person.objects.get(family_name="Green")

    assert "Ate well" not in shown(there, "rows", person=str(betty.pk))
    assert "Sang to herself" in shown(there, "rows", person=str(betty.pk))
    assert "No row is like that" in shown(there, "rows", person="nobody")


@pytest.mark.parametrize("name", ["compared", "compared_people", "eye_checks", "sign_off"])
@pytest.mark.parametrize("who", ["ada", "marcus"])
def test_only_who_may_import_compares(there, client, name, who):
    answer = signed_in(client, getattr(there, who)).get(
        reverse(f"imports:{name}", args=[there.run.pk])
    )

    assert answer.status_code == 403


def test_the_page_of_people_asks_as_often_for_many(cast, client, django_assert_max_num_queries):
    with acting_for(cast.provider.pk):
        cast.run = brought_in(a_home(residents=many_people(26)), by=cast.adele)
    cast.browser = signed_in(client, cast.adele)
    shown(cast, "compared_people")

    with django_assert_max_num_queries(14):
        page = shown(cast, "compared_people")

    assert "26 people" in page


def test_the_downloaded_reconciliation_says_what_was_found(there):
    found = there.browser.get(reverse("imports:reconciliation", args=[there.run.pk])).json()

    assert found["result"]["found"]["notes_by_month"] == {"2026-06": 3}
    assert len(found["people_in_the_record"]) == 2
    assert presentation.totals(there.run)["rows"] == 16
