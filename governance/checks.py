"""What `manage.py check` asks of governance."""

from typing import Any

from django.core.checks import Error

from governance.retention import Policy


def everything_is_classified(**_asked: Any) -> list[Error]:
    """Fail on a field that the retention policy does not know, and on one that it alone knows."""
    return [
        Error(problem.what, hint=problem.remedy, id="governance.E001")
        for problem in Policy.read().problems()
    ]
