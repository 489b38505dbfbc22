"""Every address of the product."""

from django.urls import include, path

from accounts.doors import public
from dscr import views
from nhsui.views import gallery

urlpatterns = [
    path("", views.home, name="home"),
    path("more/", views.more, name="more"),
    path("theme/", views.theme, name="theme"),
    path("gallery/", public(gallery), name="gallery"),
    path("healthz", views.healthz, name="healthz"),
    path("", include("accounts.urls")),
    path("", include("dailycare.urls")),
    path("", include("gpconnect.urls")),
    path("", include("imports.urls")),
    path("", include("portability.urls")),
    path("", include("records.urls")),
]
