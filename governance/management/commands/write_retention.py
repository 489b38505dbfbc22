"""Write docs/retention.md from the retention policy."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from governance.retention import Policy, as_markdown

PAGE = Path("docs/retention.md")


class Command(BaseCommand):
    """A test fails while the page differs from the policy."""

    help = "Write docs/retention.md from governance/retention.yaml"

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write the page anew."""
        (settings.BASE_DIR / PAGE).write_text(as_markdown(Policy.read()))
        self.stdout.write(f"Wrote {PAGE}")
