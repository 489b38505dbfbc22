"""The column headings that homes use, and what each means to us.

A sheet is known by its headings, wherever they stand and in whatever order: never by its name.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from imports.dates import MONTHS
from imports.rows import Kind
from imports.sheet import Value

MONTH = "month "
FEWEST_MONTHS = 3
LONGEST = 60  # a longer cell is not a heading
IN_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]?")
BETWEEN_WORDS = re.compile(r"[/|\n,;&]|\s-\s|\bor\b|\band\b", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """The headings of one kind of sheet: without those in `needs`, or with one in `never`, no."""

    kind: Kind
    fields: dict[str, str]
    needs: frozenset[str]
    one_of: frozenset[str] = frozenset()
    stands_alone: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    holds: str = ""  # of a list of records: their kind in records/kinds.yaml

    @cached_property
    def _meanings(self) -> dict[str, str]:
        return {
            plain(word): name for name, words in self.fields.items() for word in words.split("|")
        }

    def columns(self, cells: dict[int, Value]) -> dict[str, int]:
        """Which field is in which column, if this row of cells is a row of our headings."""
        if len(cells) < len(self.needs):
            return {}
        found: dict[str, int] = {}
        for column, value in sorted(cells.items()):
            readings = _readings(value) if isinstance(value, str) else ()
            if self.never.intersection(readings[:2]):
                return {}
            known = next((self._meanings[word] for word in readings if word in self._meanings), "")
            if known:
                found.setdefault(known, column)
        has_one = not self.one_of or bool(self.one_of & found.keys())
        return found if has_one and self.needs <= found.keys() else {}


@dataclass(frozen=True)
class MonthsLayout(Layout):
    """A list with a column a month, each of which is a field of the name of its column."""

    def columns(self, cells: dict[int, Value]) -> dict[str, int]:
        """The fields, and the months, where there are a few of them."""
        found = Layout.columns(self, cells)
        months = {
            f"{MONTH}{column}": column
            for column, value in cells.items()
            if isinstance(value, str) and plain(value)[:3] in MONTHS and len(value) <= LONGEST
        }
        return found | months if found and len(months) >= FEWEST_MONTHS else {}


def plain(heading: Value) -> str:
    """A heading's letters and figures alone: "D.O.B" and "DoB " are one."""
    return re.sub(r"[^a-z0-9]", "", str(heading).lower())


@lru_cache(maxsize=4096)
def _readings(heading: str) -> tuple[str, ...]:
    """A heading as typed, without what is in brackets, then each of its alternatives.

    "D.O.B (dd/mm/yy)" is "dob", and "Left / Passed away" is "left" or "passedaway".
    """
    if len(heading) > LONGEST:
        return ()
    bare = IN_BRACKETS.sub(" ", heading)
    readings = map(plain, (heading, bare, *BETWEEN_WORDS.split(bare)))
    return tuple(dict.fromkeys(reading for reading in readings if reading))


# Below, what homes call each thing. Case, spaces and full stops do not matter, nor do brackets.
RESIDENT = (
    "Resident | Residents | Resident's name | Resident name | Name of resident | Resident full name"
    " | Person | Who | Service user | Service user name | Name of service user | Client"
    " | Client name | SU | SU name | Patient"
)
PEOPLE = {
    "title": "Title | Mr/Mrs | Prefix | Salutation",
    "preferred_name": "Likes to be called | Known as | Preferred name | Prefers | Called name"
    " | Nickname | Called | Prefers to be called | Preferred",
    "born_on": "D.O.B | Date of birth | Born | Birth date | Birthday | Birthdate | Date born",
    "nhs_number": "NHS No | NHS number | NHS | NHS num | NHS ID | NHS #",
    "room": "Room | Rm | Room no | Room number | Bedroom | Bedroom no | Rm no | Bed",
    "moved_in_on": "Moved in | Date moved in | Move in date | Moving in date | Admitted | Admission"
    " | Admitted on | Date admitted | Admission date | Date of admission | Arrived | Start date",
    "left": "Left / RIP | Left | RIP | Left / died | Died | Discharged | Leaving date | Date left"
    " | Left or RIP | Passed away | Deceased | Date of death | Discharge date | Moved out"
    " | Date of leaving | Left on",
    "funding": "Who pays | Funding | Funder | Paid by | Funded by | Funding source | Fees paid by",
    "gp": "GP / surgery | GP | Surgery | Doctor | GP name | GP practice | GP surgery | Practice",
    "next_of_kin": "NOK | NOK (see contacts) | Next of kin | NOK name",
    "number": "No. | Number | Num",
}

LAYOUTS = (
    Layout(
        Kind.PERSON,
        PEOPLE
        | {
            "surname": "Surname | Last name | Family name | Second name",
            "given_names": "First name | First name(s) | Forename | Forename(s) | Given name"
            " | Given names | Christian name | Christian names | First",
        },
        needs=frozenset({"surname", "given_names", "born_on"}),
    ),
    Layout(
        Kind.CONTACT,
        {
            "person": RESIDENT,
            "name": "Name | Contact | Contact name | Next of kin | Full name | Name of contact"
            " | NOK | NOK name",
            "relationship": "Relationship | Relation | Rel to resident | Relationship to resident"
            " | Rel | Relation to resident | How related",
            "phone_home": "Tel (home) | Tel | Telephone | Phone | Home phone | Home tel | Landline"
            " | Phone (home) | Telephone no | Tel no | Tel number | Phone no | Phone number"
            " | Telephone number | Home number | Contact number | Contact no",
            "phone_mobile": "Mobile | Mob | Mobile phone | Tel (mobile) | Cell | Mobile no"
            " | Mobile number | Mobile tel | Mob no",
            "email": "Email / address | Email | E-mail | Email address | Email or address | Address"
            " | Email addresses | Home address | Postal address",
            "ring_at_night": "Ring at night? | Call at night | Night calls | Ring night"
            " | Can we ring at night",
            "power": "POA | LPA | Power of attorney | Attorney | LPA / POA | POA / LPA",
            "comment": "Comments | Comment | Notes | Remarks | Other info | Anything else",
        },
        needs=frozenset({"person", "name", "relationship"}),
        stands_alone=frozenset({"person"}),
    ),
    Layout(
        Kind.ALLERGY,
        {
            "person": f"{RESIDENT} | Name",
            "agents": "Allergy | Allergies | Allergic to | Allergen | Allergens | Known allergies"
            " | Allergy to | Allergy / intolerance",
            "reactions": "Reaction | Reactions | What happens | Type of reaction | Effect",
            "told_by": "Who told us | Told by | Source | Informed by | Who said | Info from",
            "on": "Date | Recorded | Date recorded | Date told | When",
        },
        needs=frozenset({"person", "agents"}),
        stands_alone=frozenset({"person"}),
    ),
    Layout(
        Kind.NOTE,
        {
            "person": f"{RESIDENT} | Name",
            "on": "Date | Day | Date of note | Date and time | Date/time",
            "time": "Time | Shift | When | Time of day | Time/shift",
            "text": "What happened | Notes | Note | Daily note | Daily notes | Entry | Report"
            " | What you did | Details | Daily record | Care notes | Care given | Record of care",
            "author": "Staff | Initials | By | Carer | Written by | Signed | Staff initials | Sign"
            " | Signature | Staff name | Carer initials | Recorded by | Completed by",
            "seen": "Mgr seen | Manager seen | Seen by manager | Mgr | Checked",
        },
        needs=frozenset({"person", "on", "text"}),
        stands_alone=frozenset({"text", "person"}),
        # A log of falls, weights or visits also has a date, a name and what happened.
        never=frozenset(
            {"injury", "injuries", "where", "action", "actiontaken", "seenby", "witness"}
            | {"weight", "kg", "dose", "medication", "medicine", "drug", "allergy", "relationship"}
            | {"need", "needproblem", "goal", "dnacpr", "dnar", "cpr", "respect", "visitor"}
        ),
    ),
    Layout(
        Kind.STAFF,
        {
            "initials": "Initials | Initial | Staff initials | Inits",
            "name": "Name | Staff name | Full name | Staff | Name of staff",
            "job": "Job | Role | Job title | Position",
        },
        needs=frozenset({"initials", "name"}),
        never=frozenset({"resident", "date"}),
    ),
    Layout(
        Kind.RECORD,
        {
            "person": f"{RESIDENT} | Name",
            "area": "Area | Area of need | Area of care | Domain",
            "text": "Need / problem | Need | Needs | Problem | Assessed need | Identified need",
            "action": "What we do | Action | Actions | Intervention | Interventions | How we help"
            " | Support | Support needed | Plan of care | How to support",
            "goal": "Goal | Goals | Aim | Aims | Outcome | Desired outcome",
            "on": "Written | Date written | Start date | Date",
            "review": "Review due | Review | Next review | Review date | To be reviewed",
            "reviewed": "Last reviewed | Last review | Reviewed",
            "author": "By | Written by | Staff | Initials | Signed",
        },
        needs=frozenset({"person", "text", "action"}),
        never=frozenset({"medication", "medicine", "dose"}),
        holds="needs",
    ),
    Layout(
        Kind.RECORD,
        {
            "person": f"{RESIDENT} | Name",
            "on": "Date | Day | Date of fall | Date and time",
            "time": "Time | Time of fall | When",
            "where": "Where | Location | Place",
            "text": "What happened | Details | How | Description | Circumstances",
            "injury": "Injury | Injuries | Injury?",
            "action": "Action | Action taken | Actions | What we did",
            "seen_by": "Seen by | Witness | Witnessed by | Witnesses",
        },
        needs=frozenset({"person", "on", "text", "injury"}),
        holds="incidents",
    ),
    # A column a month says nothing of what is in it; a height or a score beside it does.
    MonthsLayout(
        Kind.MEASUREMENT,
        {
            "person": f"{RESIDENT} | Name",
            "height": "Height | Height (m) | Ht",
            "score": "MUST | MUST score | BMI",
        },
        needs=frozenset({"person"}),
        one_of=frozenset({"height", "score"}),
    ),
    # The name in one column. A list of birthdays or of meals has names and birth dates as well, so
    # one heading more is asked that only a list of residents has.
    Layout(
        Kind.PERSON,
        PEOPLE | {"full_name": f"{RESIDENT} | Name | Full name"},
        needs=frozenset({"full_name", "born_on"}),
        one_of=frozenset({"nhs_number", "moved_in_on", "left", "funding", "gp", "next_of_kin"}),
        never=frozenset({"date", "relationship", "allergy", "allergies", "initials", "job"}),
    ),
)
