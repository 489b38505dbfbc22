"""Addresses of imports."""

from django.urls import path

from imports import views

app_name = "imports"
RUN = "imports/<uuid:run_id>"
urlpatterns = [
    path("imports/", views.runs, name="runs"),
    path("imports/upload/", views.upload, name="upload"),
    path("imports/mappings/", views.mappings, name="mappings"),
    path("imports/mappings/add/", views.add_mapping, name="add_mapping"),
    path("imports/mappings/<uuid:mapping_version_id>/", views.mapping_file, name="mapping_file"),
    path(f"{RUN}/", views.run, name="run"),
    path(f"{RUN}/map/", views.map_again, name="map_again"),
    path(f"{RUN}/mapping/", views.mapping, name="mapping"),
    path(f"{RUN}/mapping/table/", views.mapping_table, name="mapping_table"),
    path(f"{RUN}/mapping/codes/", views.mapping_codes, name="mapping_codes"),
    path(f"{RUN}/mapping/preview/", views.mapping_preview, name="mapping_preview"),
    path(f"{RUN}/mapping/finish/", views.mapping_finish, name="mapping_finish"),
    path(f"{RUN}/progress/", views.progress, name="progress"),
    path(f"{RUN}/rows/", views.rows, name="rows"),
    path(f"{RUN}/problems/", views.problems, name="problems"),
    path(f"{RUN}/again/", views.again, name="again"),
    path(f"{RUN}/pause/", views.pause, name="pause"),
    path(f"{RUN}/resume/", views.resume, name="resume"),
    path(f"{RUN}/cancel/", views.cancel, name="cancel"),
    path(f"{RUN}/ask/", views.ask_for_approval, name="ask_for_approval"),
    path(f"{RUN}/approval/", views.approval, name="approval"),
    path(f"{RUN}/commit/", views.commit, name="commit"),
    path(f"{RUN}/check-again/", views.check_again, name="check_again"),
    path(f"{RUN}/one-person/", views.merges, name="merges"),
    path(f"{RUN}/authors/", views.authors, name="authors"),
    path(f"{RUN}/compared/", views.compared, name="compared"),
    path(f"{RUN}/compared/people/", views.compared_people, name="compared_people"),
    path(f"{RUN}/by-eye/", views.eye_checks, name="eye_checks"),
    path(f"{RUN}/sign-off/", views.sign_off, name="sign_off"),
    path(
        "people/<uuid:person_id>/from-old-system/<uuid:imported_id>/",
        views.as_it_was,
        name="as_it_was",
    ),
    path(f"{RUN}/undo/", views.undo, name="undo"),
    path(f"{RUN}/reconciliation/", views.reconciliation, name="reconciliation"),
]
