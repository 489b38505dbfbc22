"""The project: settings, addresses, background work. No rules of care live here."""

from dscr.celery import app as celery_app

__all__ = ["celery_app"]
