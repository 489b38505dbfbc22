"""The table of care becomes one of parts by time; what was recorded so far is its first part.

An id (UUIDv7) begins with the moment it was made, so the table is parted by id: one id stays one
row whatever its time is corrected to, and each part is of some years (decision 0014).
"""

from datetime import UTC, datetime
from uuid import UUID

from django.db import migrations

TABLE = "dailycare_careentry"
SO_FAR = f"{TABLE}_to_2026"
# Every part is looked into for the latest notes of a person, so there are few: a later migration
# adds one before 2030, when the last is still empty but for ids of another kind.
NEXT, LAST = 2027, 2030

# Its triggers come again with the walls, after every migration. Names of indexes and pointers are
# those of the whole table, which the models and the walls know.
SET_ASIDE = f"""
    DO $$
    DECLARE named record;
    BEGIN
        FOR named IN SELECT tgname AS name FROM pg_trigger
            WHERE tgrelid = '{TABLE}'::regclass AND NOT tgisinternal
        LOOP EXECUTE format('DROP TRIGGER %I ON {TABLE}', named.name); END LOOP;
        ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {TABLE} RENAME TO {SO_FAR};
        FOR named IN SELECT conname AS name FROM pg_constraint
            WHERE conrelid = '{SO_FAR}'::regclass AND contype = 'f'
        LOOP EXECUTE format('ALTER TABLE {SO_FAR} RENAME CONSTRAINT %I TO %I',
            named.name, left(named.name, 55) || '_to_2026'); END LOOP;
        FOR named IN SELECT indexname AS name FROM pg_indexes WHERE tablename = '{SO_FAR}'
        LOOP EXECUTE format('ALTER INDEX %I RENAME TO %I',
            named.name, left(named.name, 55) || '_to_2026'); END LOOP;
    END $$
"""
WHOLE = f"""
    CREATE TABLE {TABLE} (
        LIKE {SO_FAR} INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
        CONSTRAINT {TABLE}_pkey PRIMARY KEY (id),
        CONSTRAINT {TABLE}_provider_id_9c0cedc7_fk_accounts_ FOREIGN KEY (provider_id)
            REFERENCES accounts_provider (id) DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT {TABLE}_recorded_by_id_25c187ae_fk_accounts_user_id
            FOREIGN KEY (recorded_by_id)
            REFERENCES accounts_user (id) DEFERRABLE INITIALLY DEFERRED
    ) PARTITION BY RANGE (id);
    CREATE INDEX care_timeline ON {TABLE} (person_id, sorts_at DESC, id DESC);
    CREATE INDEX care_of_the_plan ON {TABLE} (person_id, sorts_at DESC, instruction_id)
        WHERE instruction_id IS NOT NULL;
    CREATE INDEX care_of_an_import ON {TABLE} (import_run_id) WHERE import_run_id IS NOT NULL;
"""


def before(year: int) -> str:
    """Return the lowest id that can be made in a year, in quotes."""
    milliseconds = int(datetime(year, 1, 1, tzinfo=UTC).timestamp() * 1000)
    return f"'{UUID(int=milliseconds << 80)}'"


def parts() -> str:
    """Return the SQL that adds the parts to come, and attaches what was recorded so far.

    An id of another kind begins with no moment: its row goes to the part in which it then falls.
    """
    add = f"CREATE TABLE {TABLE}_from_{{}} PARTITION OF {TABLE} FOR VALUES FROM ({{}}) TO ({{}})"
    move = f"""
        WITH others AS (DELETE FROM {SO_FAR} WHERE id >= {before(NEXT)} RETURNING *)
        INSERT INTO {TABLE} SELECT * FROM others
    """
    to = f"FOR VALUES FROM (MINVALUE) TO ({before(NEXT)})"
    return ";".join(
        [
            add.format(NEXT, before(NEXT), before(LAST)),
            add.format(LAST, before(LAST), "MAXVALUE"),
            move,
            f"ALTER TABLE {TABLE} ATTACH PARTITION {SO_FAR} {to}",
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("dailycare", "0001_initial")]

    operations = [migrations.RunSQL([SET_ASIDE, WHOLE, parts()])]
