"""Resuscitation in old lists: never brought in as a decision, never passed over."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from governance.services import acting_for
from imports import reasons, services
from imports.files import in_memory
from imports.rows import Kind
from records.models import Alert, CPRDecision, Person
from tests.imports.homes import ARTHUR, BETTY, RESIDENTS, a_home, of, read, report, saved
from tests.imports.mappings import A_MAPPING, PEOPLE, of_willow
from tests.imports.runs import brought_in, checked, checked_files, committed, taken_back
from tests.people import signed_in

DECIDED = {
    "holds": "cpr-decisions", "person": "Who",
    "fields": {
        "decision": {
            "from": "Said", "values": {"N": "not_for_attempt", "M": "for_attempt", "no": ""},
        },
        "decided_on": "Day", "clinician": "Doctor", "location_of_document": "Kept",
    },
}  # fmt: skip
SAID = "Not for attempted resuscitation, dated: 2026-01-02, by: Dr Anand, form: Red file"


def a_home_saying(says, *list_rows, left=None):
    """Betty's home, with a DNACPR column, and perhaps a list of its own as well."""
    book = openpyxl.load_workbook(io.BytesIO(a_home(residents=[])))
    sheet = book["residents"]
    book.remove(sheet)
    sheet = book.create_sheet("residents")
    sheet.append((*RESIDENTS, "DNACPR?"))
    sheet.append((*BETTY[:8], left, None, says))
    sheet.append((*ARTHUR, "N"))
    if list_rows:
        other = book.create_sheet("DNACPR list")
        for row in (("DNACPR - check first",), ("Resident", "DNACPR?", "Date of form"), *list_rows):
            other.append(row)
    return saved(book)


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("Y", ("DNACPR: Y",)),
        ("Yes - in file", ("DNACPR: Yes - in file",)),
        ("?", ("DNACPR: ?",)),
        ("chasing GP", ("DNACPR: chasing GP",)),
        ("N", ()),
        ("No.", ()),
        ("n/a", ()),
        (None, ()),
        ("for resus", ()),
        ("Full CPR", ()),
        ("not for resus", ("DNACPR: not for resus",)),
    ],
)
def test_what_is_not_plainly_no_is_told_in_the_words_typed(says, told):
    betty, arthur = of(Kind.PERSON, read(a_home_saying(says)))

    assert (betty.item.resuscitation, arthur.item.resuscitation) == (told, ())
    assert betty.item.kept == ()
    assert betty.warnings == tuple(f"{reasons.RESUSCITATION}: {words}" for words in told)


@pytest.mark.parametrize(
    ("says", "listed", "told"),
    [
        ("N", "YES", ("DNACPR: N (residents)", "DNACPR: YES (DNACPR list)")),
        (None, "Y", ("DNACPR: Y",)),
        ("N", "No", ()),
        ("N", None, ()),
    ],
)
def test_both_places_are_told_when_either_is_not_plainly_no(says, listed, told):
    data = a_home_saying(says, ("Betty G", listed, "1.2.26"))

    betty, _ = of(Kind.PERSON, read(data))

    assert betty.item.resuscitation == told


def test_nothing_is_told_of_somebody_who_has_left():
    betty, _ = of(Kind.PERSON, read(a_home_saying("Y", left="RIP 5.4.26")))

    assert (betty.item.resuscitation, betty.warnings) == ((), ())


def test_a_line_about_nobody_we_can_find_is_in_the_report_and_changes_no_count():
    data = a_home_saying("N", ("Bety Grene", "Y", "1.2.26"), ("Jim Nobody", "N", None))

    found = report(data)

    [one] = found["resuscitation_not_brought_in"]
    assert one["row"] == "DNACPR list!3"
    assert one["says"].endswith("DNACPR: Y")
    assert found["rows"]["DNACPR list"]["outcome"] == {"not taken": 4}


@pytest.mark.django_db
def test_an_alert_stands_beside_no_decision_and_goes_with_the_run(cast):
    with acting_for(cast.provider.pk):
        run = brought_in(a_home_saying("Y"), by=cast.adele)

        [alert] = Alert.objects.filter(person__family_name__in=["Green", "Black"])
        assert alert.text == (
            "The old system says DNACPR: Y. Find the signed form before relying on it"
        )
        assert alert.person == Person.objects.get(family_name="Green")
        assert alert.import_run_id == run.pk
        assert alert.source == "home.xlsx, residents row 2"
        assert run.result["created"]["alerts"] == 1

        taken_back(run, by=cast.adele)

        alert.refresh_from_db()
        assert alert.standing == "withdrawn"


@pytest.mark.django_db
def test_a_long_saying_is_shortened_in_the_alert_and_whole_in_the_report(cast):
    words = "Y, " + "signed by the consultant " * 10
    with acting_for(cast.provider.pk):
        run = brought_in(a_home_saying(words), by=cast.adele)

        [alert] = Alert.objects.filter(person__family_name="Green")
        assert alert.text.endswith("\u2026. Find the signed form before relying on it")
        assert len(alert.text) <= 200
        assert run.report["resuscitation_not_brought_in"][0]["says"] == f"DNACPR: {words.strip()}"


@pytest.mark.django_db
def test_whoever_brings_it_in_is_told_whose_decisions_stay_out(cast, client):
    with acting_for(cast.provider.pk):
        run = checked(a_home_saying("Y"), by=cast.adele)

    shown = signed_in(client, cast.adele).get(reverse("imports:commit", args=[run.pk]))

    words = " ".join(shown.content.decode().split())
    assert "in 1 row." in words
    assert "Elizabeth Green: DNACPR: Y" in words
    assert "Find each signed form" in words


def test_a_mapped_list_of_decisions_is_told_and_decides_nothing(cast, client):
    mapping = A_MAPPING | {
        "recognised_by": {"people": ["Id", "Last"], "decided": ["Who", "Said"]},
        "tables": {"people": A_MAPPING["tables"]["people"], "decided": DECIDED},
    }
    rows = b"Who,Said,Day,Doctor,Kept\n1,N,2026-01-02,Dr Anand,Red file\n"
    files = [in_memory("people.csv", PEOPLE), in_memory("decided.csv", rows)]
    with acting_for(cast.provider.pk):
        services.save_mapping("Willow", mapping, by=cast.adele)
        run = checked_files(files, by=cast.adele)

    shown = signed_in(client, cast.adele).get(reverse("imports:commit", args=[run.pk]))

    words = " ".join(shown.content.decode().split())
    assert "No decision about resuscitation is brought in" in words
    assert f"Art Green: {SAID}" in words
    with acting_for(cast.provider.pk):
        committed(run, by=cast.adele)
        alert = Alert.objects.get(import_run_id=run.pk)
        assert alert.text == (
            f"The old system says {SAID}. Find the signed form before relying on it"
        )
        assert (alert.started_on, alert.person.family_name) == (date(2026, 1, 2), "Green")
        assert not CPRDecision.objects.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (b"M", "For attempted resuscitation"),
        (b"ask GP", "ask GP"),  # in no list: told as it is typed
    ],
)
def test_a_list_of_decisions_is_told_in_our_words_or_as_typed(typed, told):
    [row] = of_willow("decided", DECIDED, b"Who,Said\n1," + typed)

    assert dict(row.item.fields)["text"].startswith(f"The old system says {told}.")
    assert f"{reasons.RESUSCITATION}: {told}" in row.warnings


@pytest.mark.parametrize("typed", [b"no", b""])
def test_a_row_that_says_that_nothing_was_decided_is_not_told(typed):
    rows = b"Who,Said,Day\n1," + typed + b",2026-01-02\n"

    [row] = of_willow("decided", DECIDED, rows)

    assert (row.item, row.reason) == (None, reasons.NO_DECISION)
