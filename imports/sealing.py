"""An uploaded file at rest: compressed, then encrypted with the field key."""

import zlib

from cryptography.fernet import Fernet
from django.conf import settings


def seal(data: bytes) -> bytes:
    """The file as it may be stored."""
    return Fernet(settings.FIELD_KEY).encrypt(zlib.compress(data))


def unseal(sealed: bytes) -> bytes:
    """The file as it was uploaded."""
    return zlib.decompress(Fernet(settings.FIELD_KEY).decrypt(sealed))
