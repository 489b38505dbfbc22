"""The classes of record that are listed, read, added, revised and taken out by one design.

A class of the standard becomes pages by one entry here; labels, hints and choices come from its
model. `shown` are the fields that a list shows beside the one that names the record.
"""

from dataclasses import dataclass

from accounts.permissions import Permission
from records.models import (
    Admission,
    Alert,
    Allergy,
    Contact,
    CPRDecision,
    Need,
    PersonAddress,
    PersonRecord,
    Risk,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One class of record: where its pages are, what they say, and who may write it."""

    slug: str
    model: type[PersonRecord]
    title: str
    noun: str
    holds: str
    shown: tuple[str, ...]
    order: tuple[str, ...] = ("recorded_at", "id")
    permission: Permission = Permission.EDIT_RECORD

    @property
    def one(self) -> str:
        """Return the noun with its article, for buttons and titles."""
        return f"{'an' if self.noun[0] in 'aeiou' else 'a'} {self.noun}"


KINDS = (
    Kind(
        "allergies",
        Allergy,
        "Allergies",
        "allergy",
        "What they must not be given, and what it does to them.",
        ("description_of_reaction", "severity", "type_of_reaction", "evidence"),
    ),
    Kind(
        "alerts",
        Alert,
        "Alerts",
        "alert",
        "What everybody who meets them must know at once, and until when.",
        ("category", "started_on", "ended_on"),
    ),
    Kind(
        "needs",
        Need,
        "Needs",
        "need",
        "What they need support with, and what matters to them about it.",
        ("category", "what_matters", "identified_on"),
        ("category", "recorded_at", "id"),
    ),
    Kind(
        "risks",
        Risk,
        "Risks",
        "risk",
        "What could go wrong, what we do about it, and what they think of it.",
        ("category", "likelihood", "impact", "controls", "view_of_person", "review_on"),
    ),
    Kind(
        "contacts",
        Contact,
        "People in their life",
        "contact",
        "Relatives, friends and unpaid carers, how to reach them, and who must not be told.",
        (
            "must_not_be_told",
            "must_not_be_told_why",
            "is_next_of_kin",
            "is_emergency_contact",
            "is_unpaid_carer",
            "relationship",
            "phone",
            "care_given",
        ),
        # Those who must not be told stand first, so that nobody misses them.
        ("-must_not_be_told", "-is_next_of_kin", "-is_emergency_contact", "name", "id"),
    ),
    Kind(
        "addresses",
        PersonAddress,
        "Addresses",
        "address",
        "Where they live and lived, and where letters go.",
        ("postcode", "address_type", "started_on", "ended_on"),
        ("-started_on", "-recorded_at", "id"),
        Permission.ADD_PERSON,
    ),
    Kind(
        "admissions",
        Admission,
        "Stays with us",
        "stay",
        "When they came, where they stay, and how it ended.",
        ("room", "admitted_on", "ended_on", "ending", "funding"),
        ("-admitted_on", "-recorded_at", "id"),
        Permission.ADD_PERSON,
    ),
    Kind(
        "cpr-decisions",
        CPRDecision,
        "CPR decisions",
        "CPR decision",
        "What a clinician recommended about resuscitation, and where the original form is kept.",
        ("decided_on", "clinician", "location_of_document", "review_on"),
        ("-decided_on", "-recorded_at", "id"),
        # Copied from a clinician's form by those who lead a shift (PER-12 puts it in the header).
        Permission.EDIT_PLAN,
    ),
)

BY_SLUG = {kind.slug: kind for kind in KINDS}
