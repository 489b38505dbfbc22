"""The parts of a GP record that are compared, and the entries of each by key."""

from collections.abc import Callable

from gpconnect import policies
from gpconnect.digests import keyed
from gpconnect.reading import GpRecord, codes
from gpconnect.reading.record import Allergy, Item
from records.models.gp import GPArea

LISTS = {
    GPArea.ALLERGIES: (codes.ALLERGIES, codes.ENDED_ALLERGIES),
    GPArea.MEDICATIONS: (codes.MEDICATIONS,),
    GPArea.PROBLEMS: (codes.PROBLEMS,),
    GPArea.IMMUNISATIONS: (codes.IMMUNISATIONS,),
    GPArea.CONSULTATIONS: (codes.CONSULTATIONS,),
}
# Only the last few are asked for: one that is not among them is older, and not gone.
WINDOWED = {GPArea.CONSULTATIONS}


def is_over(record: GpRecord, area: GPArea) -> Callable[[Item], bool]:
    """What tells whether an entry of one part has ended: by its state, or the list it is on."""
    current, *ended = LISTS[area]
    over = {id(item) for name in ended for item in record.areas[name].items}
    over -= {id(item) for item in record.areas[current].items}
    return lambda item: id(item) in over or policies.has_ended(item)


def entries_of(record: GpRecord, area: GPArea) -> dict[str, tuple[str, Item]]:
    """The entries of one part, with the digest of each, by key. "None known" is no entry.

    What two lists point at is one entry.
    """
    items = {id(item): item for name in LISTS[area] for item in record.areas[name].items}
    return keyed(item for item in items.values() if not is_none_known(item))


def is_none_known(item: Item) -> bool:
    """Whether an entry is the statement that there are no known allergies."""
    return isinstance(item, Allergy) and item.is_none_known
