"""What an adapter hands over: one row for each row of the source, in words of ours.

These know nothing of workbooks, CSV files or Django. Nobody changes one that was made; those of
which a file has a million are not frozen, because freezing takes longer than reading a cell. An
adapter yields people first, so that whoever reads on can tell whose each later row is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from imports.files import File

# What we add to a sheet of rows to be mended; it is not read again.
OUR_COLUMNS = ("What is wrong", "Row in the workbook")


ABOUT_ME = "about-me"  # the kind of a record that several rows make together


class AsOf(date):
    """The day of the export, where something is over on a day that nobody knows."""


class Outcome(StrEnum):
    """How a row of the source ended. Every row has exactly one."""

    IMPORTED = "imported"
    WITHDRAWN = "imported as withdrawn"
    EARLIER = "imported as an earlier version"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    NOT_TAKEN = "not taken"


def is_brought_in(outcome: str) -> bool:
    """Whether something of such a row comes into the record."""
    return outcome in (Outcome.IMPORTED, Outcome.WITHDRAWN, Outcome.EARLIER)


class Kind(StrEnum):
    """What a row of the source is about."""

    PERSON = "person"
    CONTACT = "contact"
    ALLERGY = "allergy"
    NOTE = "note"
    RECORD = "record"
    MEASUREMENT = "measured"
    DOCUMENT = "document"
    STAFF = "staff"
    LAYOUT = "layout"
    OTHER = "other"


class NHSNumber(StrEnum):
    """What was typed where the NHS number belongs."""

    USABLE = "usable"
    QUERIED = "usable but queried"
    FAILS_CHECK = "fail the check digit"
    WRONG_LENGTH = "wrong length"
    BLANK = "blank"
    WORDS = "words"


class AllergyKnowledge(StrEnum):
    """The three states of allergies; blank and "ask GP" are not "none"."""

    NOT_ASKED = "not asked"
    NONE_KNOWN = "none known"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class ImportedPerson:
    """Somebody on the list, with `kept` for what we have no field for yet: (heading, as typed).

    `resuscitation` is what the source says of it, to be told to people and never to be set.
    """

    ref: str
    surname: str
    given_names: str
    born_on: date
    title: str = ""
    preferred_name: str = ""
    nhs_number: str = ""
    nhs_status: NHSNumber = NHSNumber.BLANK
    nhs_typed: str = ""
    room: str = ""
    unit: str = ""
    moved_in_on: date | None = None
    left_on: date | None = None
    left_typed: str = ""
    is_living_here: bool = True
    has_died: bool = False
    funding: str = ""
    gp: str = ""
    postcode: str = ""
    resuscitation: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    secrets: tuple[str, ...] = ()
    # What sources with columns for it say besides.
    source_id: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    place: str = ""
    lives_elsewhere: bool = False
    died_on: date | None = None
    allergy_state: AllergyKnowledge = AllergyKnowledge.NOT_ASKED
    agents: tuple["Agent", ...] = ()
    # Whom somebody decided this to be: a row of people before it, or the id of one on record.
    joins: str = ""

    @property
    def called(self) -> str:
        """The first name that other lists use."""
        return self.preferred_name or (self.given_names.split() or [""])[0]

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.surname}".strip()


@dataclass(frozen=True, slots=True)
class ImportedContact:
    """Somebody in the person's life. A power of attorney is what they say, until it was seen."""

    person: str
    name: str
    relationship: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    address: str = ""
    ring_at_night: str = ""
    power_of_attorney: str = ""
    must_not_be_told: bool = False
    is_next_of_kin: bool = False
    comment: str = ""

    @property
    def phone(self) -> str:
        return ", ".join(self.phones)


@dataclass(frozen=True, slots=True)
class Agent:
    """One thing that harms, and what it does; both as typed, but the severity in our code."""

    name: str
    reaction: str = ""
    severity: str = ""


@dataclass(frozen=True, slots=True)
class ImportedAllergy:
    """What one line says about somebody's allergies."""

    person: str
    state: AllergyKnowledge
    agents: tuple[Agent, ...] = ()
    told_by: str = ""
    recorded_on: date | None = None
    typed: str = ""


@dataclass(slots=True)
class ImportedNote:
    """One note of care. `at` is None when only a part of the day, or the day alone, is known.

    `author` is who signed it, as "Ann Bell (AB)"; as typed where that is not certain.
    """

    person: str
    text: str
    on: date
    at: datetime | None = None
    part_of_day: str = ""
    time_typed: str = ""
    author_typed: str = ""
    author_names: tuple[str, ...] = ()
    author: str = ""
    secrets: tuple[str, ...] = ()
    # What sources with columns for it say besides.
    source_id: str = ""
    kind: str = "general"
    values: tuple[tuple[str, str], ...] = ()
    care_outcome: str = ""
    recorded_at: datetime | None = None
    withdrawn_why: str = ""
    replaced_by: str = ""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class ImportedSeries:
    """What one row says of many days, as of a year's weights: a note for each."""

    person: str
    notes: tuple[ImportedNote, ...]


@dataclass(slots=True)
class ImportedRecord:
    """One record of a kind in records/kinds.yaml: its fields in the record's own names and codes.

    `points_at` are fields that name another row of the source: (field, table, id there); one that
    `is_pointed_at` may be named so by rows behind it.
    """

    person: str
    kind: str
    fields: tuple[tuple[str, Any], ...]
    source_id: str = ""
    points_at: tuple[tuple[str, str, str], ...] = ()
    author: str = ""
    is_pointed_at: bool = False


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """A paper or picture of somebody, with its file as it lies beside the export."""

    person: str
    file: File
    title: str
    file_name: str
    mime_type: str
    document_class: str = ""
    written_by: str = ""
    happened_on: date | None = None
    is_restricted: bool = False
    source_id: str = ""


type Theirs = (
    ImportedContact
    | ImportedAllergy
    | ImportedNote
    | ImportedSeries
    | ImportedRecord
    | ImportedDocument
)
type Item = ImportedPerson | Theirs


def is_private(item: Item | None) -> bool:
    """Whether few may read what a row becomes, as somebody wished (decision 0009)."""
    if isinstance(item, ImportedNote):
        return item.is_private
    return isinstance(item, ImportedDocument) and item.is_restricted


@dataclass(slots=True)
class ReadRow:
    """One row of the source, and how it ended.

    `cells` is the row as typed, without secrets, `number_typed` what a person's row had for an NHS
    number. `marks` are facts that are counted whether the
    row was imported or not; `warnings` are doubts about a row that was. `is_cleaned` is a row of
    which some words are not in the record as they were typed: its cells are kept. `whose` is the
    row of whoever one was about that was left out, where they came in.
    """

    sheet: str
    number: int
    kind: Kind
    outcome: Outcome
    reason: str = ""
    warnings: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    hint: str = ""
    summary: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    number_typed: str = ""
    source_id: str = ""
    item: Item | None = None
    is_cleaned: bool = False
    whose: str = ""

    @property
    def ref(self) -> str:
        return f"{self.sheet}!{self.number}"


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """A sheet or file of the source: what we take it for, and what of it is left behind."""

    title: str
    state: str
    rows: int
    holds: Kind
    columns: tuple[str, ...] = ()
    columns_not_taken: tuple[str, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()


class Source(Protocol):
    """An opened source: what it holds, and its rows, people first."""

    @property
    def sheets(self) -> tuple[SheetSeen, ...]:
        """What it holds, with the rows that were read so far, or about how many there are."""
        ...

    def rows(self) -> Iterator[ReadRow]:
        """Read every row once, in the order in which they can be understood."""
        ...


class Adapter(Protocol):
    """One kind of source. Each is a folder of `imports/`, and a line in `imports.adapters`."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def version_id(self) -> UUID | None: ...
    @property
    def mends_id(self) -> UUID | None:
        """The run whose rows it brings back, mended."""
        ...

    def takes(self, files: Sequence[File]) -> bool:
        """Whether these files are of this kind."""
        ...

    def open_source(self, files: Sequence[File], *, as_of: date) -> Source:
        """Open what was handed over. Raises UnreadableFile with a sentence."""
        ...
