"""How a connection is secured: our certificate shown, theirs checked (reference: transport)."""

import ssl
from functools import cache

import httpx
from django.conf import settings

from gpconnect.errors import Blocked

# The families that the Spine accepts; TLS 1.3 has its own, which are all of their kind.
CIPHERS = "AESGCM+EECDH:AESGCM+EDH:AES256+EECDH:AES256+EDH"


def towards_the_spine() -> ssl.SSLContext:
    """Both sides show a certificate. Raises Blocked when ours is missing or cannot be read."""
    certificate = settings.GP_CONNECT_CERTIFICATE_FILE
    if not certificate and not settings.DEMONSTRATION:
        raise Blocked("NOT_SET_UP")
    try:
        return _context(settings.GP_CONNECT_CA_FILE, certificate, settings.GP_CONNECT_KEY_FILE)
    except OSError as unreadable:  # also what ssl raises about a certificate and its key
        raise Blocked("NOT_SET_UP") from unreadable


def towards_the_internet() -> ssl.SSLContext:
    """Only they show one, and the usual authorities vouch for it."""
    return _context("", "", "")


@cache
def _context(authority: str, certificate: str, key: str) -> ssl.SSLContext:
    """Made once in a process, since reading the authorities takes longer than a question."""
    if authority:
        context = ssl.create_default_context(cafile=authority)
    else:
        context = httpx.create_ssl_context(trust_env=False)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    if certificate:
        context.load_cert_chain(certificate, key or None)
    return context
