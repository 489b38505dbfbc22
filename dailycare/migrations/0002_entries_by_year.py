"""The table of care becomes one of parts by time; what was recorded so far is its first part.

An id (UUIDv7) begins with the moment it was made, so the table is parted by id: one id stays one
row whatever its time is corrected to, and each part is of a year (decision 0014).
"""

from datetime import UTC, datetime
from uuid import UUID

from django.db import migrations

TABLE = "dailycare_careentry"
SO_FAR = f"{TABLE}_to_2026"
# A later migration splits more years off the last part, which takes whatever comes after them.
YEARS = range(2027, 2031)

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
    """Return the SQL that adds each year and what comes after, and attaches what was recorded so far.

    An id of another kind begins with no moment: its row goes to the part in which it then falls.
    """
    first, last = before(YEARS.start), before(YEARS.stop)
    add = f"CREATE TABLE {TABLE}_{{}} PARTITION OF {TABLE} FOR VALUES FROM ({{}}) TO ({{}})"
    years = [add.format(year, before(year), before(year + 1)) for year in YEARS]
    move = f"""
        WITH others AS (DELETE FROM {SO_FAR} WHERE id >= {first} RETURNING *)
        INSERT INTO {TABLE} SELECT * FROM others
    """
    attach = (
        f"ALTER TABLE {TABLE} ATTACH PARTITION {SO_FAR} FOR VALUES FROM (MINVALUE) TO ({first})"
    )
    return ";".join([*years, add.format("later", last, "MAXVALUE"), move, attach])


class Migration(migrations.Migration):
    dependencies = [("dailycare", "0001_initial")]

    operations = [migrations.RunSQL([SET_ASIDE, WHOLE, parts()])]
