"""A run as its pages show it: counts that add up, reasons in words, one step after another."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.http import urlencode

from accounts.models import User
from imports import approvals, authors, merges, policies, problems, progress, queries, reasons
from imports.mapping import saved
from imports.models import ImportApproval, ImportRow, ImportRun, Newer
from imports.rows import Kind, Outcome, is_brought_in
from imports.words import in_place

Answer = ImportApproval.Answer
TAKEN_AS = {
    Kind.PERSON: "People",
    Kind.CONTACT: "Contacts",
    Kind.ALLERGY: "Allergies",
    Kind.NOTE: "Notes",
    Kind.RECORD: "Other records",
    Kind.MEASUREMENT: "Measured values",
    Kind.DOCUMENT: "Documents",
    Kind.STAFF: "Staff, to look names up",
    Kind.OTHER: "Not taken yet",
}
MADE_FROM = {
    Kind.PERSON: "people",
    Kind.CONTACT: "contacts",
    Kind.ALLERGY: "lines about allergies",
    Kind.NOTE: "notes",
    Kind.RECORD: "other records",
    Kind.MEASUREMENT: "measured values",
    Kind.DOCUMENT: "documents",
}
OUTCOMES = {
    Outcome.IMPORTED: "Comes into the record",
    Outcome.WITHDRAWN: "Comes in as taken out: the old system deleted it",
    Outcome.EARLIER: "Comes in as earlier words, in the history",
    Outcome.REJECTED: "Left out, to be mended",
    Outcome.SKIPPED: "Not records",
    Outcome.NOT_TAKEN: "Not taken yet",
}
COLOURS = {
    Outcome.IMPORTED: "green",
    Outcome.WITHDRAWN: "green",
    Outcome.EARLIER: "green",
    Outcome.REJECTED: "red",
    Outcome.SKIPPED: "grey",
    Outcome.NOT_TAKEN: "yellow",
}
WARNED = "warned"
MOST_NAMED = 50  # people on one page, where very many stay out
STEPS = ("Upload", "Check", "Look at it", "Bring in", "Use it")
STEP_OF_STATE = {"looking": 1, "mapping": 1, "waiting": 1, "failed": 1, "checked": 2,
                 "cancelled": 2, "committing": 3, "paused": 3, "committed": 4,
                 "undoing": 4, "undone": -1}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetShown:
    """One sheet: what it holds, and how its rows ended; the four numbers add up to `rows`."""

    title: str
    is_hidden: bool
    taken_as: str
    rows: int
    imported: int
    rejected: int
    skipped: int
    not_taken: int
    columns_not_taken: list[str]

    @property
    def query(self) -> str:
        return urlencode({"sheet": self.title})

    @property
    def ends(self) -> list[tuple[int, str]]:
        """How many rows ended how; those of which there are any."""
        counts = (self.imported, self.rejected, self.skipped, self.not_taken)
        words = ("to bring in", "left out", "not records", "not taken yet")
        return [(number, word) for number, word in zip(counts, words, strict=True) if number]


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """One reason for which rows were left out, in words, and how many."""

    reason: str
    sentence: str
    number: int
    query: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """One row, how it ended and why."""

    row: ImportRow
    ended: str
    colour: str
    sentence: str


def run_page(run: ImportRun, *, to: User) -> dict[str, Any]:
    """Everything on the page of a run."""
    report = run.report
    return (
        {
            "run": run,
            "adapter": saved.label_of(run),
            "is_mapped": saved.read_with(run) is not None,
            "may_be_mapped": run.state in policies.MAY_BE_MAPPED
            and not (run.mends_id or run.committed_to),
            "steps": _steps(run),
            "sheets": sheets(run),
            "totals": totals(run),
            "left_out": left_out(run),
            "report": report,
            "pairs": merges.count_of(run),
            "authors": authors.count_of(run),
            "undecided": merges.undecided_of(run),
            "is_decided_since": merges.is_decided_since(run),
            "doubts": doubts(report),
            "remarks": _remarks(report),
            "created": run.result.get("created", {}),
            "already_there": _in_words(run.result.get("already_there", {})),
        }
        | progress_of(run)
        | approval_of(run, to=to)
    )


def approval_of(run: ImportRun, *, to: User) -> dict[str, Any]:
    """What a second person was asked and said, and what whoever reads it may do about it."""
    said = list(approvals.of_run(run))
    asked = next((one for one in said if not one.is_over), None)
    others = approvals.who_may_answer(run.location, asked_by=asked.asked_by if asked else to)
    return {
        "said": said,
        "asked": asked,
        "waits_for": approvals.named(others, to),
        "may_ask": bool(others) and (asked is None or asked.answer == Answer.SENT_BACK),
        "may_answer": bool(asked and asked.answer == Answer.WAITING and asked.asked_by != to),
        "is_held_up": asked is not None and asked.answer != Answer.APPROVED,
    }


def progress_of(run: ImportRun) -> dict[str, Any]:
    """How far work on the run is, and whether it was broken off."""
    return {
        "run": run,
        "heard": progress.heard_of(run.pk) if run.is_busy else None,
        "is_interrupted": queries.is_interrupted(run),
    }


def sheets(run: ImportRun) -> list[SheetShown]:
    """Every sheet of the file, with its rows by how they ended."""
    states = run.report.get("sheets_in_workbook", {})
    return [
        SheetShown(
            title=title,
            is_hidden=states.get(title) != "visible",
            taken_as=TAKEN_AS[Kind(sheet["taken_as"])],
            rows=sheet["rows"],
            columns_not_taken=sheet["columns_not_taken"],
            **_ended(sheet["outcome"]),
        )
        for title in run.report.get("sheet_order", [])
        for sheet in [run.report["rows"][title]]
    ]


def doubts(report: dict[str, Any]) -> dict[str, int]:
    """What is doubtful about rows that are brought in, and how many have it."""
    counts: Counter[str] = Counter()
    for sheet in report.get("rows", {}).values():
        counts.update(sheet.get("imported_with_warning", {}))
    return dict(counts.most_common())


def left_out(run: ImportRun) -> list[ReasonShown]:
    """Why rows were left out, the commonest reason first."""
    counts: dict[str, int] = {}
    for sheet in run.report.get("rows", {}).values():
        for end, number in sheet["outcome"].items():
            outcome, _, reason = end.partition(": ")
            if outcome == Outcome.REJECTED:
                counts[reason] = counts.get(reason, 0) + number
    return [
        ReasonShown(reason, reasons.sentence(reason), number, urlencode({"reason": reason}))
        for reason, number in sorted(counts.items(), key=lambda pair: -pair[1])
    ]


def choices(run: ImportRun) -> dict[str, Any]:
    """What the rows of a run can be filtered by."""
    outcomes = [
        *OUTCOMES.items(),
        (WARNED, "Brought in with a warning"),
        (queries.CLEANED, "Brought in with its text cleaned"),
        *Newer.choices,
    ]
    return {
        "outcomes": outcomes,
        "sheet_titles": run.report.get("sheet_order", []),
        "reasons": [(shown.reason, shown.sentence) for shown in left_out(run)],
    }


def lines(rows: Iterable[ImportRow]) -> list[LineShown]:
    """Rows as they are listed, with how each ended and why in words."""
    return [
        LineShown(
            row,
            OUTCOMES[Outcome(row.outcome)],
            COLOURS[Outcome(row.outcome)],
            reasons.sentence(row.reason) if row.reason else "",
        )
        for row in rows
    ]


def commit_page(run: ImportRun, *, to: User) -> dict[str, Any]:
    """What bringing in would write, what is there already, and what stays out."""
    rows = queries.brings_in(run)
    people = queries.rows_of(run).filter(kind="person", outcome=Outcome.REJECTED)
    left_out = people.exclude(reason=reasons.TEST_RECORD)
    return {
        "run": run,
        "refusal": policies.SENTENCES[run.state],
        "new": _in_words(queries.counted_by_kind(rows.filter(was_there=False))),
        "there": _in_words(queries.counted_by_kind(rows.filter(was_there=True))),
        "totals": totals(run),
        "resuscitation": run.report.get("resuscitation_not_brought_in", []),
        "people_left_out": lines(left_out.order_by("position")[:MOST_NAMED]),
        "undecided": merges.undecided_of(run),
        "is_decided_since": merges.is_decided_since(run),
    } | approval_of(run, to=to)


def undo_page(run: ImportRun) -> dict[str, Any]:
    """What taking back would withdraw, and what stays and why."""
    stays = queries.what_stays(run)
    return {
        "run": run,
        "refusal": policies.SENTENCES[run.state],
        "may_be_undone": run.state in policies.MAY_BE_UNDONE,
        "goes": queries.to_be_taken_back(run, stays),
        "stays": stays.as_list(),
    }


def reconciliation(run: ImportRun) -> dict[str, Any]:
    """The whole reconciliation of a run, for the file that is downloaded or written."""
    return {
        "adapter": run.adapter,
        "as_of": run.as_of.isoformat(),
        "files": queries.files_of(run),
        **run.report,
        **problems.listed(queries.rows_to_look_at(run)),
        "run": str(run.pk),
        "state": run.state,
        "error": run.error,
        "result": run.result,
        "undone": run.undo_report,
    }


def problem_rows(run: ImportRun) -> bytes:
    """The rows of a run to be mended or looked at, as a workbook in the columns of its sheets."""
    columns = {title: sheet["columns"] for title, sheet in run.report.get("rows", {}).items()}
    return problems.workbook(partial(queries.rows_to_look_at, run), columns)


def _remarks(report: dict[str, Any]) -> list[tuple[str, str]]:
    """Words of the file that belong to no record, but for headings, and where they stand."""
    remarks = [
        (in_place(one["row"]), one["words"])
        for one in report.get("not_records", [])
        if one["what"] != reasons.HEADING
    ]
    comments = [
        (f"Comment on {in_place(one['cell'])}", one["words"]) for one in report.get("comments", [])
    ]
    return remarks + comments


def _steps(run: ImportRun) -> list[tuple[str, str]]:
    now = STEP_OF_STATE[run.state]
    words = ["done" if place < now else "now" if place == now else "" for place in range(5)]
    return list(zip(STEPS, words, strict=True))


def _ended(outcome: dict[str, int]) -> dict[str, int]:
    counts = dict.fromkeys(("imported", "rejected", "skipped", "not_taken"), 0)
    for end, number in outcome.items():
        ended = end.partition(": ")[0]
        counts["imported" if is_brought_in(ended) else ended.replace(" ", "_")] += number
    return counts


def totals(run: ImportRun) -> dict[str, int]:
    """The rows of all files together, by how they ended."""
    shown = sheets(run)
    names = ("rows", "imported", "rejected", "skipped", "not_taken")
    return {name: sum(getattr(sheet, name) for sheet in shown) for name in names}


def _in_words(counts: dict[str, int]) -> dict[str, int]:
    return {words: counts[kind] for kind, words in MADE_FROM.items() if kind in counts}
