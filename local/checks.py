"""`make test` and `make check`: every check in order, stopping at the first that fails."""

import os
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from local.chromium import chromium
from local.product import collect_static
from local.progress import aloud, timed
from local.services import ROOT, Services, state_folder, with_programs
from local.troubles import Trouble


@dataclass(frozen=True)
class Check:
    """One stage: its command, and the file where a test run leaves its counts."""

    label: str
    command: str
    report: str = ""
    needs_browser: bool = False


STATIC = (
    Check("Format", "ruff format --check ."),
    Check("Lint", "ruff check ."),
    Check("Types", "mypy"),
    Check("Import contracts", "lint-imports"),
    Check("Django's own checks", "python manage.py check --fail-level WARNING"),
    Check("Migrations are complete", "python manage.py makemigrations --check --dry-run"),
)
WITHOUT_BROWSER = "pytest --quiet -n 2 --dist loadfile -m 'not journey' --junitxml=build/tests.xml"
IN_BROWSER = "pytest --quiet -n 2 --dist loadfile -m journey --junitxml=build/journeys.xml"
COVERED = "--cov --cov-append --cov-report="
FAST = (*STATIC, Check("Tests", WITHOUT_BROWSER, report="tests.xml"))
ALL = (
    *STATIC,
    Check("Forget earlier coverage", "coverage erase"),
    Check("Tests", f"{WITHOUT_BROWSER} {COVERED}", report="tests.xml"),
    Check("Journeys", f"{IN_BROWSER} {COVERED}", report="journeys.xml", needs_browser=True),
    Check("Coverage", "coverage report --skip-covered --skip-empty"),
)


def run(checks: Sequence[Check]) -> None:
    """Run the checks against services of their own, and end with one line of counts."""
    reports = [ROOT / "build" / check.report for check in checks if check.report]
    for earlier in reports:
        earlier.unlink(missing_ok=True)
    try:
        run_in_order(checks)
    except Trouble as failed:
        raise Trouble(f"{failed}\n{counts(reports)}") from failed
    aloud(f"{counts(reports)}\n")


def run_in_order(checks: Sequence[Check]) -> None:
    """Run each check in an environment of its own services, until one fails."""
    os.environ["DSCR_STATE"] = str(state_folder() / "test")
    services = Services(durable=False)
    idle = services.idle()
    try:
        services.start()
        env = with_programs({**os.environ, **services.environment()})
        collect_static({**env, "DEBUG": "0"}, aloud)
        if any(check.needs_browser for check in checks):
            env["CHROMIUM"] = chromium()
        for check in checks:
            carry_out(check, env)
    finally:
        services.stop(idle)


def carry_out(check: Check, env: Mapping[str, str]) -> None:
    """Run one check; a test run is shown as it goes, the others only when they fail."""
    watched = bool(check.report)
    with timed(aloud, check.label + ("\n" if watched else "")):
        done = subprocess.run(
            shlex.split(check.command),
            cwd=ROOT, env=env, text=True, check=False, stdin=subprocess.DEVNULL,
            stdout=None if watched else subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if done.returncode:
            raise Trouble(f"{done.stdout or ''}{check.label} failed: {check.command}")


def counts(reports: Sequence[Path]) -> str:
    """The closing line, from the reports pytest wrote; a stage that was not reached left none."""
    written = [ElementTree.parse(path) for path in reports if path.exists()]
    suites = [suite for report in written for suite in report.iter("testsuite")]
    every, failures, errors, skipped = (
        sum(int(suite.get(kind, "0")) for suite in suites)
        for kind in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors
    return f"{every - failed - skipped} passed, {failed} failed, {skipped} skipped"
