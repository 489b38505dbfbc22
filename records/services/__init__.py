"""Writes to the record. Everything goes through `change()`: one author, one reason, one version."""

from records.services.asked import say_asked, take_back_asked
from records.services.files import open_file
from records.services.people import add_person, open_record, revise_person
from records.services.plans import (
    add_goal,
    add_instruction,
    discard_draft,
    draft_plan,
    review_plan,
    revise_draft,
    revise_in_draft,
    sign_off_plan,
    take_from_draft,
)
from records.services.records import (
    add,
    revise,
    state_no_known_allergies,
    take_back_no_known_allergies,
    withdraw,
    write_about_me,
)

__all__ = [
    "add",
    "add_goal",
    "add_instruction",
    "add_person",
    "discard_draft",
    "draft_plan",
    "open_file",
    "open_record",
    "review_plan",
    "revise",
    "revise_draft",
    "revise_in_draft",
    "revise_person",
    "say_asked",
    "sign_off_plan",
    "state_no_known_allergies",
    "take_back_asked",
    "take_back_no_known_allergies",
    "take_from_draft",
    "withdraw",
    "write_about_me",
]
