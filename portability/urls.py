"""Addresses of copies of the record."""

from django.urls import path

from portability import views

app_name = "portability"
COPY, PERSON = "copies/<uuid:copy_id>", "people/<uuid:person_id>"
urlpatterns = [
    path("copies/", views.copies, name="copies"),
    path("copies/everything/", views.copy_everything, name="copy_everything"),
    path(f"{COPY}/", views.copy, name="copy"),
    path(f"{COPY}/progress/", views.copy_progress, name="copy_progress"),
    path(f"{COPY}/again/", views.copy_again, name="copy_again"),
    path(f"{COPY}/download/", views.download_copy, name="download_copy"),
    path(f"{PERSON}/copy/", views.copy_person, name="copy_person"),
    path(f"{PERSON}/own-copy/", views.own_copy, name="own_copy"),
    path(f"{PERSON}/own-copy.pdf", views.own_copy_pdf, name="own_copy_pdf"),
]
