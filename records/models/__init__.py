"""The person's record, in the classes of MODS (first cut; `mods/` holds the standard)."""

from records.models.base import PersonRecord, Provenance
from records.models.observations import Alert, Allergy, CPRDecision, Need, Risk
from records.models.person import AboutMe, Admission, Contact, Person, PersonAddress
from records.models.plans import CarePlan, Goal, GoalReview, Instruction, Review

__all__ = [
    "AboutMe",
    "Admission",
    "Alert",
    "Allergy",
    "CPRDecision",
    "CarePlan",
    "Contact",
    "Goal",
    "GoalReview",
    "Instruction",
    "Need",
    "Person",
    "PersonAddress",
    "PersonRecord",
    "Provenance",
    "Review",
    "Risk",
]
