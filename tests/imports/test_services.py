"""An import from upload to undo: what it writes, what it never doubles, what staff keep."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction

from dailycare import words
from dailycare.models import CareEntry, PartOfDay
from governance.models import AuditEvent
from imports import queries, services
from imports.errors import NotNow, UnreadableFile
from imports.limits import LIMITS, LONGEST_AGENT
from imports.models import BroughtIn, ImportPart, ImportRun, StagedRecord
from imports.progress import Progress
from imports.rows import ImportedAllergy, ImportedContact, ImportedNote, ImportedPerson
from imports.storing import stored
from records import services as records
from records.models import AboutMe, Admission, Allergy, Contact, Person
from records.models.person import AllergyState
from tests.imports.homes import ARTHUR, AS_OF, BETTY, a_file, a_home
from tests.imports.runs import NOTES, brought_in, checked, counts, small_home, taken_back
from tests.imports.test_sample_workbook import EXPECTED, WORKBOOK

State = ImportRun.State


def test_a_check_writes_nothing_to_the_record(adele):
    run = checked(small_home(), by=adele)

    assert run.state == State.CHECKED
    assert counts() == {"people": 0, "contacts": 0, "allergies": 0, "notes": 0}
    assert queries.counted_by_kind(queries.rows_of(run).filter(outcome="imported")) == {
        "person": 2,
        "contact": 1,
        "allergy": 2,
        "note": 3,
    }


def test_what_is_brought_in_is_what_was_typed_and_says_where_from(adele):
    run = brought_in(small_home(), by=adele)

    betty = Person.objects.get(family_name="Green")
    stay = Admission.objects.get(person=betty)
    first, second = CareEntry.objects.filter(person=betty).order_by("sorts_at")
    assert (betty.title, betty.given_name, betty.preferred_name) == ("Mrs", "Elizabeth", "Betty")
    assert (betty.nhs_number, betty.nhs_number_status) == ("9991459995", "02")
    assert betty.allergy_state == AllergyState.PRESENT
    assert (stay.location, stay.room.name) == (adele.locations[0], "12")
    assert stay.admitted_on == date(2024, 2, 1)
    assert (first.text, first.source_author) == ("Sang to herself", "AB")
    assert first.happened_at.isoformat() == "2026-06-01T07:30:00+00:00"
    assert first.source == "home.xlsx, notes row 3"
    assert words.note(first).imported == (
        "From the old system, 1 June 2026, written by AB. home.xlsx, notes row 3"
    )
    assert (first.import_run_id, first.recorded_by) == (run.pk, adele)
    assert (second.happened_at, second.part_of_day) == (None, PartOfDay.EVENING)
    assert second.source_author == "ab/CD"
    nuts, aspirin = Allergy.objects.filter(person=betty).order_by("-causative_agent")
    assert (nuts.description_of_reaction, aspirin.description_of_reaction) == ("wheeze", "rash")
    assert nuts.evidence == "GP, 01/02/2024"
    arthur = Person.objects.get(family_name="Black")
    assert arthur.allergy_state == AllergyState.NONE_KNOWN
    assert Contact.objects.get().phone == "07700 900345"


def test_every_record_has_a_version_with_author_and_reason(adele):
    run = brought_in(small_home(), by=adele)

    for record in [*Person.objects.filter(import_run_id=run.pk), *CareEntry.objects.all()]:
        [version] = record.versions.all()
        assert (version.author, version.reason) == (adele, "brought in from home.xlsx")
    assert AuditEvent.objects.filter(record_id=run.pk, why="brought in from home.xlsx").count() == 1


def test_the_sample_is_in_the_record_as_expected(adele):
    run = brought_in(WORKBOOK.read_bytes(), by=adele)

    living = Admission.objects.filter(import_run_id=run.pk, ended_on=None)
    notes, weights = (
        CareEntry.objects.exclude(kind="weight"),
        CareEntry.objects.filter(kind="weight"),
    )
    assert weights.count() == EXPECTED["other_sheets"]["Weights"]["imported"]
    assert counts() == {
        "people": 42, "contacts": 80, "allergies": 20, "notes": 2896 + weights.count(),
    }  # fmt: skip
    assert living.count() == EXPECTED["people"]["living_there_now"]
    assert Contact.objects.filter(must_not_be_told=True).count() == 2
    states = {
        state: Person.objects.filter(admission__in=living, allergy_state=state).count()
        for state in AllergyState
    }
    assert states == {"not_asked": 10, "none_known": 11, "present": 15}
    precision = {
        "clock time": notes.exclude(happened_at=None).count(),
        "part of the day only": notes.exclude(part_of_day="").count(),
        "date only": notes.filter(happened_at=None, part_of_day="").count(),
    }
    assert precision == EXPECTED["notes"]["time_precision"]
    for person in EXPECTED["named_people"]:
        for ref, number in person["notes_by_row"].items():
            sheet, _, row = ref.partition("!")
            [who] = Person.objects.filter(source__endswith=f", {sheet} row {row}")
            assert notes.filter(person=who).count() == number


def test_the_same_file_again_adds_nothing(adele):
    brought_in(small_home(), by=adele)
    before = counts()

    again = brought_in(small_home(), by=adele)

    assert counts() == before
    assert again.result["created"] == {}
    assert again.result["already_there"] == {"person": 2, "contact": 1, "allergy": 2, "note": 3}


def test_a_file_with_more_rows_adds_those_to_the_people_who_are_there(adele):
    brought_in(small_home(notes=NOTES[:1], allergies=[]), by=adele)
    betty = Person.objects.get(family_name="Green")

    brought_in(small_home(), by=adele)

    betty.refresh_from_db()
    assert counts() == {"people": 2, "contacts": 1, "allergies": 2, "notes": 3}
    assert CareEntry.objects.filter(person=betty).count() == 2
    assert betty.allergy_state == AllergyState.PRESENT


def test_two_rows_that_look_alike_are_both_kept_and_not_doubled_later(adele):
    twice = ("1.6.26", "08:30", "Betty G", "Sang", "AB")
    otherwise = ("01/06/2026", "08:30", "Betty G", "Sang", "AB")
    data = small_home(notes=[twice, otherwise])

    brought_in(data, by=adele)
    brought_in(data, by=adele)

    assert counts()["notes"] == 2


def test_what_is_taken_back_between_check_and_commit_stops_the_commit(adele):
    first = brought_in(small_home(), by=adele)
    second = checked(small_home(), by=adele)
    taken_back(first, by=adele)

    services.start_commit(second.pk, by=adele)
    services.commit_run(second.pk, by=adele)

    second.refresh_from_db()
    assert second.state == State.FAILED
    assert "Upload the file again" in second.error
    assert not StagedRecord.objects.filter(run_id=second.pk).exists()
    assert counts()["people"] == 0


def test_two_checked_copies_cannot_both_be_brought_in(adele):
    first, second = checked(small_home(), by=adele), checked(small_home(), by=adele)
    for run in (first, second):
        services.start_commit(run.pk, by=adele)
        services.commit_run(run.pk, by=adele)

    second.refresh_from_db()
    assert second.state == State.FAILED
    assert counts()["people"] == 2


def test_the_database_itself_refuses_a_row_brought_in_twice(adele):
    brought_in(small_home(), by=adele)
    known = BroughtIn.objects.filter(model="dailycare.careentry").first()

    with pytest.raises(IntegrityError, match="imports_broughtin_pkey"), transaction.atomic():
        known.save(force_insert=True)


@pytest.mark.parametrize("step", ["start_commit", "start_undo"])
def test_a_step_out_of_turn_is_refused_in_a_sentence(adele, step):
    run = services.start_check(
        a_file(small_home()),
        file_name="home.xlsx",
        location=adele.locations[0],
        as_of=AS_OF,
        by=adele,
    )
    more = {"reason": "no"} if step == "start_undo" else {}

    with pytest.raises(NotNow, match="still being checked"):
        getattr(services, step)(run.pk, by=adele, **more)


def test_a_task_delivered_twice_does_nothing_the_second_time(adele):
    run = brought_in(small_home(), by=adele)
    before = counts()

    services.check_run(run.pk, by=adele)
    services.commit_run(run.pk, by=adele)
    services.undo_run(run.pk, by=adele)

    run.refresh_from_db()
    assert (run.state, counts()) == (State.COMMITTED, before)


def test_a_picture_is_refused_before_anything_is_kept(adele):
    with pytest.raises(UnreadableFile, match="picture"):
        services.start_check(
            a_file(b"\x89PNG", "a.xlsx"),
            file_name="a.xlsx",
            location=adele.locations[0],
            as_of=AS_OF,
            by=adele,
        )

    assert not ImportRun.objects.exists()


def test_a_workbook_without_people_fails_its_run_with_a_sentence(adele):
    run = checked(a_home(staff=[]), by=adele)

    assert (run.state, run.error.startswith("No sheet of this workbook")) == (State.FAILED, True)
    assert not queries.rows_of(run).exists()


def test_what_the_record_refuses_stops_the_import_and_leaves_nothing_of_that_part(adele):
    run = checked(small_home(), by=adele)
    services.start_commit(run.pk, by=adele)
    StagedRecord.objects.filter(run_id=run.pk, model="dailycare.careentry").update(fields={})

    services.commit_run(run.pk, by=adele)

    run.refresh_from_db()
    assert (run.state, counts()["people"]) == (State.PAUSED, 0)
    assert run.error.startswith("The record refused a part of this import")


def test_the_file_is_kept_sealed(adele):
    run = checked(small_home(), by=adele)

    [part] = ImportPart.objects.filter(file__run=run)
    assert b"PK" not in bytes(part.content)[:2]
    assert [file.start(2) for file in stored(run)] == [b"PK"]


def test_a_door_code_is_in_no_row_and_no_report(adele):
    note = ("1.6.26", "AM", "Betty G", "Key safe C4370Y at the side", "AB")
    run = brought_in(small_home(notes=[note]), by=adele)

    kept = "".join(f"{row.summary}{row.cells}{row.warnings}" for row in queries.rows_of(run))
    assert "4370" not in kept + str(run.report) + CareEntry.objects.get().text


def test_somebody_who_left_on_a_day_unknown_is_not_shown_as_living_here(adele):
    left = (*ARTHUR[:8], "Moved to Oak Lodge", None)

    brought_in(small_home(residents=[BETTY, left]), by=adele)

    stay = Admission.objects.get(person__family_name="Black")
    assert (stay.ended_on, stay.ending) == (AS_OF, "Moved to Oak Lodge (date not known)")


def test_columns_without_a_field_are_kept_under_their_own_headings(adele):
    brought_in(small_home(residents=[(*BETTY[:9], "hearing aid L"), ARTHUR]), by=adele)

    [about] = AboutMe.objects.all()
    assert about.also_worth_knowing_about_me == (
        "From the old list of residents\nComments: hearing aid L"
    )


def test_people_who_may_be_on_record_already_are_shown_and_not_merged(adele, rosewood):
    joan = ("Mrs", "Pettigrew", "Joan", None, "3.4.38", None, "9", None, None, None)
    numbered = (*ARTHUR[:4], "6.6.41", "999 000 0018", *ARTHUR[6:])

    run = brought_in(small_home(residents=[BETTY, ARTHUR, joan, numbered]), by=adele)

    shown = ("row", "name", "why", "place")
    assert [{name: one[name] for name in shown} for one in run.report["already_on_record"]] == [
        {
            "row": "residents!5",
            "name": "Joan Pettigrew",
            "why": "same last name and date of birth",
            "place": "Rosewood",
        },
        {
            "row": "residents!6",
            "name": "Arthur Black",
            "why": "same NHS number",
            "place": "Rosewood",
        },
    ]
    assert Person.objects.filter(family_name="Pettigrew").count() == 2


def test_progress_is_told_while_the_work_goes_on_and_forgotten_after(adele, monkeypatch):
    told = []
    monkeypatch.setattr(cache, "set", lambda key, value, age: told.append(value))

    checked(small_home(), by=adele)

    assert (told[0].done, told[0].total) == (0, 16)


def test_the_limits_are_those_of_the_record():
    fields = {
        ImportedPerson: {
            "title": Person, "surname": (Person, "family_name"),
            "given_names": (Person, "given_name"), "preferred_name": Person,
            "left_typed": (Admission, "ending"), "funding": Admission,
            "gp": (Person, "gp_practice_name"),
        },
        ImportedContact: {
            "name": Contact, "relationship": Contact, "phone": Contact, "email": Contact,
            "power_of_attorney": Contact,
        },
        ImportedNote: {"author": (CareEntry, "source_author")},
        ImportedAllergy: {},
    }  # fmt: skip
    for item, names in fields.items():
        for name, where in names.items():
            model, field = where if isinstance(where, tuple) else (where, name)
            assert LIMITS[item][name] == model._meta.get_field(field).max_length
    assert Allergy._meta.get_field("causative_agent").max_length == LONGEST_AGENT


def test_progress_says_how_fast_and_how_long():
    half = Progress(done=50, total=100, started_at=100.0, heard_at=110.0)

    assert (half.rows_a_second, half.time_left, half.is_silent) == (5, "10 seconds", True)
    assert replace(half, done=99, heard_at=199.0).time_left == "1 second"
    assert replace(half, total=99_000).time_left == "330 minutes"


def test_an_allergy_that_staff_took_out_is_not_stated_again_by_the_same_file(adele):
    brought_in(small_home(), by=adele)
    betty = Person.objects.get(family_name="Green")
    for allergy in Allergy.objects.filter(person=betty):
        records.withdraw(allergy, replaces=1, reason="Not hers", by=adele)

    brought_in(small_home(), by=adele)

    betty.refresh_from_db()
    assert betty.allergy_state == AllergyState.NOT_ASKED


def test_a_run_and_its_rows_name_nobody_in_a_log(adele):
    run = checked(small_home(), by=adele)
    row = queries.rows_of(run).first()

    assert (str(run), str(row)) == (f"Import run {run.pk}", f"Import row {row.pk}")
