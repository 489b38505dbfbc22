"""Bring in what an old system held, without a browser: check it, write it, or take it back."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from governance.services import acting_for
from imports import comparison, presentation, queries, services
from imports.errors import ImportProblem
from imports.files import on_disk
from imports.models import ImportRun

TAKEN_BACK_WHY = "Taken back with import_legacy --undo"


class Command(BaseCommand):
    """`manage.py import_legacy PATH [--mapping NAME] [--commit] [--report FILE] [--location NAME]
    [--as-of DATE]`

    `manage.py import_legacy --resume RUN [--report FILE]` goes on with one that was broken off.
    `manage.py import_legacy --undo RUN [--reason WORDS] [--report FILE]` takes a run back.
    """

    help = "Check what an old system gave; with --commit, bring it in; with --undo, take it back"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("path", type=Path, nargs="?", help="a file, a zip or a folder")
        what.add_argument("--undo", type=UUID, metavar="RUN", help="take this import back")
        what.add_argument("--resume", type=UUID, metavar="RUN", help="go on with this import")
        parser.add_argument(
            "--mapping",
            default="",
            help="what kind of export it is: one we know, a saved mapping, or a .yaml file",
        )
        parser.add_argument("--commit", action="store_true", help="write it to the record")
        parser.add_argument("--reason", default=TAKEN_BACK_WHY, help="why it is taken back")
        parser.add_argument("--report", type=Path, help="write the reconciliation here, as JSON")
        parser.add_argument("--location", default="", help="the place where these people live")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, default=None,
            help="the day of the export, as 2026-10-31 (default: today)",
        )  # fmt: skip

    def handle(self, **options: Any) -> None:
        """Check, perhaps commit or take back, say what came of it; a problem is one sentence."""
        try:
            report = _done(**options)
        except OSError as error:
            raise CommandError(f"{options['path']} cannot be read: {error.strerror}") from error
        except ImportProblem as problem:
            raise CommandError(str(problem)) from problem
        if options["report"]:
            words = json.dumps(report, indent=1, ensure_ascii=False)
            options["report"].write_text(words, encoding="utf-8")
        self.stdout.write(_undone(report) if options["undo"] else _in_a_sentence(report))


def _done(**options: Any) -> dict[str, Any]:
    if options["undo"]:
        return _taken_back(**options)
    return _gone_on_with(options["resume"]) if options["resume"] else _read(**options)


def _gone_on_with(run_id: UUID) -> dict[str, Any]:
    """Check, and bring in, what is still to be done of a run. Raises NotNow where nothing is."""
    run, by = services.run_named(run_id)
    if run.state == ImportRun.State.WAITING:
        services.check_run(run.pk, by=by)
    elif run.state == ImportRun.State.CHECKED:
        services.start_commit(run.pk, by=by)
    elif run.state != ImportRun.State.COMMITTING:
        services.resume(run.pk, by=by)
    services.commit_run(run.pk, by=by)
    return _without_error(queries.run_of(run.pk, by=by))


def _read(*, path: Path, **options: Any) -> dict[str, Any]:
    files = on_disk(path)
    as_of, name = options["as_of"] or timezone.localdate(), options["mapping"]
    if not options["commit"]:
        reader = services.reader_named(name) if name else None
        return services.dry_run(files, as_of=as_of, reader=reader)
    location, by = services.place_named(options["location"])
    with acting_for(by.provider_id):
        run = services.start_check(
            files, file_name=path.name, location=location, as_of=as_of, by=by,
            reader=services.reader_for(name, by=by) if name else None,
        )  # fmt: skip
    services.check_run(run.pk, by=by)
    run = queries.run_of(run.pk, by=by)
    if run.state == ImportRun.State.CHECKED:
        services.start_commit(run.pk, by=by)
        services.commit_run(run.pk, by=by)
        run = queries.run_of(run.pk, by=by)
    return _without_error(run)


def _without_error(run: ImportRun) -> dict[str, Any]:
    if run.error:
        raise ImportProblem(run.error)
    return _reconciled(run)


def _taken_back(*, undo: UUID, reason: str, **options: Any) -> dict[str, Any]:
    run, by = services.run_named(undo)
    services.start_undo(run.pk, reason=reason, by=by)
    services.undo_run(run.pk, by=by)
    return _reconciled(queries.run_of(run.pk, by=by))


def _reconciled(run: ImportRun) -> dict[str, Any]:
    with acting_for(run.provider_id):
        return presentation.reconciliation(run) | comparison.as_report(run)


def _in_a_sentence(report: dict[str, Any]) -> str:
    people, notes = report["people"], report["notes"]
    verb = "could be brought in; nothing was written"
    take_back = ""
    if "run" in report:
        verb, take_back = "brought in", f". To take it back: import_legacy --undo {report['run']}"
    return (
        f"{people['imported_unmerged']} people and {notes['outcome'].get('imported', 0)} notes "
        f"{verb}; {len(report['rejected_rows'])} rows left out, each with its reason{take_back}"
    )


def _undone(report: dict[str, Any]) -> str:
    taken, stays = report["undone"]["taken_back"], report["undone"]["stays"]
    counts = ", ".join(f"{number} {name}" for name, number in taken.items() if number)
    return f"Taken back: {counts or 'nothing'}. What stays, with why: {len(stays)}"
