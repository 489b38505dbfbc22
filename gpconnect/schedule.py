"""What Celery's beat does for GP records; the settings take it in."""

from datetime import timedelta

LOOKS_EVERY = timedelta(minutes=5)
LAST = 9  # of Celery's priorities on Valkey: what nobody waits for; all else is 0, and goes first
SCHEDULE = {
    "refresh GP records that are due": {
        "task": "gpconnect.tasks.refresh_gp_records_due",
        "schedule": LOOKS_EVERY,
    },
    "forget GP answers whose time is over": {
        "task": "gpconnect.tasks.forget_old_answers",
        "schedule": timedelta(minutes=5),
    },
}
