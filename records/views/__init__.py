"""The pages of the record."""

from records.views.about_me import about_me, about_me_history, about_me_in_error, edit_about_me
from records.views.acts import acts, download_acts
from records.views.allergies import state_no_known_allergies, take_back_no_known_allergies
from records.views.beside_plan import comment_on_plan, take_out_comment
from records.views.completeness import asked, completeness, completeness_of_people, unanswered
from records.views.drafts import (
    add_goal,
    add_instruction,
    change_goal,
    change_instruction,
    discard_plan,
    draft_plan,
    edit_plan,
    take_out_goal,
    take_out_instruction,
)
from records.views.files import document_file
from records.views.finding import where_to_record
from records.views.for_a_time import add_for_a_time, stop_early
from records.views.glossary import glossary
from records.views.identity import add_person, edit_identity, identity, identity_history
from records.views.looking import who_looked, who_looked_on_paper
from records.views.nursing import edit_nursing_need, nursing_need_history, nursing_needs
from records.views.of_kind import (
    add_record,
    change_record,
    record,
    record_history,
    record_list,
    withdraw_record,
)
from records.views.places import (
    add_part,
    add_place,
    change_part,
    change_place,
    change_provider,
    close_part,
    close_place,
    place,
    places,
)
from records.views.plan_histories import (
    goal_history,
    instruction_history,
    plan_history,
    review_in_error,
)
from records.views.plans import compare_plans, plan, plans
from records.views.private import private_parts
from records.views.sign_off import (
    ask_for_approval,
    end_plan,
    plan_in_error,
    send_back_plan,
    sign_off_plan,
    take_back_plan,
)
from records.views.whole import whole_record

__all__ = [
    "about_me",
    "about_me_history",
    "about_me_in_error",
    "acts",
    "add_for_a_time",
    "add_goal",
    "add_instruction",
    "add_part",
    "add_person",
    "add_place",
    "add_record",
    "ask_for_approval",
    "asked",
    "change_goal",
    "change_instruction",
    "change_part",
    "change_place",
    "change_provider",
    "change_record",
    "close_part",
    "close_place",
    "comment_on_plan",
    "compare_plans",
    "completeness",
    "completeness_of_people",
    "discard_plan",
    "document_file",
    "download_acts",
    "draft_plan",
    "edit_about_me",
    "edit_identity",
    "edit_nursing_need",
    "edit_plan",
    "end_plan",
    "glossary",
    "goal_history",
    "identity",
    "identity_history",
    "instruction_history",
    "nursing_need_history",
    "nursing_needs",
    "place",
    "places",
    "plan",
    "plan_history",
    "plan_in_error",
    "plans",
    "private_parts",
    "record",
    "record_history",
    "record_list",
    "review_in_error",
    "send_back_plan",
    "sign_off_plan",
    "state_no_known_allergies",
    "stop_early",
    "take_back_no_known_allergies",
    "take_back_plan",
    "take_out_comment",
    "take_out_goal",
    "take_out_instruction",
    "unanswered",
    "where_to_record",
    "who_looked",
    "who_looked_on_paper",
    "whole_record",
    "withdraw_record",
]
