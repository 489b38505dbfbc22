"""Signs of life of what works in the background: when it last looked, and how much is queued."""

from datetime import datetime, timedelta

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from redis import Redis
from redis.exceptions import RedisError

from gpconnect.schedule import LAST

KEPT_FOR = timedelta(days=7)
SECONDS = 2
KEY = "gpconnect:looked-at"


def beat() -> None:
    """Note that scheduler and worker are alive: the one told the other to look just now."""
    cache.set(KEY, timezone.now(), KEPT_FOR.total_seconds())


def last_beat() -> datetime | None:
    """When they last looked for records that are due; None when that is not known."""
    try:
        return cache.get(KEY)
    except RedisError:
        return None


def queued() -> int | None:
    """How many tasks of the whole installation no worker has taken yet; None without a queue."""
    try:
        with Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=SECONDS) as queues:
            name = current_app.conf.task_default_queue
            # Celery keeps what goes last in a list of its own.
            return sum(int(queues.llen(key)) for key in (name, f"{name}\x06\x16{LAST}"))
    except RedisError:
        return None
