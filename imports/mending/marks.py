"""How a file of rows to be mended says of each which row of which import it is."""

import re
from dataclasses import dataclass
from uuid import UUID

WRONG = "What is wrong"
IN_JSON = {"wrong": "@whatIsWrong", "row": "@row", "run": "@import"}
HEADING = re.compile(r"Row in (?P<table>.+) of import (?P<run>[0-9a-f-]{36})")
# What a spreadsheet would run. An apostrophe before it keeps it words, and is taken off again.
RUN_BY_SPREADSHEETS = re.compile(r"'*[=+\-@\t\r]")
KEPT_AS_WORDS = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Mark:
    """The heading of a column that numbers the rows of a table of a run."""

    table: str
    run_id: UUID

    def __str__(self) -> str:
        return f"Row in {self.table} of import {self.run_id}"

    @classmethod
    def read(cls, heading: str) -> "Mark | None":
        """The mark that a heading is, where it is one."""
        found = HEADING.fullmatch(heading.strip())
        return cls(found["table"], UUID(found["run"])) if found else None


def as_words(text: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{text}" if RUN_BY_SPREADSHEETS.match(text) else text


def as_typed(text: str) -> str:
    """The cell as it was before it was made words."""
    return text[1:] if KEPT_AS_WORDS.match(text) else text
