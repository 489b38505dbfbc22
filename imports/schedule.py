"""What Celery's beat does for imports; the settings take it in."""

from datetime import timedelta

SCHEDULE = {
    "go on with imports that were broken off": {
        "task": "imports.tasks.go_on_with_broken_off",
        "schedule": timedelta(minutes=1),
    },
}
