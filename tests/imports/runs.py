"""Runs of invented homes, taken as far as a test needs, and what then stands in the record."""

from dailycare.models import CareEntry
from imports import services
from imports.models import ImportRun
from records.models import Allergy, Contact, Person
from tests.imports.homes import ARTHUR, AS_OF, BETTY, a_file, a_home

NOTES = [
    ("1.6.26", "0830", "Betty G", "Sang to herself", "AB"),
    ("1.6.26", "Late", "Betty G", "Went to bed at nine", "ab/CD"),
    ("2.6.26", None, "Arthur B", "Ate well", None),
]


def checked(data, *, by, file_name="home.xlsx"):
    """A run whose file was checked."""
    return checked_files(a_file(data, file_name), by=by, file_name=file_name)


def checked_files(files, *, by, file_name="export"):
    """A run whose files were checked."""
    run = services.start_check(
        files,
        file_name=file_name,
        location=by.locations[0],
        as_of=AS_OF,
        by=by,
    )
    services.check_run(run.pk, by=by)
    return ImportRun.objects.get(pk=run.pk)


def brought_in(data, *, by):
    """A run whose file is in the record."""
    return committed(checked(data, by=by), by=by)


def brought_in_files(files, *, by):
    """A run whose files are in the record."""
    return committed(checked_files(files, by=by), by=by)


def committed(run, *, by):
    """A run that was checked, brought into the record."""
    services.start_commit(run.pk, by=by)
    services.commit_run(run.pk, by=by)
    run.refresh_from_db()
    assert run.error == ""
    return run


def taken_back(run, *, by):
    services.start_undo(run.pk, reason="Wrong home", by=by)
    services.undo_run(run.pk, by=by)
    run.refresh_from_db()
    return run


def counts():
    """What stands in the record of Rosewood, beside Joan who was there before."""
    standing = {"standing": "current"}
    return {
        "people": Person.objects.filter(**standing).count() - 1,
        "contacts": Contact.objects.filter(**standing).count(),
        "allergies": Allergy.objects.filter(**standing).count(),
        "notes": CareEntry.objects.filter(**standing).count(),
    }


def small_home(**more):
    return a_home(
        **{
            "residents": [BETTY, ARTHUR],
            "contacts": [("Mrs Green", "Tom Green", "Son", "07700 900345", None, None, "no")],
            "allergies": [("Green, Betty", "Nuts; Aspirin", "wheeze; rash", "GP", "1.2.24"),
                          ("Mr Black", "NKDA")],
            "notes": NOTES,
        }
        | more
    )  # fmt: skip
