"""Notes of care and visits' notes, from a table that says when, who and what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from imports import reasons
from imports.limits import is_too_long
from imports.mapped.line import Line
from imports.mapped.people import Whose
from imports.mapped.records import Context, pointed_at
from imports.moments import Moment, read_moment, with_time, wrong_day
from imports.rows import ImportedNote, Kind, Outcome, ReadRow
from imports.words import LETTER_LOST, looks_encoded_twice, without_secrets


@dataclass(slots=True)
class NoteReader:
    """Reads notes against what was read before them: who wrote, and whose a visit was.

    `staff` are names by the old system's ids in small letters, None where there is no list of them.
    """

    context: Context
    staff: Mapping[str, str] | None

    def read(self, line: Line, whose: Whose, *, visit_of: str | None) -> ReadRow:
        """A note of somebody. `visit_of` is whose the visit is that it names, None for no visit."""
        raw = line.typed("text")
        at = self._at(line)
        if reason := self._wrong(line, raw, at, whose, visit_of):
            said = f"{whose.label}: {line.cleaned(raw)}"
            return line.ended(Kind.NOTE, Outcome.REJECTED, reason, summary=said)
        note = self._note(line, whose, raw, at)
        line.doubts += self._doubts(line, note, raw, at, visit_of)
        if is_too_long(note):
            return line.ended(Kind.NOTE, Outcome.REJECTED, reasons.TOO_LONG)
        if not note.text:  # markup round nothing, or a picture alone
            return line.ended(Kind.NOTE, Outcome.REJECTED, reasons.EMPTY_NOTE)
        outcome = (
            Outcome.WITHDRAWN if note.withdrawn_why
            else Outcome.EARLIER if note.replaced_by
            else Outcome.IMPORTED
        )  # fmt: skip
        summary = f"{whose.label}, {note.on:%d/%m/%Y}: {note.text}"
        return line.ended(Kind.NOTE, outcome, summary=summary, item=note)

    def _at(self, line: Line) -> Moment:
        """When it was, from one cell or from one for the day and one for the time."""
        at = read_moment(line.day_first("at", line.typed("at")), self.context.times)
        return with_time(at, line.typed("time"))

    def _wrong(self, line: Line, text: str, at: Moment, whose: Whose, visit_of: str | None) -> str:
        if visit_of not in (None, "", whose.ref):
            return reasons.CLIENT_AND_VISIT_DIFFER
        if not text:
            return reasons.EMPTY_NOTE
        return wrong_day(at.on, at.problem, self.context.as_of)

    def _note(self, line: Line, whose: Whose, raw: str, at: Moment) -> ImportedNote:
        assert at.on  # a note without a day was refused
        text, secrets = without_secrets(line.cleaned(raw))
        author = line.typed("author")
        is_withdrawn = line.is_so("withdrawn")
        why = line.typed("withdrawn_why") or "deleted in the old system"
        return ImportedNote(
            person=whose.ref,
            text=text,
            on=at.on,
            at=at.at,
            part_of_day=at.part,
            time_typed=line.typed("time") or line.typed("at"),
            author_typed=author,
            author=self.staff.get(author.casefold(), author) if self.staff else author,
            secrets=secrets,
            source_id=line.source_id,
            kind=line.read("type") or "general",
            values=tuple(self._values(line)),
            care_outcome=line.read("outcome"),
            recorded_at=self._recorded_at(line),
            withdrawn_why=why if is_withdrawn else "",
            replaced_by=line.typed("replaced_by"),
            is_private=line.is_so("private"),
        )

    def _recorded_at(self, line: Line) -> datetime | None:
        typed = line.day_first("recorded_at", line.typed("recorded_at"))
        return read_moment(typed, self.context.times).at

    @staticmethod
    def _values(line: Line) -> Iterator[tuple[str, str]]:
        for name in line.spec.fields:
            if name.startswith("values.") and (value := line.read(name)):
                yield name.removeprefix("values."), value

    def _doubts(
        self, line: Line, note: ImportedNote, raw: str, at: Moment, visit_of: str | None
    ) -> Iterator[str]:
        if at.doubt:
            yield f"{at.doubt}: {note.time_typed}"
        if note.recorded_at and note.at and note.recorded_at < note.at:
            yield reasons.RECORDED_EARLIER
        if visit_of == "":
            yield f"{reasons.VISIT_NOT_HERE}: {line.typed('visit')}"
        yield from self._doubts_about_the_author(note)
        yield from _doubts_about_the_words(line, note, raw)
        list(pointed_at(line, note.person, self.context.known))

    def _doubts_about_the_author(self, note: ImportedNote) -> Iterator[str]:
        if not note.author_typed:
            yield reasons.NO_AUTHOR
        elif self.staff is not None and note.author_typed.casefold() not in self.staff:
            yield f"{reasons.STAFF_NOT_HERE}: {note.author_typed}"


def _doubts_about_the_words(line: Line, note: ImportedNote, raw: str) -> Iterator[str]:
    if looks_encoded_twice(raw):
        yield reasons.ENCODED_TWICE
    if LETTER_LOST in note.text:
        yield reasons.LETTERS_LOST
    if len(line.whole("text")) == line.spec.options.get("cut_at"):
        yield reasons.TEXT_CUT
    if note.secrets:
        yield reasons.SECRET_APART
