"""Addresses of the GP record."""

from django.urls import path

from gpconnect import views
from gpconnect.oversight import views as oversight
from gpconnect.sections import views as sections
from gpconnect.sections.catalogue import SECTIONS

app_name = "gpconnect"
PERSON = "people/<uuid:person_id>/gp-record"
urlpatterns = [
    path(f"{PERSON}/", views.gp_record, name="gp_record"),
    path(f"{PERSON}/summary/", views.summary, name="summary"),
    path(f"{PERSON}/progress/", views.progress, name="progress"),
    path(f"{PERSON}/refresh/", views.refresh, name="refresh"),
    path(f"{PERSON}/compare/", views.compare, name="compare"),
    path(f"{PERSON}/compare/decide/", views.decide, name="decide"),
    path(f"{PERSON}/report/", views.report, name="report"),
    path(f"{PERSON}/sections/", sections.sections, name="sections"),
    path("gp-records/queue/", oversight.queue, name="queue"),
    path("gp-records/accesses/", oversight.accesses, name="accesses"),
    path("gp-records/accesses/list/", oversight.download_accesses, name="download_accesses"),
]
for each in SECTIONS.values():
    place, code = f"{PERSON}/sections/{each.slug}/", {"code": each.code}
    if each.is_for_full_view:
        urlpatterns += [
            path(place, sections.full_section, code, name="full_section"),
            path(f"{place}page/", sections.full_section_page, code, name="full_section_page"),
        ]
    else:
        urlpatterns += [
            path(place, sections.section, code, name="section"),
            path(f"{place}page/", sections.section_page, code, name="section_page"),
        ]
