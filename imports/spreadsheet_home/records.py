"""The lists of what a resident needs, and of their falls: a record for each line.

What no field of ours takes is kept in the record under the list's own headings.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from imports import reasons
from imports.dates import MISSING, ReadDate, clock_beside, read_time
from imports.moments import wrong_day
from imports.register import Register, Resident
from imports.rows import ImportedRecord, Kind, Outcome, ReadRow
from imports.spreadsheet_home.headings import plain
from imports.spreadsheet_home.lines import read_lines
from imports.spreadsheet_home.staff import StaffList, signed
from imports.spreadsheet_home.table import Line, Table
from imports.words import looks_encoded_twice, typed

LONGEST_PLACE = 200
# What homes call an area, in the record's own words; any other is kept in words beside "Health".
AREAS = {
    word: area
    for area, words in {
        "communication": "communication talkingandhearing talking hearing speech sightandhearing",
        "eating_and_drinking": "eatinganddrinking eating drinking nutrition foodanddrink diet",
        "personal_care": "personalcare washinganddressing washing hygiene personalhygiene",
        "continence": "continence toilet toileting elimination",
        "mobility": "mobility movingabout moving movingandhandling falls",
        "skin": "skin skincare skinintegrity pressurecare tissueviability",
        "sleep": "sleep night nights sleeping sleepandnight",
        "mood": "mood moodandmemory memory cognition mentalhealth moodandwellbeing",
        "social": "social companyandactivities activities companyandactivity socialandactivities",
        "health": "health breathing pain medical",
        "medicines": "medicines medication medicine",
        "safety": "safety risk safe",
        "culture_and_faith": "cultureandfaith faith religion spiritual culture",
    }.items()
    for word in words.split()
}
OTHER_AREA = "health"


@dataclass(frozen=True, slots=True)
class RecordReader:
    """Reads lines of needs and falls against the people and the staff."""

    register: Register
    staff: StaffList
    as_of: date

    def read(self, table: Table) -> Iterator[ReadRow]:
        """Each row of one such list."""
        read = self._read_need if table.layout.holds == "needs" else self._read_fall
        yield from read_lines(table, Kind.RECORD, self.register, read)

    def _read_need(self, line: Line, resident: Resident) -> ReadRow:
        if not line.text("text"):
            return line.ended(Kind.RECORD, Outcome.REJECTED, reasons.EMPTY_NOTE)
        area = AREAS.get(plain(line.text("area")), "")
        written, review = line.day("on"), line.day("review")
        doubts = [*_date_doubts(line, "on", written)]
        if line.text("area") and not area:
            doubts.append(f"{reasons.UNKNOWN_AREA}: {line.text('area')}")
        is_overdue = review.on is not None and review.on < self.as_of
        is_words = review.on is None and review.problem != MISSING
        marks = [f"{reasons.REVIEW_OVERDUE} {self.as_of.isoformat()}"] if is_overdue else []
        marks += [reasons.REVIEW_IN_WORDS] if is_words else []
        taken = ("action", "goal", "review", "reviewed", *(() if area else ("area",)))
        fields = {
            "category": area or OTHER_AREA,
            "text": _with_headings(line, line.text("text"), taken),
            "happened_on": written.on,
        }
        return self._ended(line, resident, "needs", fields, doubts, marks=tuple(marks))

    def _read_fall(self, line: Line, resident: Resident) -> ReadRow:
        day = line.day("on")
        if reason := self._wrong(day, line.text("text")):
            hint = reasons.month_first(day.perhaps)
            return line.ended(Kind.RECORD, Outcome.REJECTED, reason, hint=hint)
        clock, doubts = _clock(line)
        where = line.text("where")
        is_short = len(where) <= LONGEST_PLACE
        in_words = ("time",) if clock is None and line.text("time").strip("?-. ") else ()
        in_words = in_words if is_short else (*in_words, "where")
        fields = {
            "text": line.text("text"),
            "additional_information": _with_headings(line, "", ("injury", "action", *in_words)),
            "involved": _under_heading(line, "seen_by"),
            "location_name": where if is_short else "",
            "happened_on": day.on,
            "happened_time": clock,
        }
        return self._ended(line, resident, "incidents", fields, doubts)

    def _wrong(self, day: ReadDate, text: str) -> str:
        if not text:
            return reasons.EMPTY_NOTE
        return wrong_day(day.on, day.problem, self.as_of)

    def _ended(
        self, line: Line, resident: Resident, kind: str, fields: Mapping[str, object],
        doubts: list[str], *, marks: tuple[str, ...] = (),
    ) -> ReadRow:  # fmt: skip
        by = line.text("author")
        names, author_doubts = self.staff.authors(by) if by else ((), ())
        item = ImportedRecord(
            resident.ref,
            kind,
            tuple((name, value) for name, value in fields.items() if value is not None),
            author=signed(by, names, author_doubts),
        )
        if looks_encoded_twice(str(fields["text"])):
            doubts.append(reasons.ENCODED_TWICE)
        return line.ended(
            Kind.RECORD, Outcome.IMPORTED, item=item, warnings=(*doubts, *author_doubts),
            marks=marks, summary=f"{resident.label}: {fields['text']}",
        )  # fmt: skip


def _date_doubts(line: Line, field: str, day: ReadDate) -> Iterator[str]:
    if day.on is None and day.problem != MISSING:
        yield f"{reasons.DATE_NOT_UNDERSTOOD}: {line.text(field)}"


def _clock(line: Line) -> tuple[time | None, list[str]]:
    """The time of a fall; a part of the day or other words stay words."""
    beside = None if "time" in line.values else clock_beside(line.values.get("on"))
    cell = line.values.get("time", beside)
    read = read_time(cell)
    if not read.is_understood:
        return None, [f"{reasons.TIME_NOT_UNDERSTOOD}: {typed(cell)}"]
    return read.clock, [] if read.is_certain else [f"{reasons.TIME_IN_DOUBT}: {typed(cell)}"]


def _with_headings(line: Line, first: str, fields: tuple[str, ...]) -> str:
    """Words, and below them other cells of the line under their own headings."""
    others = (f"{heading}: {words}" for heading, words in line.others)
    ours = (_under_heading(line, name) for name in fields)
    return "\n".join(filter(None, [first, *ours, *others]))


def _under_heading(line: Line, field: str) -> str:
    return f"{line.heading(field)}: {line.text(field)}" if line.text(field) else ""
