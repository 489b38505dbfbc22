"""Addresses of the pages that a shift works from."""

from django.urls import path

from dailycare import views

app_name = "dailycare"

HANDOVER = "handovers/<uuid:handover_id>/"
LINE = f"{HANDOVER}lines/<uuid:line_id>/"
PHOTOGRAPH = "people/<uuid:person_id>/notes/photographs/<uuid:photograph_id>/"

of_handovers = [
    path("handovers/", views.handovers, name="handovers"),
    path("handovers/earlier/", views.earlier_handovers, name="earlier_handovers"),
    path("handovers/draft/<uuid:location_id>/", views.draft_handover, name="draft_handover"),
    path("handovers/briefing/<uuid:location_id>/", views.briefing, name="briefing"),
    path("handovers/paper/<uuid:location_id>/", views.paper_pack, name="paper_pack"),
    path(HANDOVER, views.handover, name="handover"),
    path(f"{HANDOVER}new/", views.add_what_is_new, name="add_what_is_new"),
    path(f"{HANDOVER}sign/", views.sign_handover, name="sign_handover"),
    path(f"{HANDOVER}take-back/", views.take_back_handover, name="take_back_handover"),
    path(f"{HANDOVER}read/", views.tick_handover, name="tick_handover"),
    path(f"{HANDOVER}addenda/add/", views.add_addendum, name="add_addendum"),
    path(f"{HANDOVER}lines/add/", views.add_line, name="add_line"),
    path(f"{LINE}change/", views.change_line, name="change_line"),
    path(f"{LINE}take-out/", views.take_out_line, name="take_out_line"),
]
of_photographs = [
    path(PHOTOGRAPH, views.photograph, name="photograph"),
    path(f"{PHOTOGRAPH}large/", views.photograph_large, name="photograph_large"),
    path(f"{PHOTOGRAPH}small/", views.photograph_small, name="photograph_small"),
]
from_outside = [
    path("people/elsewhere/", views.elsewhere, name="elsewhere"),
    path("people/<uuid:person_id>/elsewhere/end/", views.stop_seeing, name="stop_seeing"),
    path(
        "people/<uuid:person_id>/elsewhere/<uuid:opening_id>/end/",
        views.end_opening,
        name="end_opening",
    ),
]
SEEN = "people/<uuid:person_id>/exceptions/<uuid:seen_id>/"
of_exceptions = [
    path("exceptions/", views.exception_feed, name="exception_feed"),
    path("exceptions/progress/", views.exceptions_progress, name="exceptions_progress"),
    path("people/<uuid:person_id>/exceptions/", views.exception_seen, name="exception_seen"),
    path(f"{SEEN}correct/", views.correct_seen, name="correct_seen"),
    path(f"{SEEN}entered-in-error/", views.seen_in_error, name="seen_in_error"),
]
urlpatterns = [
    *of_exceptions,
    *from_outside,
    *of_handovers,
    *of_photographs,
    path("people/", views.my_people, name="my_people"),
    path("reviews-due/", views.reviews_due, name="reviews_due"),
    path("diary/", views.diary, name="diary"),
    path("shift/", views.assignments, name="assignments"),
    path("record/", views.choose_person, name="choose_person"),
    path("kinds-of-care/", views.own_kinds, name="own_kinds"),
    path("kinds-of-care/add/", views.add_own_kind, name="add_own_kind"),
    path("kinds-of-care/<uuid:own_kind_id>/change/", views.change_own_kind, name="change_own_kind"),
    path("kinds-of-care/<uuid:own_kind_id>/retire/", views.retire_own_kind, name="retire_own_kind"),
    path("record/several/", views.record_several, name="record_several"),
    path("people/changed/", views.changed_of_my_people, name="changed_of_my_people"),
    path("people/<uuid:person_id>/changed/", views.changed_of_person, name="changed_of_person"),
    path("people/<uuid:person_id>/", views.person, name="person"),
    path("people/<uuid:person_id>/held/", views.held_person, name="held_person"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("offline/", views.without_signal, name="without_signal"),
    path("offline/held/", views.held, name="held"),
    path("offline/send/", views.send, name="send"),
    path("offline/waiting/", views.waiting, name="waiting"),
    path("people/<uuid:person_id>/today/", views.today, name="today"),
    path("people/<uuid:person_id>/record/", views.record, name="record"),
    path("people/<uuid:person_id>/compare/", views.compare, name="compare"),
    path("people/<uuid:person_id>/notes/", views.timeline, name="timeline"),
    path("people/<uuid:person_id>/notes/<uuid:entry_id>/", views.entry, name="entry"),
    path("people/<uuid:person_id>/notes/<uuid:entry_id>/correct/", views.correct, name="correct"),
    path(
        "people/<uuid:person_id>/notes/<uuid:entry_id>/entered-in-error/",
        views.entered_in_error,
        name="entered_in_error",
    ),
    path("people/<uuid:person_id>/care-plan/", views.care_plan, name="care_plan"),
    path("people/<uuid:person_id>/care-plan/review/", views.review_plan, name="review_plan"),
]
