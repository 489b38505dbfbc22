"""The files of the project, as the rules about them read them."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked(*patterns: str) -> list[Path]:
    """The files that the project keeps, by git's patterns; what is being made is not yet one."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def packages() -> list[str]:
    """The project's own top-level packages."""
    return sorted(path.parent.name for path in tracked("*/__init__.py") if depth(path) == 2)


def depth(path: Path) -> int:
    """How many names lead to a file."""
    return len(path.relative_to(ROOT).parts)


def python_files() -> list[Path]:
    """Every Python file that somebody wrote: migrations are made by a command."""
    return [path for path in tracked("*.py") if "migrations" not in path.parts]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function, its docstring left out: explaining costs nothing."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines


def short(path: Path) -> str:
    """A path as people name it."""
    return str(path.relative_to(ROOT))
