"""The look, as a Django app."""

from django.apps import AppConfig


class NHSUIConfig(AppConfig):
    """Form fields, components and the gallery that shows them."""

    name = "nhsui"
    verbose_name = "Look and feel"
