"""The contacts: the resident's name once, in merged cells, then a row for each contact."""

import re
from collections.abc import Iterator

from imports import reasons
from imports.register import Register, Resident, normal
from imports.rows import ImportedContact, Kind, Outcome, ReadRow
from imports.spreadsheet_home.lines import read_lines
from imports.spreadsheet_home.table import Line, Table

# "Do not ring at night" is about the hour; "do not ring" is about the person.
NOT_TO_BE_TOLD = re.compile(
    r"\b(?:not\s+to\s+be\s+(?:told|informed|contacted|rung|given)"
    r"|(?:do\s+not|don.?t|must\s+not|never)\s+(?:be\s+)?"
    r"(?:tell|told|ring|rung|call|contact|contacted|phone|inform|informed|share|speak|disclose)"
    r"(?!\w)(?!\s+(?:at\s+night|after|before|until|overnight|during|on\s+nights)\b)"
    r"|no\s+contact\b|no\s+information\s+to\b)",
    re.IGNORECASE,
)
CLAIMED_ONLY = re.compile(r"\b(?:not\s+seen|unseen|says?\s+(?:has|they)|claims?)\b", re.IGNORECASE)
POWERS = {
    "health and welfare": re.compile(r"\bh\s*(?:&|and|/)?\s*w\b|\bhealth\b", re.IGNORECASE),
    "property and affairs": re.compile(
        r"\bp\s*(?:&|and|/)?\s*[af]\b|\bproperty\b|\bfinanc", re.IGNORECASE
    ),
}
BOTH = re.compile(r"\bboth\b", re.IGNORECASE)
NO_POWER = re.compile(r"^(?:n|no|none|n/a|-)?$", re.IGNORECASE)


def read_contacts(table: Table, register: Register) -> Iterator[ReadRow]:
    """Each row of the list of contacts."""
    yield from read_lines(table, Kind.CONTACT, register, _read_contact)


def _read_contact(line: Line, resident: Resident) -> ReadRow:
    name = line.text("name")
    if not name:
        return line.ended(Kind.CONTACT, Outcome.REJECTED, reasons.NO_NAME)
    email, address = _email_or_address(line.text("email"))
    power, doubts = _power(line.text("power"))
    said = [line.text(field) for field in ("comment", "ring_at_night", "relationship", "power")]
    contact = ImportedContact(
        person=resident.ref,
        name=name,
        relationship=line.text("relationship"),
        phones=tuple(filter(None, (line.text("phone_home"), line.text("phone_mobile")))),
        email=email,
        address=address,
        ring_at_night=line.text("ring_at_night"),
        power_of_attorney=power,
        must_not_be_told=any(NOT_TO_BE_TOLD.search(words) for words in said),
        is_next_of_kin=_is_next_of_kin(line, resident),
        comment="\n".join(
            filter(None, [line.text("comment"), *(f"{h}: {words}" for h, words in line.others)])
        ),
    )
    marks = [reasons.POWER_NOT_SEEN] if reasons.POWER_NOT_SEEN in doubts else []
    marks += [reasons.MUST_NOT_BE_TOLD] if contact.must_not_be_told else []
    return line.ended(
        Kind.CONTACT, Outcome.IMPORTED, item=contact, warnings=doubts, marks=tuple(marks),
        summary=f"{name}, {contact.relationship}, for {resident.label}",
    )  # fmt: skip


def _is_next_of_kin(line: Line, resident: Resident) -> bool:
    """Whether the list of residents names this very contact, as "Son Lee"."""
    first_name = line.text("name").split()[0]
    return normal(f"{line.text('relationship')} {first_name}") == normal(resident.next_of_kin)


def _email_or_address(text: str) -> tuple[str, str]:
    return (text, "") if "@" in text else ("", text)


def _power(text: str) -> tuple[str, tuple[str, ...]]:
    """What was said of a power of attorney in our words, then as typed."""
    if NO_POWER.match(text):
        return "", ()
    kinds = [kind for kind, sign in POWERS.items() if sign.search(text) or BOTH.search(text)]
    said = f"{' and '.join(kinds).capitalize()} ({text})" if kinds else text
    if CLAIMED_ONLY.search(text):
        return said, (reasons.POWER_NOT_SEEN,)
    return said, () if kinds else (reasons.POWER_IN_OTHER_WORDS,)
