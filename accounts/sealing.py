"""Text that only this product can read, sealed with the field key before it is stored."""

from cryptography.fernet import Fernet
from django.conf import settings


def seal(text: str) -> str:
    """The text as it may be stored."""
    return Fernet(settings.FIELD_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text as it was; raises InvalidToken when the key it was sealed with is gone."""
    return Fernet(settings.FIELD_KEY).decrypt(sealed).decode()
