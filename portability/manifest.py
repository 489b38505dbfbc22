"""The first page of a package: what it is, of whom, as of when, and the hash of each part."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.utils import timezone

import mods
from accounts.models import Provider, User
from portability.models import Copy
from portability.tables import LEFT_OUT, STAYS, STAYS_WHY
from portability.writing import Part, sum_of

FORMAT, FORMAT_VERSION = "dscr-package", 1


def manifest_of(copy: Copy, provider: Provider, by: User, parts: Iterable[Part]) -> dict[str, Any]:
    """Return the manifest of a copy."""
    parts = list(parts)
    scope = {"kind": "person", "person": str(copy.person_id)} if copy.person_id else None
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "mods_release": mods.standard().release,
        "product": {"name": settings.PRODUCT_NAME, "version": settings.PRODUCT_VERSION},
        "provider": {"id": str(provider.pk), "name": provider.name},
        "scope": scope or {"kind": "provider"},
        "as_of": copy.as_of.isoformat(),
        "made_at": timezone.now().isoformat(),
        "made_by": {"id": str(by.pk), "name": by.name},
        "made_for": copy.why,
        "left_out": LEFT_OUT,
        "columns_left_out": {table: [*columns] for table, columns in STAYS.items()},
        "columns_left_out_why": STAYS_WHY,
        "parts": [asdict(part) for part in parts],
        "sha256": sum_of(parts),
    }
