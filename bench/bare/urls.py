"""Four addresses."""

from django.contrib.auth.views import LoginView
from django.urls import path

from bench.bare import views

urlpatterns = [
    path("", views.people, name="people"),
    path("sign-in/", LoginView.as_view(template_name="bare/sign_in.html"), name="sign_in"),
    path("people/<int:person_id>/", views.person, name="person"),
    path("people/<int:person_id>/write/", views.write, name="write"),
]
