"""How long the parts of a row may be: as long as the record's own fields (a test compares)."""

from imports.rows import (
    ImportedAllergy,
    ImportedContact,
    ImportedNote,
    ImportedPerson,
    ImportedRecord,
    ImportedSeries,
    Item,
)

LIMITS: dict[type, dict[str, int]] = {
    ImportedPerson: {
        "title": 30,
        "surname": 100,
        "given_names": 100,
        "preferred_name": 60,
        "room": 60,
        "unit": 100,
        "left_typed": 200,
        "funding": 200,
        "gp": 200,
    },
    ImportedContact: {
        "name": 120,
        "relationship": 100,
        "phone": 120,
        "email": 120,
        "power_of_attorney": 200,
    },
    ImportedAllergy: {"told_by": 150},
    ImportedNote: {"author": 120, "text": 200_000},
    ImportedRecord: {"author": 120},
    ImportedSeries: {},
}
LONGEST_AGENT = 200


def is_too_long(item: Item) -> bool:
    """Whether the record could not hold a row whole; nothing is cut off in silence."""
    if any(len(getattr(item, name)) > most for name, most in LIMITS[type(item)].items()):
        return True
    agents = item.agents if isinstance(item, ImportedAllergy) else ()
    return any(len(agent.name) > LONGEST_AGENT for agent in agents)
