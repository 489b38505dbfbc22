"""Writes to the record. Everything goes through `change()`: one author, one reason, one version."""

from records.services.approval import (
    ask_for_approval,
    end_plan,
    mark_plan_in_error,
    mark_review_in_error,
    review_plan,
    send_back_plan,
    sign_off_plan,
    take_back_plan,
)
from records.services.asked import say_asked, take_back_asked
from records.services.beside_plan import comment_on_plan, take_out_comment
from records.services.files import open_file
from records.services.for_a_time import add_for_a_time, stop_early
from records.services.gp import note_gp_record
from records.services.nursing import write_nursing_need
from records.services.outside import end_opening, look_elsewhere, open_from_outside
from records.services.people import add_person, open_record, revise_person
from records.services.places import add_part, close, revise_part, revise_place
from records.services.plans import (
    add_goal,
    add_instruction,
    discard_draft,
    draft_plan,
    revise_draft,
    revise_in_draft,
    take_from_draft,
)
from records.services.private import open_private_parts
from records.services.records import (
    add,
    mark_about_me_in_error,
    revise,
    state_no_known_allergies,
    take_back_no_known_allergies,
    withdraw,
    write_about_me,
)

__all__ = [
    "add",
    "add_for_a_time",
    "add_goal",
    "add_instruction",
    "add_part",
    "add_person",
    "ask_for_approval",
    "close",
    "comment_on_plan",
    "discard_draft",
    "draft_plan",
    "end_opening",
    "end_plan",
    "look_elsewhere",
    "mark_about_me_in_error",
    "mark_plan_in_error",
    "mark_review_in_error",
    "note_gp_record",
    "open_file",
    "open_from_outside",
    "open_private_parts",
    "open_record",
    "review_plan",
    "revise",
    "revise_draft",
    "revise_in_draft",
    "revise_part",
    "revise_person",
    "revise_place",
    "say_asked",
    "send_back_plan",
    "sign_off_plan",
    "state_no_known_allergies",
    "stop_early",
    "take_back_asked",
    "take_back_no_known_allergies",
    "take_back_plan",
    "take_from_draft",
    "take_out_comment",
    "withdraw",
    "write_about_me",
    "write_nursing_need",
]
