"""Bring in what an old system held, without a browser: check it, and if asked write it."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from imports import presentation, queries, services
from imports.errors import ImportProblem
from imports.models import ImportRun


class Command(BaseCommand):
    """`manage.py import_legacy PATH [--commit] [--report FILE] [--location NAME] [--as-of DATE]`"""

    help = "Check a workbook of an old system; with --commit, bring it in"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("path", type=Path, help="the workbook")
        parser.add_argument("--commit", action="store_true", help="write it to the record")
        parser.add_argument("--report", type=Path, help="write the reconciliation here, as JSON")
        parser.add_argument("--location", default="", help="the place where these people live")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, default=None,
            help="the day of the export, as 2026-10-31 (default: today)",
        )  # fmt: skip

    def handle(self, **options: Any) -> None:
        """Check, perhaps commit, say what came of it; a problem is one sentence."""
        try:
            data = options["path"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['path']} cannot be read: {error.strerror}") from error
        try:
            report = self._report(data, **options)
        except ImportProblem as problem:
            raise CommandError(str(problem)) from problem
        if options["report"]:
            words = json.dumps(report, indent=1, ensure_ascii=False)
            options["report"].write_text(words, encoding="utf-8")
        self.stdout.write(_in_a_sentence(report))

    def _report(self, data: bytes, *, path: Path, **options: Any) -> dict[str, Any]:
        as_of = options["as_of"] or timezone.localdate()
        if not options["commit"]:
            return services.dry_run(data, file_name=path.name, as_of=as_of)
        location, by = services.place_named(options["location"])
        run = services.start_check(data, file_name=path.name, location=location, as_of=as_of, by=by)
        services.check_run(run.pk, by=by)
        run = queries.run_of(run.pk, by=by)
        if run.state == ImportRun.State.CHECKED:
            services.start_commit(run.pk, by=by)
            services.commit_run(run.pk, by=by)
            run = queries.run_of(run.pk, by=by)
        if run.error:
            raise ImportProblem(run.error)
        return presentation.reconciliation(run)


def _in_a_sentence(report: dict[str, Any]) -> str:
    people, notes = report["people"], report["notes"]
    left_out = sum(
        number
        for sheet in report["rows"].values()
        for end, number in sheet["outcome"].items()
        if end.startswith("rejected")
    )
    verb = "brought in" if "run" in report else "could be brought in; nothing was written"
    return (
        f"{people['imported_unmerged']} people and {notes['outcome'].get('imported', 0)} notes "
        f"{verb}; {left_out} rows left out, each with its reason"
    )
