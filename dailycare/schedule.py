"""What Celery's beat does for daily care; the settings take it in."""

from datetime import timedelta

SCHEDULE = {
    "write packs on paper for when nothing works": {
        "task": "dailycare.tasks.write_packs_of_every_provider",
        "schedule": timedelta(hours=4),
    },
}
