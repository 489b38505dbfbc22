"""Small enough to read at once (conventions, sections 3 and 6)."""

import ast

from tests.architecture.tree import functions, lines_of, python_files, short, tracked

FILE, FUNCTION, TEMPLATE, VIEW, TASK = 400, 40, 110, 25, 5


def too_long(paths, limit: int) -> dict[str, int]:
    lines = {short(path): len(path.read_text().splitlines()) for path in paths}
    return {path: count for path, count in lines.items() if count > limit}


def functions_over(limit: int, *, within: str) -> dict[str, int]:
    return {
        f"{short(path)}:{function.name}": lines_of(function)
        for path in python_files()
        if within in (path.stem, path.parent.name, "") and "tests" not in path.parts[:-1]
        for function in functions(path)
        if lines_of(function) > limit
    }


def test_files_are_short():
    assert too_long(python_files(), FILE) == {}


def test_templates_are_short():
    assert too_long(tracked("templates/*.html"), TEMPLATE) == {}


def test_functions_are_short():
    assert functions_over(FUNCTION, within="") == {}


def test_views_ask_act_and_answer_in_few_lines():
    assert functions_over(VIEW, within="views") == {}


def test_tasks_hand_over_to_a_service():
    assert functions_over(TASK, within="tasks") == {}


def test_lines_are_counted_without_the_docstring():
    function = ast.parse('def f():\n    """One.\n\n    Two."""\n    return 1\n').body[0]

    assert lines_of(function) == 2
