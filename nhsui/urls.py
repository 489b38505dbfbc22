"""Where the gallery is; included only where the product is being built."""

from django.urls import path

from nhsui import views

app_name = "nhsui"
urlpatterns = [path("gallery/", views.gallery, name="gallery")]
