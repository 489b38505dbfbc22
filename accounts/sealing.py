"""Text that only this product can read, sealed with the field key before it is stored."""

import base64
import hashlib
import hmac
from uuid import UUID

from cryptography.fernet import Fernet
from django.conf import settings


def seal(text: str) -> str:
    """The text as it may be stored."""
    return Fernet(settings.FIELD_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text as it was; raises InvalidToken when the key it was sealed with is gone."""
    return Fernet(settings.FIELD_KEY).decrypt(sealed).decode()


def key_for(user_id: UUID, purpose: str) -> str:
    """A key of 256 bits, in base64: always the same for one user and one use, and no other."""
    said = f"{purpose}: {user_id}".encode()
    return base64.b64encode(hmac.digest(settings.FIELD_KEY.encode(), said, hashlib.sha256)).decode()
