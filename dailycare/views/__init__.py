"""The pages that a shift works from."""

from dailycare.views.comparing import compare
from dailycare.views.exceptions import exception_feed, exception_seen, exceptions_progress
from dailycare.views.offline import (
    held,
    held_person,
    send,
    service_worker,
    waiting,
    without_signal,
)
from dailycare.views.people import choose_person, my_people, person, today
from dailycare.views.plans import care_plan, review_plan, reviews_due
from dailycare.views.reading import timeline
from dailycare.views.recording import correct, entered_in_error, entry, record
from dailycare.views.shift import assignments

__all__ = [
    "assignments",
    "care_plan",
    "choose_person",
    "compare",
    "correct",
    "entered_in_error",
    "entry",
    "exception_feed",
    "exception_seen",
    "exceptions_progress",
    "held",
    "held_person",
    "my_people",
    "person",
    "record",
    "review_plan",
    "reviews_due",
    "send",
    "service_worker",
    "timeline",
    "today",
    "waiting",
    "without_signal",
]
