"""The table of what is shown to hold is the one that the tests make, and leaves no rule out."""

from tests.gpconnect.conformance import (
    CATALOGUE,
    DOCUMENT,
    ERRORS,
    FAULTS,
    GOVERNANCE,
    HAZARDS,
    RULES,
    shown_by,
    table,
)


def test_the_table_is_the_one_that_the_tests_make():
    assert DOCUMENT.read_text() == table(), "run python -m tests.gpconnect.conformance"


def test_every_rule_of_the_catalogue_has_a_test_that_is_run():
    tests = [test for path in (RULES, GOVERNANCE) for test in shown_by(path)]
    shown = {one for test in tests if test.result != "not run" for one in test.ids}

    assert set(CATALOGUE) <= shown


def test_every_test_says_what_it_shows():
    tests = [
        test for path in (RULES, GOVERNANCE, ERRORS, FAULTS, HAZARDS) for test in shown_by(path)
    ]

    assert [test.name for test in tests if not (test.words and test.ids)] == []
    assert [test.name for test in tests if "|" in test.words or "\n" in test.words] == []
