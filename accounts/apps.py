"""Sign-ins are put on record from the moment the app is ready."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Connects the audit of sign-in to Django's own signals."""

    name = "accounts"

    def ready(self) -> None:
        from accounts import listening

        listening.connect()
