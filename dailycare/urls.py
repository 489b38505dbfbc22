"""Addresses of this app."""

from django.urls import URLPattern

app_name = "dailycare"
urlpatterns: list[URLPattern] = []
