"""Writes of portability: copies that go out, packages that come in."""

from portability.services.arriving import Arrived, bring_in
from portability.services.copying import forget_copies, make_copy, open_archive, start_copy
from portability.services.own import open_own_copy

__all__ = [
    "Arrived",
    "bring_in",
    "forget_copies",
    "make_copy",
    "open_archive",
    "open_own_copy",
    "start_copy",
]
