"""Addresses of the record's pages."""

from django.urls import URLPattern, URLResolver, include, path

from accounts.doors import requires
from accounts.permissions import Permission
from records import views
from records.kinds import KINDS, Kind
from records.nursing import AREAS
from records.views.places import PARTS

app_name = "records"


def pages_of(kind: Kind) -> URLResolver:
    """Return the addresses of one kind: all staff read, those the kind names write."""
    read, write = requires(Permission.SEE_PEOPLE), requires(kind.permission)
    one = "<uuid:record_id>/"
    pages = [
        path("", read(views.record_list), name="record_list"),
        path("add/", write(views.add_record), name="add_record"),
        path(one, read(views.record), name="record"),
        path(f"{one}change/", write(views.change_record), name="change_record"),
        path(f"{one}take-out/", write(views.withdraw_record), name="withdraw_record"),
        path(f"{one}history/", read(views.record_history), name="record_history"),
    ]
    return path(f"{kind.slug}/", include(pages), {"kind": kind.slug})


def pages_of_area(area: str) -> URLResolver:
    """Return the addresses of what is usual in one area of everyday and nursing needs."""
    pages = [
        path("change/", views.edit_nursing_need, name="edit_nursing_need"),
        path("history/", views.nursing_need_history, name="nursing_need_history"),
    ]
    return path(f"nursing-needs/{area.replace('_', '-')}/", include(pages), {"area": area})


PLAN = "care-plan/"
VERSION = f"{PLAN}versions/<uuid:plan_id>/"
GOAL = f"{PLAN}goals/<uuid:goal_id>/"
REVIEW = f"{PLAN}reviews/<uuid:review_id>/"
INSTRUCTION = f"{PLAN}instructions/<uuid:instruction_id>/"

of_person: list[URLPattern | URLResolver] = [
    path("identity/", views.identity, name="identity"),
    path("identity/change/", views.edit_identity, name="edit_identity"),
    path("identity/history/", views.identity_history, name="identity_history"),
    path("about-me/", views.about_me, name="about_me"),
    path("about-me/change/", views.edit_about_me, name="edit_about_me"),
    path("about-me/history/", views.about_me_history, name="about_me_history"),
    path("about-me/in-error/", views.about_me_in_error, name="about_me_in_error"),
    path(f"{PLAN}compare/", views.compare_plans, name="compare_plans"),
    path(f"{PLAN}draft/", views.draft_plan, name="draft_plan"),
    path(f"{PLAN}versions/", views.plans, name="plans"),
    path(VERSION, views.plan, name="plan"),
    path(f"{VERSION}comments/add/", views.comment_on_plan, name="comment_on_plan"),
    path(
        f"{PLAN}comments/<uuid:comment_id>/take-out/",
        views.take_out_comment,
        name="take_out_comment",
    ),
    path(f"{VERSION}change/", views.edit_plan, name="edit_plan"),
    path(f"{VERSION}take-out/", views.discard_plan, name="discard_plan"),
    path(f"{VERSION}ask/", views.ask_for_approval, name="ask_for_approval"),
    path(f"{VERSION}take-back/", views.take_back_plan, name="take_back_plan"),
    path(f"{VERSION}send-back/", views.send_back_plan, name="send_back_plan"),
    path(f"{VERSION}sign-off/", views.sign_off_plan, name="sign_off_plan"),
    path(f"{VERSION}end/", views.end_plan, name="end_plan"),
    path(f"{VERSION}history/", views.plan_history, name="plan_history"),
    path(f"{VERSION}in-error/", views.plan_in_error, name="plan_in_error"),
    path(f"{REVIEW}in-error/", views.review_in_error, name="review_in_error"),
    path(f"{GOAL}history/", views.goal_history, name="goal_history"),
    path(f"{INSTRUCTION}history/", views.instruction_history, name="instruction_history"),
    path(f"{VERSION}goals/add/", views.add_goal, name="add_goal"),
    path(f"{GOAL}change/", views.change_goal, name="change_goal"),
    path(f"{GOAL}take-out/", views.take_out_goal, name="take_out_goal"),
    path(f"{GOAL}instructions/add/", views.add_instruction, name="add_instruction"),
    path(f"{PLAN}for-a-time/", views.add_for_a_time, name="add_for_a_time"),
    path(f"{INSTRUCTION}stop/", views.stop_early, name="stop_early"),
    path(f"{INSTRUCTION}change/", views.change_instruction, name="change_instruction"),
    path(f"{INSTRUCTION}take-out/", views.take_out_instruction, name="take_out_instruction"),
    path("allergies/none-known/", views.state_no_known_allergies, name="state_no_known_allergies"),
    path(
        "allergies/none-known/take-back/",
        views.take_back_no_known_allergies,
        name="take_back_no_known_allergies",
    ),
    path("completeness/", views.completeness, name="completeness"),
    path("completeness/unanswered/", views.unanswered, name="unanswered"),
    path("asked/", views.asked, name="asked"),
    path("files/<uuid:file_id>/", views.document_file, name="document_file"),
    path("where/", views.where_to_record, name="where_to_record"),
    path("private/", views.private_parts, name="private_parts"),
    path("who-looked/", views.who_looked, name="who_looked"),
    path("who-looked/on-paper/", views.who_looked_on_paper, name="who_looked_on_paper"),
    path("whole-record/", views.whole_record, name="whole_record"),
    path("nursing-needs/", views.nursing_needs, name="nursing_needs"),
    *(pages_of_area(area) for area in AREAS),
    *(pages_of(kind) for kind in KINDS),
]

place: list[URLPattern | URLResolver] = [
    path("", views.place, name="place"),
    path("change/", views.change_place, name="change_place"),
    path("close/", views.close_place, name="close_place"),
    *(
        path(f"{kind}/{address}", view, {"kind": kind}, name=view.__name__)
        for kind in PARTS
        for address, view in (
            ("add/", views.add_part),
            ("<uuid:record_id>/change/", views.change_part),
            ("<uuid:record_id>/close/", views.close_part),
        )
    ),
]

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/provider/", views.change_provider, name="change_provider"),
    path("places/add/", views.add_place, name="add_place"),
    path("places/<uuid:location_id>/", include(place)),
    path("acts/", views.acts, name="acts"),
    path("acts/download/", views.download_acts, name="download_acts"),
    path("completeness/", views.completeness_of_people, name="completeness_of_people"),
    path("glossary/", views.glossary, name="glossary"),
    path("people/add/", views.add_person, name="add_person"),
    path("people/<uuid:person_id>/", include(of_person)),
]
