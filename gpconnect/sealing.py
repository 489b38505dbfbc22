"""A GP answer at rest: compressed, then encrypted with the field key."""

import zlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def seal(answer: bytes) -> bytes:
    """The answer as it may be stored."""
    return Fernet(settings.FIELD_KEY).encrypt(zlib.compress(answer))


def unseal(sealed: bytes) -> bytes | None:
    """The answer as it was received; None when the key it was sealed with is gone."""
    try:
        return zlib.decompress(Fernet(settings.FIELD_KEY).decrypt(sealed))
    except InvalidToken:
        return None
