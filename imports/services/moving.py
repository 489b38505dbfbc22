"""From staged records into the record: statements over all of a part, behind every wall.

The database checks, versions and guards each row as if it were written alone; what is spared is
carrying it out to Python and back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from graphlib import TopologicalSorter
from typing import Any, cast

from django.db import connection, models
from psycopg import sql

from accounts.models import Room, Unit
from governance.records import OwnForeignKey
from imports.models import BroughtIn, ImportRow, ImportRun, Newer, StagedRecord
from imports.queries import MADE_BY_IMPORTS
from imports.services.made import FROM, unsaid
from records.models import DocumentFile, Person
from records.models.person import AllergyState

type Model = type[models.Model]
type Contents = Mapping[str, Callable[[], bytes]]

PERSON = Person._meta.label_lower
STAGED = StagedRecord._meta.db_table
OF_PART = "staged.run_id = %(run)s AND staged.id > %(after)s AND staged.id <= %(upto)s"
FROM_STAGED = {
    "id": "staged.record_id",
    "person_id": "staged.person_id",
    "import_run_id": "staged.run_id",
    "source": "staged.source",
}
# What only a person, or a rule of ours, changes in a record that is there.
NEVER_CHANGED = {"id", "person_id", "import_run_id", "version", "allergy_state"}
HELD = f"SELECT DISTINCT operation, model FROM {STAGED} staged WHERE {OF_PART}"
KNOW = f"""
    INSERT INTO {BroughtIn._meta.db_table} (id, model, target_id, person_id, digest, version)
    SELECT key, model, record_id, person_id, digest, 1 FROM {STAGED} staged
    WHERE {OF_PART} AND operation IN ('insert', 'know') AND key IS NOT NULL
    ON CONFLICT (id) DO UPDATE SET digest = EXCLUDED.digest
"""
KNOW_CHANGED = f"""
    UPDATE {BroughtIn._meta.db_table} known
    SET digest = staged.digest, version = staged.replaces + 1
    FROM {STAGED} staged
    WHERE {OF_PART} AND operation = 'update' AND known.id = staged.key
      AND known.version = staged.replaces
"""
OVERTAKEN = """
    SELECT staged.record_id FROM {staged} staged JOIN {table} record
      ON record.id = staged.record_id AND record.version <> staged.replaces
    WHERE {part} AND staged.model = %(model)s AND operation = 'update'
"""
# What the record said before a newer export changed it, where staff have written nothing since.
PUT_BACK = """
    UPDATE {table} record SET {changes} FROM {staged} staged, {versions} before
    WHERE staged.run_id = %(run)s AND staged.operation = 'update' AND staged.model = %(model)s
      AND record.id = staged.record_id AND record.version = staged.replaces + 1
      AND record.import_run_id <> %(run)s
      AND before.pgh_obj_id = record.id AND before.version = staged.replaces
"""
# An old system that says it again will change it again: no record has this digest.
SAID_OTHERWISE = "00000000-0000-0000-0000-000000000000"
KNOW_PUT_BACK = f"""
    UPDATE {BroughtIn._meta.db_table} known
    SET digest = '{SAID_OTHERWISE}', version = record.version
    FROM {STAGED} staged, {{table}} record
    WHERE staged.run_id = %(run)s AND staged.operation = 'update' AND staged.model = %(model)s
      AND known.id = staged.key AND record.id = staged.record_id
      AND record.import_run_id <> %(run)s AND record.version = staged.replaces + 2
"""
FORGET_WITHDRAWN = """
    DELETE FROM {known} known USING {table} record
    WHERE record.import_run_id = %(run)s AND record.standing <> 'current'
      AND known.target_id = record.id
"""
FORGET_MOVED = f"DELETE FROM {STAGED} WHERE run_id = %(run)s AND operation <> 'update'"
FORGET_WORDS = f"UPDATE {STAGED} SET fields = '{{}}' WHERE run_id = %(run)s"
UPTO = f"""
    SELECT max(id), count(*) FROM (
        SELECT id FROM {STAGED} WHERE run_id = %s AND id > %s ORDER BY id LIMIT %s) part
"""


@cache
def in_order() -> tuple[Model, ...]:
    """The classes that imports make, each behind those that it points at."""
    makes: tuple[Model, ...] = (Unit, Room, DocumentFile, *MADE_BY_IMPORTS)
    pointers: dict[Model, set[Model]] = {
        model: {
            field.related_model
            for field in model._meta.concrete_fields
            if isinstance(field, OwnForeignKey) and field.related_model in makes
        } - {model}
        for model in makes
    }  # fmt: skip
    return tuple(TopologicalSorter(pointers).static_order())


class Part:
    """A stretch of a run's staged records, in the transaction that brings it in."""

    def __init__(self, run: ImportRun, size: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(UPTO, [run.pk, run.committed_to, size])
            upto, self.size = cursor.fetchone()
        self.upto: int = upto or run.committed_to
        self.is_last = self.size < size
        self._run_id = run.pk
        self._bounds = {"run": run.pk, "after": run.committed_to, "upto": self.upto}

    def bring_in(self, files: Callable[[], Contents]) -> dict[str, int]:
        """Write it all; returns how many records of each class were made.

        `files` gives how the bytes of each document are had, and is asked where there are any.
        """
        held = self._held()
        made = {}
        for model in in_order():
            name = model._meta.label_lower
            if ("insert", name) in held:
                made[name] = (
                    self._keep_files(files()) if model is DocumentFile
                    else self._run(_insert(model), model=name)
                )  # fmt: skip
        self._run(KNOW)
        self._change([model for model in in_order() if ("update", model._meta.label_lower) in held])
        if ("restate", PERSON) in held:
            for staged in self._of("restate"):
                _restate(staged)
        return made

    def _change(self, classes: Sequence[Model]) -> None:
        for model in classes:
            self._leave_overtaken(model)
            self._run(_update(model), model=model._meta.label_lower)
        if classes:
            self._run(KNOW_CHANGED)

    def _held(self) -> set[tuple[str, str]]:
        """What is to be done with which classes: asking for each costs more than writing."""
        with connection.cursor() as cursor:
            cursor.execute(HELD, self._bounds)
            return set(cursor.fetchall())

    def _leave_overtaken(self, model: Model) -> None:
        """Say of what staff changed since the check that it is left as it is."""
        ask = OVERTAKEN.format(staged=STAGED, table=model._meta.db_table, part=OF_PART)
        with connection.cursor() as cursor:
            cursor.execute(ask, self._bounds | {"model": model._meta.label_lower})
            found = [record_id for (record_id,) in cursor.fetchall()]
        if found:
            rows = ImportRow.objects.filter(run_id=self._run_id, target_id__in=found)
            rows.update(newer=Newer.LEFT)

    def _keep_files(self, files: Contents) -> int:
        """Documents' bytes come from where the run keeps them, one file at a time."""
        number = 0
        for staged in self._of("insert", model=DocumentFile._meta.label_lower):
            assert staged.person_id
            fields = {name: value for name, value in staged.fields.items() if name != FROM}
            content = files[staged.fields[FROM]]()
            DocumentFile.objects.create(
                pk=staged.record_id, person_id=staged.person_id, content=content, **fields
            )
            number += 1
        return number

    def _of(self, operation: str, **more: str) -> models.QuerySet[StagedRecord]:
        return StagedRecord.objects.filter(
            run_id=self._run_id, id__gt=self._bounds["after"], id__lte=self._bounds["upto"],
            operation=operation, **more,
        ).order_by("id")  # fmt: skip

    def _run(self, statement: str, **more: str) -> int:
        return _execute(statement, **self._bounds, **more)


def forget_moved(run: ImportRun) -> None:
    """Drop what is in the record by now; of what the run changed, which and from which version
    stays, so that it can be taken back.
    """
    _execute(FORGET_MOVED, run=run.pk)
    _execute(FORGET_WORDS, run=run.pk)


def forget_staged(run: ImportRun) -> None:
    """Drop all that was prepared, for a run of which nothing is to be done or taken back."""
    StagedRecord.objects.filter(run_id=run.pk).delete()


def put_back(run: ImportRun) -> int:
    """Give records that a run changed what they said before it; returns how many."""
    number = 0
    for model in in_order():
        name = model._meta.label_lower
        changed = StagedRecord.objects.filter(run_id=run.pk, operation="update", model=name)
        if changed.exists():
            columns = [column for column, _ in _columns(model) if column not in NEVER_CHANGED]
            statement = PUT_BACK.format(
                table=model._meta.db_table,
                versions=_versions(model)._meta.db_table,
                staged=STAGED,
                changes=", ".join(f'"{column}" = before."{column}"' for column in columns),
            )
            number += _execute(statement, run=run.pk, model=name)
            known = KNOW_PUT_BACK.format(table=model._meta.db_table)
            _execute(known, run=run.pk, model=name)
    return number


def _versions(model: Model) -> type[models.Model]:
    return cast("Any", model).versions.rel.related_model


def forget_withdrawn(run: ImportRun) -> None:
    """Know no longer what a run made and does not stand any more: it may be brought in again."""
    for model in MADE_BY_IMPORTS:
        statement = FORGET_WITHDRAWN.format(
            known=BroughtIn._meta.db_table, table=model._meta.db_table
        )
        _execute(statement, run=run.pk)


def _execute(statement: str, **parameters: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


@cache
def _insert(model: Model) -> str:
    """The statement that makes the staged records of a class."""
    columns = dict(_columns(model))
    names = ", ".join(f'"{name}"' for name in columns)
    return (
        f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(columns.values())} '
        f"FROM {STAGED} staged, {_fields(model)} WHERE {OF_PART} "
        "AND staged.model = %(model)s AND operation = 'insert' ORDER BY staged.id"
    )


@cache
def _update(model: Model) -> str:
    """The statement that changes records as staged, where staff have written nothing since."""
    changes = ", ".join(
        f'"{name}" = {said}' for name, said in _columns(model) if name not in NEVER_CHANGED
    )
    return (
        f'UPDATE "{model._meta.db_table}" record SET {changes} '
        f"FROM {STAGED} staged, {_fields(model)} WHERE {OF_PART} AND staged.model = %(model)s "
        "AND operation = 'update' AND record.id = staged.record_id "
        "AND record.version = staged.replaces"
    )


def _columns(model: Model) -> Iterator[tuple[str, str]]:
    """Each column that the table does not fill in itself, and what stands in it."""
    for field in _filled(model):
        if field.attname in FROM_STAGED:
            yield field.attname, FROM_STAGED[field.attname]
            continue
        said, otherwise = f'said."{field.attname}"', unsaid(field)
        yield field.attname, said if otherwise is None else f"COALESCE({said}, {_literal(field)})"


def _fields(model: Model) -> str:
    types = ", ".join(f'"{f.attname}" {f.db_type(connection)}' for f in _filled(model))
    return f"jsonb_to_record(staged.fields) AS said ({types})"


def _filled(model: Model) -> list[models.Field]:
    return [f for f in model._meta.concrete_fields if f.db_default is models.NOT_PROVIDED]


def _literal(field: models.Field) -> str:
    """What a column holds where nothing is said, as SQL."""
    value = field.get_db_prep_save(unsaid(field), connection)
    return sql.Literal(value).as_string().replace("%", "%%")


def _restate(staged: StagedRecord) -> None:
    """Let the state of somebody's allergies follow what is new; never backwards."""
    state = staged.fields["allergy_state"]
    behind = Person.objects.filter(pk=staged.record_id, allergy_state=AllergyState.NOT_ASKED)
    if state == AllergyState.PRESENT:
        behind = Person.objects.filter(pk=staged.record_id).exclude(allergy_state=state)
    if behind.update(allergy_state=state):
        known = BroughtIn.objects.filter(target_id=staged.record_id, model=PERSON)
        known.update(version=models.F("version") + 1)
