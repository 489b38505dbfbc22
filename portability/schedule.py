"""What Celery's beat does for copies; the settings take it in."""

from datetime import timedelta

SCHEDULE = {
    "forget copies of the record whose time is over": {
        "task": "portability.tasks.forget_copies",
        "schedule": timedelta(hours=1),
    },
}
