"""What Celery's beat does for governance; the settings take it in."""

from datetime import timedelta

SCHEDULE = {
    "seal new versions and audit entries": {
        "task": "governance.tasks.seal_every_provider",
        "schedule": timedelta(hours=1),
    },
}
