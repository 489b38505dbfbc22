"""Source against record, as the pages and the report of a run show it."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from imports import presentation, reasons, reconciled
from imports.forms import EyeCheckForm
from imports.models import EyeCheck, ImportRun, ReconciledPerson, SignOff
from imports.queries import plural, rows_of
from imports.rows import is_brought_in
from records.kinds import BY_SLUG

CLASSES = {
    "person": "People", "contact": "Contacts", "allergy": "Lines about allergies",
    "note": "Notes", "measured": "Measured values", "document": "Documents",
    "goals": "Goals", "about-me": "Lines of About Me", "record": "Other records",
}  # fmt: skip

IN_THE_RECORD = {ImportRun.State.COMMITTED, ImportRun.State.UNDOING}


@dataclass(frozen=True, slots=True)
class FileShown:
    """One file or sheet: its rows, how they ended, and how many are in the record."""

    title: str
    rows: int
    brought_in: int
    left_out: int
    already_there: int
    found: int
    is_right: bool


@dataclass(frozen=True, slots=True)
class MonthShown:
    """The notes of one month: in the files, and in the record."""

    month: str
    source: int
    found: int
    is_right: bool


@dataclass(frozen=True, slots=True)
class CheckShown:
    """Somebody to look at by eye, how many rows are about them, and a form for what was seen."""

    check: EyeCheck
    rows: list[tuple[str, int]]
    form: EyeCheckForm


def summary(run: ImportRun) -> dict[str, Any]:
    """What the page of a run says of it: whether it adds up, how far the eye is, who signed."""
    signed = reconciled.sign_offs_of(run)
    if run.state not in IN_THE_RECORD or "found" not in run.result:
        return {"is_compared": False, "signed": None, "sign_offs": list(signed)}
    checks = list(reconciled.checks_of(run))
    return {
        "is_compared": True,
        "differences": reconciled.differences(run),
        "looked_at": sum(bool(check.answer) for check in checks),
        "to_look_at": len(checks),
        "not_right": sum(check.answer == EyeCheck.Answer.NOT_RIGHT for check in checks),
        "sign_offs": list(signed),
        "signed": signed.filter(withdrawn_at=None).first(),
    }


def page(run: ImportRun) -> dict[str, Any]:
    """Everything on the page that sets the files against the record."""
    shown = summary(run)
    if not shown["is_compared"]:
        return {"run": run} | shown
    months = _months(run)
    return {
        "run": run,
        "files": _files(run),
        "classes": _classes(run),
        "made": run.result["found"]["by_class"],
        "months": months,
        "most": max((month.source for month in months), default=0),
        "left_out": _left_out(run),
        "totals": presentation.totals(run),
    } | shown


def _files(run: ImportRun) -> list[FileShown]:
    found = run.result["found"]["by_file"]
    nothing = {"expected": 0, "found": 0, "already_there": 0}
    return [
        FileShown(
            title=sheet.title,
            rows=sheet.rows,
            brought_in=sheet.imported,
            left_out=sheet.rows - sheet.imported,
            already_there=there["already_there"],
            found=there["found"],
            is_right=there["expected"] == there["found"],
        )
        for sheet in presentation.sheets(run)
        for there in [found.get(sheet.title, nothing)]
    ]


def _classes(run: ImportRun) -> list[tuple[str, int, int]]:
    """Each class of the files: its rows, and how many of them come into the record."""
    return [
        (
            CLASSES.get(name) or plural(BY_SLUG[name].model).capitalize(),
            found["rows"],
            sum(number for end, number in found["outcome"].items() if is_brought_in(end)),
        )
        for name, found in run.report["by_class"].items()
    ]


def _months(run: ImportRun) -> list[MonthShown]:
    source, found = run.report["notes_by_month"], run.result["found"]["notes_by_month"]
    counts = [
        (month, source.get(month, 0), found.get(month, 0))
        for month in sorted(source.keys() | found.keys())
    ]
    is_first = not reconciled.was_there(run)  # what was there already is not of this run
    return [MonthShown(*each, is_right=each[1] == each[2] or not is_first) for each in counts]


def _left_out(run: ImportRun) -> list[tuple[str, int]]:
    """Why rows are not in the record, those that are no records too; the commonest first."""
    counts: Counter[str] = Counter()
    for sheet in run.report["rows"].values():
        for end, number in sheet["outcome"].items():
            outcome, _, reason = end.partition(": ")
            if not is_brought_in(outcome):
                counts[reason or reasons.SHEET_NOT_TAKEN] += number
    return [(reasons.sentence(reason), number) for reason, number in counts.most_common()]


def eye_page(run: ImportRun, *, typed: EyeCheckForm | None = None) -> dict[str, Any]:
    """Whom to look at by eye. `typed` is a form that was sent and has to be mended."""
    checks = list(reconciled.checks_of(run))
    rows = _rows_of_each(run, [check.who.person_id for check in checks])
    shown = [
        CheckShown(check, rows[check.who.person_id], _form_of(check, typed)) for check in checks
    ]
    return {"run": run, "checks": shown} | summary(run)


def _form_of(check: EyeCheck, typed: EyeCheckForm | None) -> EyeCheckForm:
    if typed and typed.data.get("check") == str(check.pk):
        return typed
    said = {"check": check.pk, "answer": check.answer, "words": check.words}
    return EyeCheckForm(initial=said, auto_id=f"id_%s_{check.position}")


def _rows_of_each(run: ImportRun, people: list[UUID]) -> dict[UUID, list[tuple[str, int]]]:
    counted = rows_of(run).filter(person_id__in=people).values_list("person_id", "sheet")
    found: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
    for person_id, sheet, number in counted.annotate(Count("pk")).order_by("person_id", "sheet"):
        found[person_id].append((sheet, number))
    return found


def as_report(run: ImportRun) -> dict[str, Any]:
    """The same for a file that is kept: with everybody, what was seen by eye, and in whose name."""
    if "found" not in run.result:
        return {}
    return {
        "differences": reconciled.differences(run),
        "people_in_the_record": [_person(one) for one in reconciled.people(run)],
        "checked_by_eye": [_check(check) for check in reconciled.checks_of(run)],
        "signed_off": [_signed(one) for one in reconciled.sign_offs_of(run)],
    }


def _person(one: ReconciledPerson) -> dict[str, Any]:
    counts = ("rows", "left_out", "warned", "already_there", "expected", "found", "merged")
    who = {"person_id": str(one.person_id), "name": one.name}
    return who | {name: getattr(one, name) for name in counts}


def _check(check: EyeCheck) -> dict[str, Any]:
    return {
        "person_id": str(check.who.person_id),
        "name": check.who.name,
        "why": check.why,
        "answer": check.answer,
        "words": check.words,
        "by": str(check.looked_by or ""),
        "at": check.looked_at.isoformat() if check.looked_at else "",
    }


def _signed(one: SignOff) -> dict[str, Any]:
    return {
        "by": str(one.signed_by),
        "at": one.signed_at.isoformat(),
        "although": one.although,
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else "",
        "withdrawn_why": one.withdrawn_why,
    }
