"""The facts of one entry in plain words: what stands under its name on a page."""

from functools import singledispatch

from gpconnect.reading.dates import in_words
from gpconnect.reading.record import (
    Allergy,
    Consultation,
    DiaryEntry,
    Finding,
    Immunisation,
    Investigation,
    Item,
    Medication,
    Problem,
    Referral,
)

type Facts = list[tuple[str, str]]

CATEGORIES = {"medication": "Medicine", "environment": "Environment", "food": "Food"}
CRITICALITIES = {"high": "High: may threaten life", "low": "Low", "unable-to-assess": "Not known"}
NOT_RECORDED = "not recorded"


def facts(item: Item) -> Facts:
    """What an entry says besides its name, in the order a reader wants it; nothing is shortened."""
    said = [*_facts(item), ("Recorded by", item.by)]
    if not is_comment(item):
        said += [("Note", note) for note in item.notes]
    if item.is_withheld_from_person:
        said.append(("Not to be told", "The practice marks this as not for the person or family"))
    return [(label, text) for label, text in said if text]


def title(item: Item) -> str:
    """What an entry is called; a comment by its own words, since its code says nothing."""
    return "\n".join(item.notes) if is_comment(item) else item.display


def is_comment(item: Item) -> bool:
    """Whether an entry is nothing but its words."""
    return isinstance(item, Finding) and item.is_comment and bool(item.notes)


def state(item: Item) -> str:
    """The state of an entry as a word, where it adds something; nothing is called current twice."""
    match item:
        case Immunisation(is_not_given=True):
            return "Not given"
        case Consultation(is_draft=True):
            return "Draft"
        case DiaryEntry():
            return "Planned"
        case Medication() | Allergy() | Problem():
            return item.status.capitalize()
    return ""


def when(item: Item) -> str:
    """The date that goes with an entry, and what it is the date of."""
    label = {
        Allergy: "Recorded",
        Medication: "Started",
        Problem: "Began",
        Immunisation: "On",
        Consultation: "On",
        DiaryEntry: "Planned for",
    }.get(type(item), "On")
    return f"{label}: {in_words(item.date)}"


def issues(item: Item) -> tuple[str, ...]:
    """Each prescription issued of a medicine, the latest first."""
    if not isinstance(item, Medication):
        return ()
    latest_first = sorted(item.issues, key=lambda issue: issue.date, reverse=True)
    return tuple(
        ", ".join(filter(None, (in_words(issue.date), issue.quantity, _unusual(issue.status))))
        for issue in latest_first
    )


def _unusual(status: str) -> str:
    """What became of an issue, unless it went as it should."""
    return "" if status in ("", "active", "completed") else status


def dated(given: str) -> str:
    """A date in words, or nothing when there is none."""
    return in_words(given) if given else ""


@singledispatch
def _facts(item: Item) -> Facts:
    return []


@_facts.register
def _(item: Allergy) -> Facts:
    return [
        ("Severity of risk", CRITICALITIES.get(item.criticality, item.criticality)),
        *(("Reaction", reaction) for reaction in item.reactions),
        ("Kind", ", ".join(CATEGORIES.get(each, each) for each in item.categories)),
        ("First happened", dated(item.onset)),
        ("Ended", dated(item.ended_on)),
        ("Why it ended", item.end_reason),
    ]


@_facts.register
def _(item: Medication) -> Facts:
    elsewhere = item.prescribed_by_agency or "another organisation"
    repeats = " of ".join(filter(None, (item.repeats_issued, item.repeats_allowed)))
    return [
        *(("How to take it", dose) for dose in item.dosage or (NOT_RECORDED,)),
        ("Prescribed elsewhere", elsewhere if item.is_prescribed_elsewhere else ""),
        ("Quantity", item.quantity),
        ("Last issued", dated(item.last_issued_on) or NOT_RECORDED),
        ("Issues so far", repeats),
        ("Authorised until", dated(item.authorised_until)),
        ("Ended", dated(item.ended_on)),
        ("Stopped", dated(item.stopped_on)),
        ("Why it was stopped", item.stop_reason),
    ]


@_facts.register
def _(item: Problem) -> Facts:
    return [
        ("Significance", item.significance.capitalize()),
        ("Recorded", dated(item.asserted_on)),
        ("Ended", dated(item.ended_on)),
    ]


@_facts.register
def _(item: Immunisation) -> Facts:
    reason = "Why it was not given" if item.is_not_given else "Reason"
    return [
        (reason, item.reason),
        ("Vaccine", item.vaccine if item.vaccine != item.display else ""),
        ("Dose", item.dose),
        ("Batch", item.batch),
        ("Batch expires", dated(item.expires_on)),
        ("Site", item.site),
        ("Recorded", dated(item.recorded_on)),
    ]


@_facts.register
def _(item: Consultation) -> Facts:
    return [("Place", item.place)]


@_facts.register
def _(item: Finding) -> Facts:
    members = [_named(member) for member in item.members]
    return [("Value", item.value), ("Usual range", item.usual_range), *members]


@_facts.register
def _(item: Investigation) -> Facts:
    found = [result for result in item.results if isinstance(result, Finding)]
    return [
        fact
        for result in found
        for fact in (
            _named(result),
            *(_named(member) for member in result.members),
        )
    ]


@_facts.register
def _(item: Referral) -> Facts:
    return [("To", ", ".join(item.recipients)), ("Priority", item.priority.capitalize())]


def _named(finding: Finding) -> tuple[str, str]:
    usual = f"(usual range {finding.usual_range})" if finding.usual_range else ""
    said = " ".join(filter(None, (finding.value, usual, *finding.notes)))
    return "Comment" if is_comment(finding) else finding.display, said
