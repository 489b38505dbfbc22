"""Why a row was left out, or wants a look: the short word kept, and the sentence shown."""

from datetime import date

PERSON_REJECTED = "person-rejected"
TEST_RECORD = "test-record"
EXACT_REPEAT = "exact repeat"
UNKNOWN_PERSON = "unknown-person"
AMBIGUOUS_PERSON = "ambiguous-person"
MORE_THAN_ONE_PERSON = "more-than-one-person"
NOT_ABOUT_A_PERSON = "not-about-a-person"
NO_PERSON = "no-person"
NO_NAME = "no-name"
NO_BIRTH_DATE = "no-date-of-birth"
IMPOSSIBLE_BIRTH_DATE = "impossible-date-of-birth"
FUTURE_BIRTH_DATE = "future-date-of-birth"
NO_DATE = "no-date"
IMPOSSIBLE_DATE = "impossible-date"
DATE_WITHOUT_YEAR = "date-without-year"
FUTURE_DATE = "future-date"
EMPTY_NOTE = "empty-note"
TOO_LONG = "text-too-long"
NOT_UNDERSTOOD = "not-understood"
HEADING = "heading"
TOTAL = "total"
REMARK = "remark"
LOOKED_UP = "looked up"
SHEET_NOT_TAKEN = "sheet not taken yet"
FOOTER = "footer"
WRONG_COLUMN_COUNT = "wrong-column-count"
INVALID_JSON = "invalid-json"
NAME_TWICE = "one-name-twice"
NO_ADDRESS = "no-address"
CLIENT_AND_VISIT_DIFFER = "client-and-visit-differ"
DUPLICATE_ID_CONFLICT = "duplicate-id-conflict"
PERSON_DELETED = "person deleted in the source"
OLDER_COPY = "an older copy of the same record"
MISSING_FIELD = "missing-field"
IMPOSSIBLE_VALUE = "impossible value"
UNKNOWN_TYPE = "unknown type"
NO_DECISION = "no decision about resuscitation"
EMPTY_FILE = "empty-file"
FILE_TOO_LARGE = "file-too-large"
FILE_KIND = "kind-of-file-not-taken"
FILE_NOT_NAMED = "file not named in any list"
MISSING_FILE = "missing-file"
INFECTED = "virus-found"

SENTENCES = {
    PERSON_REJECTED: "The person it belongs to could not be imported.",
    TEST_RECORD: "It is a test record, or belongs to one.",
    EXACT_REPEAT: "It is the same, word for word, as an earlier row.",
    UNKNOWN_PERSON: "The name fits nobody on the list of people.",
    AMBIGUOUS_PERSON: "The name fits more than one person.",
    MORE_THAN_ONE_PERSON: "It is about two or more people. Write a row for each.",
    NOT_ABOUT_A_PERSON: "It is about the home, not about a person.",
    NO_PERSON: "It does not say who it is about.",
    NO_NAME: "There is no name.",
    NO_BIRTH_DATE: "There is no date of birth.",
    IMPOSSIBLE_BIRTH_DATE: "The date of birth is not a date that can be.",
    FUTURE_BIRTH_DATE: "The date of birth is after the day of the export.",
    NO_DATE: "There is no date.",
    IMPOSSIBLE_DATE: "The date is not a date that can be.",
    DATE_WITHOUT_YEAR: "The date has no year.",
    FUTURE_DATE: "The date is after the day of the export.",
    EMPTY_NOTE: "There are no words.",
    TOO_LONG: "A name or a text is longer than the record can hold.",
    NOT_UNDERSTOOD: "We stumbled over this row. Please tell whoever looks after the system.",
    HEADING: "A heading, not a record.",
    TOTAL: "A total, not a record.",
    REMARK: "General advice or a remark, not about one person.",
    LOOKED_UP: "Used to look up names; it adds nothing to a record.",
    SHEET_NOT_TAKEN: "We do not take this sheet yet. Keep the file.",
    FOOTER: "A line about the export itself, not a record.",
    WRONG_COLUMN_COUNT: "It has more or fewer cells than there are headings: perhaps a comma "
    "within the words was not put in quotation marks.",
    INVALID_JSON: "The line is not complete, or is far too large or too deeply nested. Ask for the "
    "export of it again.",
    NAME_TWICE: "It says something twice under one name, of which one would be lost.",
    NO_ADDRESS: "There is no home address.",
    CLIENT_AND_VISIT_DIFFER: "It names one person, and a visit to another.",
    DUPLICATE_ID_CONFLICT: "An earlier row has the same number and says something else.",
    PERSON_DELETED: "The person was deleted in the old system.",
    OLDER_COPY: "A newer copy of the same record is in the export.",
    MISSING_FIELD: "What has to be said of it is missing.",
    IMPOSSIBLE_VALUE: "The value is one that cannot be.",
    UNKNOWN_TYPE: "What was measured is not known.",
    NO_DECISION: "It says that nothing was decided about resuscitation.",
    EMPTY_FILE: "The file is empty.",
    FILE_TOO_LARGE: "The file is larger than the record keeps: 10 MB.",
    FILE_KIND: "The record keeps PDFs, pictures, texts, and Word or OpenDocument documents only.",
    FILE_NOT_NAMED: "No list says whose it is. Keep the file.",
    INFECTED: "The virus scanner found a virus in the file. It was not taken.",
    MISSING_FILE: "The file is named in the list and was not handed over.",
}

BEFORE_MOVING_IN = "event before the person moved in"
AFTER_LEAVING = "event after the person left"
NO_INITIALS = "no staff initials"
UNKNOWN_INITIALS = "staff initials not on the list"
SHARED_INITIALS = "staff initials shared by two people"
TIME_TWICE = "the clocks went back: this time came twice"
TIME_NEVER_WAS = "the clocks went forward: this time never was"
NO_TIME_ZONE = "no time zone: read as UTC"
RECORDED_EARLIER = "recorded before it happened"
STAFF_NOT_HERE = "staff not in the export"
VISIT_NOT_HERE = "visit not in the export"
NO_AUTHOR = "no author"
TEXT_CUT = "text cut by the old system"
LETTERS_LOST = "letters lost by the old system"
LINK_NOT_FOUND = "linked record not found"
ENDED_EARLIER = "ended before it began"
NAME_IN_ANOTHER_CASE = "file name differs in letter case"
NAMED_AS_ANOTHER_KIND = "ending of the file does not match what is in it"
OTHER_LETTERS = "text in the letters of Windows, kept in those of the web (UTF-8)"
SIZE_DIFFERS = "size differs from the list"
POSTCODE_ODD = "postcode that cannot be one"
TIME_NOT_UNDERSTOOD = "time not understood"
VALUE_NOT_UNDERSTOOD = "the field cannot hold what was typed"
TIME_IN_DOUBT = "time in doubt, as typed"
DATE_NOT_UNDERSTOOD = "date not understood"
MOVED_IN_LATER = "moved in after the day of the export"
FORMULA = "a formula has no stored result"
RESUSCITATION = "resuscitation is not brought in"
RESUSCITATION_OF_NOBODY = "resuscitation of somebody who is not on the list of people"
ENCODED_TWICE = "some letters look damaged"
SECRET_APART = "a door or key safe code was taken out of the text"
PLACEHOLDER_BIRTH_DATE = "date of birth looks like a placeholder"
NHS_QUERIED = "NHS number has a question mark"
NHS_NOT_USED = "NHS number cannot be right and was left out"
NHS_SHARED = "NHS number is also on somebody with another date of birth"
NAME_DIVIDED = "first and last names told apart by us"
ROOM_IN_WORDS = "room number taken from words"
POWER_NOT_SEEN = "power of attorney claimed, not seen"
MUST_NOT_BE_TOLD = "must not be told"
POWER_IN_OTHER_WORDS = "power of attorney in words we do not know"
OUT_OF_RANGE = "out of range"
REFUSED = "refused"
IN_HOSPITAL = "in hospital"
IN_STONES = "of which typed in stones"
WEIGHT_LEFT_OUT = "weight left out"
NOT_A_WEIGHT = "not understood"
REVIEW_OVERDUE = "review overdue on"
REVIEW_IN_WORDS = "review due is words, not a date"
UNKNOWN_AREA = "area of care in words we do not know"
ALLERGY_IN_DOUBT = "allergies in doubt, as typed"


def month_first(perhaps: date | None) -> str:
    """A suggestion for a date that is none with the day first."""
    return f"Perhaps {perhaps.day} {perhaps:%B %Y}, with the month first" if perhaps else ""


def sentence(reason: str) -> str:
    """What to tell the reader about a row that was left out."""
    return SENTENCES.get(reason, reason)
