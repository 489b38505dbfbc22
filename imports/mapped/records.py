"""Rows of every other kind of record: contacts, medicines, risks, tasks, visits and the rest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from imports import reasons
from imports.compact import Numbers, hashed
from imports.dates import LONDON, MISSING, day_first, read_date, read_time
from imports.mapped.line import Line
from imports.mapped.people import Whose
from imports.moments import read_moment
from imports.resuscitation import alert
from imports.rows import ABOUT_ME, ImportedAllergy, ImportedRecord, Kind, Outcome, ReadRow
from imports.spreadsheet_home.allergies import understood
from imports.spreadsheet_home.contacts import NOT_TO_BE_TOLD
from imports.words import looks_encoded_twice, without_secrets
from records.kinds import BY_SLUG
from records.models import CPRDecision, Goal

YES = {"yes", "y", "true", "1"}
ALLERGIES = "allergies"
CPR_DECISIONS, ALERTS = "cpr-decisions", "alerts"
CONTACTS = "contacts"
SPLIT = "+"  # `visited_on+arrived_time`: a moment that becomes a day and a time
DECISIONS = {str(value): str(label) for value, label in CPRDecision.Decision.choices}
TOLD = {"decided_on": "dated", "clinician": "by", "location_of_document": "form"}
AS_OF = "as of the export"  # a day that is not known, of something that is over
BESIDE_KINDS: dict[str, type[models.Model]] = {"goals": Goal}


@cache
def fields_of(kind: str) -> Mapping[str, models.Field]:
    """The fields of a kind of record by name. Raises KeyError for what is no kind."""
    model = BESIDE_KINDS.get(kind) or BY_SLUG[kind].model
    return {field.name: field for field in model._meta.concrete_fields}


@cache
def needed_of(kind: str) -> frozenset[str]:
    """What has to be said of a record of a kind: fields without which it is none.

    A list of CPR decisions makes no decision, and need not say all that one needs.
    """
    if kind == CPR_DECISIONS:
        return frozenset({"decision"})
    return frozenset(
        name
        for name, field in fields_of(kind).items()
        if not (field.null or field.blank or field.has_default() or field.remote_field)
        and field.db_default is models.NOT_PROVIDED
        and field.editable
    )


@dataclass(frozen=True, slots=True)
class Context:
    """What every row is read against: the day of the export, its clock, the ids read before it.

    `known` are those of each table whose rows are pointed at, as hashes of `theirs`.
    """

    as_of: date
    times: str
    known: Mapping[str, Numbers]


def read_record(line: Line, whose: Whose, context: Context) -> ReadRow:
    """A row of somebody as a record of its kind."""
    kind = line.spec.holds
    if kind == ALLERGIES and (none := _no_substance(line, whose)):
        return none
    if kind == CPR_DECISIONS:
        return _told(line, whose, context)
    fields = dict(_fields(line, context))
    if kind == CONTACTS:
        _hold_back(line, fields)
    if line.spec.keep:
        _keep(line, fields)
    said = next((str(value) for value in fields.values() if value), "")
    summary = f"{whose.label}: {said}"
    said_of = {name for name, value in fields.items() if value not in ("", None)}
    if missing := needed_of(kind) - said_of:
        names = ", ".join(sorted(str(fields_of(kind)[name].verbose_name) for name in missing))
        return line.ended(
            Kind.RECORD, Outcome.REJECTED, reasons.MISSING_FIELD, summary=summary,
            hint=f"Nothing stands for: {names}",
        )  # fmt: skip
    if any(_is_too_long(kind, name, value) for name, value in fields.items()):
        return line.ended(Kind.RECORD, Outcome.REJECTED, reasons.TOO_LONG, summary=summary)
    record = ImportedRecord(
        whose.ref,
        kind,
        tuple(fields.items()),
        line.source_id,
        tuple(pointed_at(line, whose.ref, context.known)),
        line.typed("author"),
    )
    if _ends_before_it_begins(line, context.times):
        line.doubts.append(reasons.ENDED_EARLIER)
    return line.ended(Kind.RECORD, Outcome.IMPORTED, summary=summary, item=record)


def _fields(line: Line, context: Context) -> Iterator[tuple[str, Any]]:
    for name in line.spec.fields:
        if name == "author":
            continue
        if SPLIT in name:
            yield from _split(line, name, context.times)
        elif name.endswith("_on"):
            yield name, _day(line, name, context.as_of)
        else:
            yield name, _said(line, name, fields_of(line.spec.holds)[name])


def _said(line: Line, name: str, field: models.Field) -> Any:
    """What a cell says, as its field holds it; what the field cannot hold is a doubt."""
    if isinstance(field, models.BooleanField):
        return line.read(name).lower() in YES
    words = _words(line, name)
    if isinstance(field, models.CharField | models.TextField) or not words:
        return words or field.get_default()
    if isinstance(field, models.TimeField):
        time = read_time(words)
        if not time.is_understood or not time.is_certain or time.part:
            line.doubts.append(f"{reasons.TIME_NOT_UNDERSTOOD}: {words}")
        return time.clock
    try:
        return field.to_python(words)
    except ValidationError:
        line.doubts.append(f"{reasons.VALUE_NOT_UNDERSTOOD}: {words}")
        return None


def _no_substance(line: Line, whose: Whose) -> ReadRow | None:
    """A row of the list of allergies that names none, such as "none known", is no allergy."""
    said = line.read("causative_agent")
    state, substances, is_doubtful = understood(said)
    if substances or not said:
        return None
    if is_doubtful:
        line.doubts.append(f"{reasons.ALLERGY_IN_DOUBT}: {said}")
    item = ImportedAllergy(whose.ref, state, typed=said)
    summary = f"{whose.label}: {said}"
    return line.ended(Kind.ALLERGY, Outcome.IMPORTED, summary=summary, item=item)


def _hold_back(line: Line, fields: dict[str, Any]) -> None:
    """Tell nobody of whom some cell says so, such as "DO NOT RING", though no column is for it."""
    said, _ = without_secrets(next(filter(NOT_TO_BE_TOLD.search, line.row.values.values()), ""))
    if said and not fields.get("must_not_be_told"):
        line.doubts.append(f"{reasons.MUST_NOT_BE_TOLD}: {said}")
        fields |= {"must_not_be_told": True, "must_not_be_told_why": said[:300]}


def _told(line: Line, whose: Whose, context: Context) -> ReadRow:
    """A row of a list of CPR decisions as an alert: no list makes a decision (0050)."""
    decision = line.read_or_typed("decision")
    says = DECISIONS.get(decision, decision)
    summary = f"{whose.label}: {says}"
    if not says:
        return line.ended(Kind.RECORD, Outcome.SKIPPED, reasons.NO_DECISION, summary=summary)
    told, _ = without_secrets(", ".join([says, *_beside(line)]))
    line.doubts.append(f"{reasons.RESUSCITATION}: {told}")
    fields = {"text": alert([told]), "started_on": _day(line, "decided_on", context.as_of)}
    item = ImportedRecord(
        whose.ref, ALERTS, tuple(fields.items()), line.source_id, author=line.typed("author")
    )
    return line.ended(Kind.RECORD, Outcome.IMPORTED, summary=summary, item=item)


def _beside(line: Line) -> Iterator[str]:
    """What a row says of a decision besides, each with what it is."""
    for name in line.spec.fields:
        if name not in {"decision", "author"} and (words := line.typed(name)):
            yield f"{TOLD.get(name) or fields_of(CPR_DECISIONS)[name].verbose_name}: {words}"


def _words(line: Line, name: str) -> str:
    typed = line.read(name)
    if looks_encoded_twice(typed):
        line.doubts.append(reasons.ENCODED_TWICE)
    words, codes = without_secrets(line.cleaned(typed))
    if codes:
        line.doubts.append(reasons.SECRET_APART)
    return words


def _day(line: Line, name: str, as_of: date) -> date | None:
    typed = line.read(name)
    if typed == AS_OF:
        return as_of
    read = read_date(line.day_first(name, typed).partition("T")[0])
    if read.on is None and read.problem != MISSING:
        line.doubts.append(f"{reasons.DATE_NOT_UNDERSTOOD}: {typed}")
    return read.on


def _split(line: Line, name: str, times: str) -> Iterator[tuple[str, Any]]:
    """A moment as the day and the time of London that the record keeps; an empty part is left."""
    day, _, clock = name.partition(SPLIT)
    typed = line.typed(name)
    moment = read_moment(line.day_first(name, typed), times)
    if moment.problem not in ("", MISSING):
        line.doubts.append(f"{reasons.DATE_NOT_UNDERSTOOD}: {typed}")
    if moment.doubt:
        line.doubts.append(f"{moment.doubt}: {typed}")
    if day and moment.on:
        yield day, moment.on
    if clock and moment.at:
        yield clock, moment.at.astimezone(LONDON).time().replace(microsecond=0)


def _keep(line: Line, fields: dict[str, Any]) -> None:
    """Put what no field takes into the one that was chosen for it, each under its heading."""
    kept = [f"{column}: {line.cleaned(words)}" for column, words in line.left_over()]
    kept += [f"{column}: {words}" for column, words in line.unknown()]
    words, _ = without_secrets("\n".join(filter(None, [fields.get(line.spec.keep, ""), *kept])))
    fields[line.spec.keep] = words


def pointed_at(
    line: Line, whose: str, known: Mapping[str, Numbers]
) -> Iterator[tuple[str, str, str]]:
    """The other rows that a row names, a line each; one that is not theirs, or out, is a doubt."""
    for name, (table, column) in line.spec.options.get("points_at", {}).items():
        for source_id in line.row.values.get(column, "").split():
            if table in known and known[table].get(theirs(whose, source_id)):
                yield name, table, source_id
            else:
                line.doubts.append(reasons.LINK_NOT_FOUND)


def theirs(whose: str, source_id: str) -> int:
    """What a row that others may name is known by: nobody's row points at somebody else's."""
    return hashed(f"{whose}\x1f{source_id}")


def read_about_me(line: Line, whose: Whose) -> ReadRow:
    """What somebody says of themselves under one heading; the record keeps all of them together."""
    heading, text = line.read("heading"), line.cleaned(line.typed("text"))
    if not text:
        return line.ended(Kind.RECORD, Outcome.REJECTED, reasons.MISSING_FIELD)
    label = line.read("label")
    item = ImportedRecord(
        whose.ref,
        ABOUT_ME,
        (
            (heading or "also_worth_knowing_about_me", f"{label}: {text}" if label else text),
            ("supported_to_write_this_by", line.typed("supported_by")),
        ),
        line.source_id,
    )
    return line.ended(Kind.RECORD, Outcome.IMPORTED, summary=f"{whose.label}: {text}", item=item)


def _ends_before_it_begins(line: Line, times: str) -> bool:
    cells = line.spec.options.get("from_to", ())
    typed = [(column, line.row.values.get(column, "")) for column in cells]
    turned = line.spec.month_first
    at = [read_moment(day_first(w) if c in turned else w, times).at for c, w in typed]
    return bool(at and at[0] and at[1] and at[1] < at[0])


def _is_too_long(kind: str, name: str, value: Any) -> bool:
    longest = getattr(fields_of(kind).get(name), "max_length", None)
    return bool(longest and isinstance(value, str) and len(value) > longest)
