"""The table of `docs/gp-connect-conformance.md`, made from the tests; run, it writes it."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

DOCUMENT = Path("docs/gp-connect-conformance.md")
RULES = Path("tests/gpconnect/test_rules.py")
GOVERNANCE = Path("tests/gpconnect/test_rules_of_governance.py")
ERRORS = Path("tests/gpconnect/test_errors.py")
FAULTS = Path("tests/gpconnect/test_faults.py")
HAZARDS = Path("tests/journeys/test_gp_hazards.py")
# What a consumer must do, by the ids of the catalogue.
CATALOGUE = [
    *(f"CORE0{number}" for number in range(1, 10)),
    *("CORE13", "STR02", "STR03", "STR04", "STR05", "ALL02", "IG1", "IG2", "IG10", "IG11"),
]
_ID = re.compile(r"(?:core\d\d|str\d\d|all\d\d|ig\d+|objection|error|fault|hazard)(?=_)")

HEAD = """# GP Connect: what is shown to hold, and by which test

Made by `python -m tests.gpconnect.conformance` from the tests themselves; a test holds it to them,
and to every rule of the catalogue having one. It is our own evidence, not an assessment by anybody
else: nobody has witnessed or approved it.

Rules are those of the consumer requirements catalogue (v2.4) as far as our reference gives them,
in our words; the numbering of CORE04 to CORE08 follows the order in which it names them. "Passes"
says that the test is part of `make test`, which has to pass before a change is taken. Tests of
rules, errors and faults ask over HTTP: a process of the [simulator](gp-simulator.md), or a server
of the test for answers that no decent system gives. Tests marked ¹ read the published examples and
are skipped, saying so, where these are not beside the project. Tests of hazards look at the page
in Chromium, at 320 and at 1280 pixels.
"""


@dataclass(frozen=True)
class Shown:
    """One test: which rules it shows, what they say, and what comes of it."""

    ids: tuple[str, ...]
    words: str
    name: str
    result: str


def shown_by(path: Path) -> list[Shown]:
    """The tests of a file that are named by what they show."""
    functions = [
        each for each in ast.parse(path.read_text()).body if isinstance(each, ast.FunctionDef)
    ]
    tests = [each for each in functions if each.name.startswith("test_")]
    return [
        Shown(_ids(test.name), ast.get_docstring(test) or "", test.name, _result(test))
        for test in tests
    ]


def _ids(name: str) -> tuple[str, ...]:
    ids, rest = [], name.removeprefix("test_")
    while found := _ID.match(rest):
        ids.append(found.group().upper())
        rest = rest[found.end() + 1 :]
    return tuple(ids)


def _result(test: ast.FunctionDef) -> str:
    marks = " ".join(ast.unparse(mark) for mark in test.decorator_list)
    if "skip(" in marks or "xfail" in marks:
        return "not run"
    return "passes ¹" if "examples(" in marks or "skipif" in marks else "passes"


def _rows(path: Path, *, by_id: bool) -> list[str]:
    lines = []
    for test in shown_by(path):
        name = f"`{test.name}`"
        first = [", ".join(test.ids)] if by_id else []
        lines.append("| " + " | ".join([*first, test.words, name, test.result]) + " |")
    return lines


def table() -> str:
    """The whole document."""
    parts = [HEAD]
    for heading, path, by_id in (
        ("Rules", RULES, True),
        ("Rules of governance, and objections", GOVERNANCE, True),
        ("Published errors", ERRORS, False),
        ("Faults", FAULTS, False),
        ("Hazards, in the browser", HAZARDS, False),
    ):
        head = ["id", "what it says", "test", "result"][0 if by_id else 1 :]
        lines = [
            f"## {heading}\n\nIn `{path}`.\n",
            "| " + " | ".join(head) + " |",
            "| " + " | ".join(["---"] * len(head)) + " |",
            *_rows(path, by_id=by_id),
        ]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    DOCUMENT.write_text(table())
