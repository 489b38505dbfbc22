"""Reads of the record. Staff always see through `…_seen_by`."""

from records.queries.history import Change, HistoryEntry, history, last_written
from records.queries.looking import LOOKS_ON_PAGE, looks
from records.queries.people import (
    Header,
    header,
    in_force,
    latest_stay,
    likely_duplicates,
    people_seen_by,
    person_seen_by,
)
from records.queries.plans import (
    Compared,
    compare,
    edition,
    goals,
    goals_as_written,
    live_plan,
    open_draft,
    plan_of,
    plans,
    reviews,
)
from records.queries.records import about_me, current, listed, locked, record_of, taken_out

__all__ = [
    "LOOKS_ON_PAGE",
    "Change",
    "Compared",
    "Header",
    "HistoryEntry",
    "about_me",
    "compare",
    "current",
    "edition",
    "goals",
    "goals_as_written",
    "header",
    "history",
    "in_force",
    "last_written",
    "latest_stay",
    "likely_duplicates",
    "listed",
    "live_plan",
    "locked",
    "looks",
    "open_draft",
    "people_seen_by",
    "person_seen_by",
    "plan_of",
    "plans",
    "record_of",
    "reviews",
    "taken_out",
]
