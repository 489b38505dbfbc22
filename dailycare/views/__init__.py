"""The pages that a shift works from."""

from dailycare.views.comparing import compare
from dailycare.views.diary import diary
from dailycare.views.exceptions import exception_feed, exception_seen, exceptions_progress
from dailycare.views.handovers import (
    add_addendum,
    add_line,
    add_what_is_new,
    briefing,
    change_line,
    draft_handover,
    earlier_handovers,
    handover,
    handovers,
    paper_pack,
    sign_handover,
    take_back_handover,
    take_out_line,
    tick_handover,
)
from dailycare.views.offline import (
    held,
    held_person,
    send,
    service_worker,
    waiting,
    without_signal,
)
from dailycare.views.outside import elsewhere, end_opening, stop_seeing
from dailycare.views.own_kinds import (
    add_own_kind,
    change_own_kind,
    own_kinds,
    retire_own_kind,
)
from dailycare.views.people import choose_person, my_people, person, today
from dailycare.views.photographs import photograph, photograph_large, photograph_small
from dailycare.views.plans import care_plan, review_plan, reviews_due
from dailycare.views.reading import timeline
from dailycare.views.recording import correct, entered_in_error, entry, record
from dailycare.views.seen import correct_seen, seen_in_error
from dailycare.views.several import record_several
from dailycare.views.shift import assignments
from dailycare.views.since import changed_of_my_people, changed_of_person

__all__ = [
    "add_addendum",
    "add_line",
    "add_own_kind",
    "add_what_is_new",
    "assignments",
    "briefing",
    "care_plan",
    "change_line",
    "change_own_kind",
    "changed_of_my_people",
    "changed_of_person",
    "choose_person",
    "compare",
    "correct",
    "correct_seen",
    "diary",
    "draft_handover",
    "earlier_handovers",
    "elsewhere",
    "end_opening",
    "entered_in_error",
    "entry",
    "exception_feed",
    "exception_seen",
    "exceptions_progress",
    "handover",
    "handovers",
    "held",
    "held_person",
    "my_people",
    "own_kinds",
    "paper_pack",
    "person",
    "photograph",
    "photograph_large",
    "photograph_small",
    "record",
    "record_several",
    "retire_own_kind",
    "review_plan",
    "reviews_due",
    "seen_in_error",
    "send",
    "service_worker",
    "sign_handover",
    "stop_seeing",
    "take_back_handover",
    "take_out_line",
    "tick_handover",
    "timeline",
    "today",
    "waiting",
    "without_signal",
]
