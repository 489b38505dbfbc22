"""What was understood of a GP record: plain, frozen, in the order the GP system gave."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

type State = Literal["present", "empty", "absent"]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry: what the GP system calls it, in what state, and when, as given."""

    kind: str
    display: str
    status: str = ""
    date: str = ""
    by: str = ""
    notes: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    snomed: str = ""
    is_withheld_from_person: bool = False


@dataclass(frozen=True, kw_only=True)
class Allergy(Item):
    """Something the person reacts to, or once did, or the statement that nothing is known."""

    categories: tuple[str, ...] = ()
    criticality: str = ""
    onset: str = ""
    reactions: tuple[str, ...] = ()
    ended_on: str = ""
    end_reason: str = ""
    is_none_known: bool = False


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One prescription issued under an authorisation: when, how much, and what became of it."""

    date: str
    quantity: str
    status: str


@dataclass(frozen=True, kw_only=True)
class Medication(Item):
    """One authorisation of a medicine: what it is, how to take it, how long it holds."""

    dosage: tuple[str, ...] = ()
    prescription_type: str = ""
    prescription_words: str = ""
    ended_on: str = ""
    last_issued_on: str = ""
    issues: tuple[Issue, ...] = ()
    quantity: str = ""
    repeats_allowed: str = ""
    repeats_issued: str = ""
    authorised_until: str = ""
    stopped_on: str = ""
    stop_reason: str = ""
    prescribed_by_agency: str = ""
    is_prescribed_elsewhere: bool = False


@dataclass(frozen=True, kw_only=True)
class Problem(Item):
    """A heading under which the practice files care; not always a diagnosis."""

    significance: str = ""
    asserted_on: str = ""
    ended_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Immunisation(Item):
    """A vaccination given, or recorded as not given."""

    is_not_given: bool = False
    reason: str = ""
    vaccine: str = ""
    dose: str = ""
    batch: str = ""
    expires_on: str = ""
    site: str = ""
    recorded_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding(Item):
    """An observation: a measurement, a coded remark, a test result, with those grouped under it."""

    value: str = ""
    usual_range: str = ""
    is_comment: bool = False
    members: tuple["Finding", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Investigation(Item):
    """A report of tests, with its results."""

    results: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Referral(Item):
    """A request that another service see the person."""

    priority: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DiaryEntry(Item):
    """Something the practice plans; never something done."""


@dataclass(frozen=True)
class Section:
    """What a consultation says under one heading."""

    title: str
    items: tuple[Item, ...] = ()
    unresolved: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Consultation(Item):
    """One meeting or contact with the practice, with what was written in it."""

    place: str = ""
    is_draft: bool = False
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Area:
    """One primary list: empty is not absent, and neither means "none"."""

    name: str
    state: State = "absent"
    items: tuple[Item, ...] = ()
    unresolved: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def entries(self) -> int:
        """How many entries the GP system listed, shown or not."""
        return len(self.items) + len(self.unresolved)


@dataclass(frozen=True)
class Patient:
    """Whose record the GP system says this is."""

    nhs_number: str = ""
    family: str = ""
    given: str = ""
    name: str = ""
    gender: str = ""
    birth_date: str = ""
    died_on: str = ""
    practice_ods: str = ""
    practice_name: str = ""


@dataclass(frozen=True)
class Omission:
    """Something asked for that the GP system says it did not return."""

    parameter: str
    text: str
    areas: tuple[str, ...] = ()


@dataclass(frozen=True)
class LinkedList:
    """A list of what is linked from elsewhere; only its warnings concern the reader."""

    title: str
    warnings: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class GpRecord:
    """A whole answer of a GP system, as far as it could be understood.

    `unreadable` counts what could not be read at all; `unlisted` what was sent on no list, of the
    kinds that have one; `unreached` what else nothing that is shown leads to, by kind.
    """

    patients: tuple[Patient, ...]
    areas: Mapping[str, Area]
    unreadable: int = 0
    unlisted: Mapping[str, int]
    unreached: Mapping[str, int]
    omissions: tuple[Omission, ...] = ()
    linked: tuple[LinkedList, ...] = ()
    bundle_id: str = ""

    @property
    def patient(self) -> Patient:
        """The first patient sent, or nobody."""
        return self.patients[0] if self.patients else Patient()

    def is_about(self, nhs_number: str) -> bool:
        """Whether every patient in the answer is the one asked for; no patient is nobody."""
        return bool(self.patients) and all(
            patient.nhs_number == nhs_number for patient in self.patients
        )


@dataclass(frozen=True)
class NotARecord:
    """An answer that is not a record: why, and what a GP system's own refusal said."""

    why: str
    code: str = ""
    diagnostics: str = ""
