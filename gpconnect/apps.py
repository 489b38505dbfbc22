"""Whoever is refused a page of a GP record is on record from the moment the app is ready."""

from django.apps import AppConfig


class GpConnectConfig(AppConfig):
    """Listens at the doors of its pages."""

    name = "gpconnect"

    def ready(self) -> None:
        from gpconnect import listening

        listening.connect()
