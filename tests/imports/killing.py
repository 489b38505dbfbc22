"""An import of 45 thousand rows while its worker, web, Postgres, Valkey are killed; and a calm one.

Both must end alike, row for row: what is in the record, its versions, and how every row ended.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.imports import multiply
from local.services import ROOT, Services, state_folder
from local.stack import Stack, running_stack

DATABASE = "dscr_killed"
PLACE = "Rosewood"
NOTES = 2_000  # beside the 43 thousand visits and other rows of the sample
AS_OF = "2026-10-31"
PATIENCE = 240
AT_WORK = {"importer", "postgres"}  # without either an import stands still
VICTIMS = ("importer", "postgres", "valkey", "web")
# As the pages do it, from a process that is not killed.
START = """
from pathlib import Path
from datetime import date
from imports import services, tasks
from imports.files import on_disk
path, place, as_of = WORDS
place, by = services.place_named(place)
run = services.start_check(
    on_disk(Path(path)), file_name=Path(path).name, location=place,
    as_of=date.fromisoformat(as_of), by=by,
)
tasks.check_run.delay(str(run.pk), str(by.pk))
print(run.pk)  # for `asked`
"""
# What the button "Start it again" does, and once it is checked, "Bring it in".
GO_ON = """
from uuid import UUID
from governance.services import acting_for
from imports import services, tasks
run, by = services.run_named(UUID(WORDS[0]))
if run.state == "checked":
    with acting_for(by.provider_id):
        run = services.start_commit(run.pk, by=by)
if run.state in tasks.OF_STATE:
    tasks.OF_STATE[run.state].delay(str(run.pk), str(by.pk))
"""
TAKE_BACK = """
from uuid import UUID
from governance.services import acting_for
from imports import services
run, by = services.run_named(UUID(WORDS[0]))
with acting_for(by.provider_id):
    services.start_undo(run.pk, reason="It is brought in once more", by=by)
services.undo_run(run.pk, by=by)
"""
SAID = """
    SELECT '{table}', count(*), md5(string_agg(said, '' ORDER BY said)) FROM (
        SELECT concat(whose.source, (
            SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(record))
            WHERE key NOT IN ('id', 'recorded_at', 'pgh_created_at') AND key NOT LIKE '%\\_id'
        )) AS said
        FROM {table} record LEFT JOIN records_person whose ON whose.id = record.{person}
        WHERE record.{run} = '{id}') every_row
"""
# Tables whose rows are of a person and say from which import they are; parts of a table are in it.
TABLES = """
    SELECT table_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name NOT SIMILAR TO '%_(to|from)_[0-9]+'
    GROUP BY 1 HAVING 'import_run_id' = ANY(array_agg(column_name::text))
      AND ('person_id' = ANY(array_agg(column_name::text))
           OR table_name IN ('records_person', 'records_personversion'))
    ORDER BY 1
"""


@dataclass
class Killing:
    """A product in which things are killed while it imports."""

    stack: Stack
    services: Services
    chance: random.Random
    run: str = ""
    is_at_work: bool = False  # whether nobody of those was killed since it was begun
    done: Counter[str] = field(default_factory=Counter)

    def begins(self, export: Path) -> None:
        """Hand an export over."""
        self.run = asked(self.stack.env, START, str(export), PLACE, AS_OF).strip()
        self.is_at_work = True

    def is_killed(self, times: int, export: Path) -> None:
        """Kill something while it is checked, and while it is brought in, so often in all.

        It is begun, or gone on with, a moment before each; what is brought in too soon is taken
        back, and handed over once more.
        """
        for number, victim in enumerate(self._victims(times)):
            if self.state == "committed":
                self.is_taken_back()
                self.begins(export)
            self.gets_to("waiting" if number % 3 == 0 else "checked")
            if not self.is_at_work or self.state == "checked":
                asked(self.stack.env, GO_ON, self.run)
            time.sleep(self.chance.uniform(0, 0.8))
            self.done[f"{victim} while {self.state}"] += 1
            self._kill(victim)

    def _victims(self, times: int) -> list[str]:
        """What is killed: in no order, and each as often as the others."""
        rounds = range(-(-times // len(VICTIMS)))
        return [one for _ in rounds for one in self.chance.sample(VICTIMS, len(VICTIMS))][:times]

    def is_taken_back(self) -> None:
        """Take all of it back, so that it can be brought in once more."""
        asked(self.stack.env, TAKE_BACK, self.run)

    def gets_to(self, state: str) -> None:
        """Have it go on until it is in a state, or beyond it."""
        order = ["waiting", "checked", "committing", "committed"]
        deadline, asked_at = time.monotonic() + PATIENCE, 0.0
        while order.index(self.state) < order.index(state):
            if time.monotonic() - asked_at > 5:
                asked(self.stack.env, GO_ON, self.run)
                asked_at = time.monotonic()
            assert time.monotonic() < deadline, f"it stays {self.state}"
            time.sleep(0.05)

    @property
    def state(self) -> str:
        return self.services.sql(
            f"SELECT state FROM imports_importrun WHERE id = '{self.run}'", DATABASE
        ).strip()

    def _kill(self, victim: str) -> None:
        """Kill it at once, and have it started again as whoever watches over it would."""
        if victim in AT_WORK:
            self.is_at_work = False
        if victim in self.stack.processes:
            self.stack.kill(victim)
        else:
            self.services.kill(victim)
        self.services.start()
        if victim in self.stack.processes:
            self.stack.start(victim)


def asked(env: Mapping[str, str], script: str, *words: str) -> str:
    """Run some Python in the product's environment, and give what it printed."""
    script = f"import django; django.setup(); WORDS = {list(words)!r}\n{script}"
    env = {**env, "DJANGO_SETTINGS_MODULE": "dscr.settings"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def said_by(services: Services, run_id: str) -> dict[str, list[str]]:
    """A number and a digest of each table's rows that an import made, but for ids and moments."""
    tables = services.sql(TABLES, DATABASE)
    found = {}
    for table in [*tables.split(), "imports_importrow"]:
        run = "run_id" if table == "imports_importrow" else "import_run_id"
        person = "id" if table in ("records_person", "records_personversion") else "person_id"
        statement = SAID.format(table=table, id=run_id, run=run, person=person)
        _, *said = services.sql(statement, DATABASE).strip().split("|")
        found[table] = said
    return found


@contextmanager
def a_product(state: Path, chance: random.Random) -> Iterator[Killing]:
    """The product on services of its own, in a database made anew."""
    services = Services(state)
    services.start()
    try:
        with running_stack(
            database=DATABASE, services=services, names=("web", "importer")
        ) as stack:
            yield Killing(stack, services, chance)
    finally:
        services.stop()


def compared(state: Path, seed: int, kills: int) -> dict[str, object]:
    """Import while things are killed, take it back, import again undisturbed; say what differs."""
    export = state / "export.zip"
    state.mkdir(parents=True, exist_ok=True)
    multiply(export, NOTES)
    with a_product(state, random.Random(seed)) as product:
        product.begins(export)
        product.is_killed(kills, export)
        product.gets_to("committed")
        disturbed = said_by(product.services, product.run)
        product.is_taken_back()
        product.begins(export)
        product.gets_to("committed")
        calm = said_by(product.services, product.run)
    rows = int(calm["imports_importrow"][0])
    differ = sorted(table for table in calm if calm[table] != disturbed[table])
    return {"seed": seed, "rows": rows, "killed": dict(product.done), "differ": differ}


def main() -> None:
    """`make faults`, of an import: kill twenty times, and fail when anything is another."""
    parser = argparse.ArgumentParser(prog="python -m tests.imports.killing", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--kills", type=int, default=20)
    options, _ = parser.parse_known_args()
    figure = compared(state_folder() / "killing", options.seed, options.kills)
    sys.stdout.write(json.dumps({"figure": "import while killed"} | figure) + "\n")
    sys.exit(bool(figure["differ"]))


if __name__ == "__main__":
    main()
