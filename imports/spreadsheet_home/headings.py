"""The column headings that homes use, and what each means to us.

A sheet is known by its headings, wherever they stand and in whatever order: never by its name.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from imports.rows import Kind
from imports.workbook import Value


@dataclass(frozen=True)
class Layout:
    """The headings of one kind of sheet: without those in `needs`, or with one in `never`, no."""

    kind: Kind
    fields: dict[str, str]
    needs: frozenset[str]
    stands_alone: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    @cached_property
    def _meanings(self) -> dict[str, str]:
        return {word: name for name, words in self.fields.items() for word in words.split()}

    def columns(self, cells: dict[int, Value]) -> dict[str, int]:
        """Which field is in which column, if this row of cells is a row of our headings."""
        if len(cells) < len(self.needs):
            return {}
        found: dict[str, int] = {}
        for column, value in sorted(cells.items()):
            word = plain(value)
            if word in self.never:
                return {}
            if word in self._meanings:
                found.setdefault(self._meanings[word], column)
        return found if self.needs <= found.keys() else {}


def plain(heading: Value) -> str:
    """A heading's letters and figures alone: "D.O.B" and "DoB " are one."""
    return re.sub(r"[^a-z0-9]", "", str(heading).lower())


RESIDENT = "resident residents residentsname residentname person who serviceuser client"
NAMES_OF_PEOPLE = {
    "title": "title mrmrs prefix salutation",
    "surname": "surname lastname familyname secondname",
    "given_names": "firstname firstnames forename forenames givenname givennames christianname",
    "preferred_name": "likestobecalled knownas preferredname prefers calledname nickname",
}

LAYOUTS = (
    Layout(
        Kind.PERSON,
        NAMES_OF_PEOPLE
        | {
            "born_on": "dob dateofbirth born birthdate birthday",
            "nhs_number": "nhsno nhsnumber nhs nhsnum",
            "room": "room rm roomno roomnumber bedroom",
            "moved_in_on": "movedin datemovedin moveindate admitted admission admittedon",
            "left": "leftrip left rip leftdied died discharged leavingdate dateleft leftorrip",
            "funding": "whopays funding funder paidby fundedby",
            "gp": "gpsurgery gp surgery doctor gpname gppractice",
            "next_of_kin": "nok nokseecontacts nextofkin",
            "number": "no number num",
        },
        needs=frozenset({"surname", "given_names", "born_on"}),
    ),
    Layout(
        Kind.CONTACT,
        {
            "person": RESIDENT,
            "name": "name contact contactname nextofkin fullname",
            "relationship": "relationship relation reltoresident relationshiptoresident rel",
            "phone_home": "telhome tel telephone phone homephone hometel landline phonehome",
            "phone_mobile": "mobile mob mobilephone telmobile cell",
            "email": "emailaddress email emailoraddress address emailaddresses",
            "ring_at_night": "ringatnight callatnight nightcalls ringnight",
            "power": "poa lpa powerofattorney attorney lpapoa",
            "comment": "comments comment notes remarks",
        },
        needs=frozenset({"person", "name", "relationship"}),
        stands_alone=frozenset({"person"}),
    ),
    Layout(
        Kind.ALLERGY,
        {
            "person": f"{RESIDENT} name",
            "agents": "allergy allergies allergicto allergen",
            "reactions": "reaction reactions whathappens",
            "told_by": "whotoldus toldby source informedby whosaid",
            "on": "date recorded daterecorded",
        },
        needs=frozenset({"person", "agents"}),
        stands_alone=frozenset({"person"}),
    ),
    Layout(
        Kind.NOTE,
        {
            "person": f"{RESIDENT} name",
            "on": "date day dateofnote",
            "time": "time shift when timeofday",
            "text": "whathappened notes note dailynote dailynotes entry whatyoudid report details",
            "author": "staff initials by carer writtenby signed staffinitials sign",
            "seen": "mgrseen managerseen seenbymanager mgr checked",
        },
        needs=frozenset({"person", "on", "text"}),
        stands_alone=frozenset({"text", "person"}),
        # A log of falls or of visits also has a date, a name and what happened.
        never=frozenset({"injury", "injuries", "where", "action", "actiontaken", "seenby"}),
    ),
    Layout(
        Kind.STAFF,
        {
            "initials": "initials initial",
            "name": "name staffname fullname staff",
            "job": "job role jobtitle position",
        },
        needs=frozenset({"initials", "name"}),
        never=frozenset({"resident", "date"}),
    ),
)
