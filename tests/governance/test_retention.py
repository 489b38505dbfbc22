"""Everything that is stored is classified, and nothing else is (PRV-02, PRV-04)."""

from copy import deepcopy

import pytest
import yaml
from django.core.checks import run_checks
from django.core.management import call_command

from governance.management.commands.write_retention import PAGE
from governance.protection import every_model
from governance.retention import FILE, Held, Policy, as_markdown, label, names
from governance.versions import Version
from records.models import Need, Person


@pytest.fixture
def written() -> dict:
    return deepcopy(yaml.safe_load(FILE.read_text()))


def problems(written: dict) -> list[tuple[str, str]]:
    return [(problem.what, problem.remedy) for problem in Policy(written).problems()]


def test_every_field_of_every_model_is_classified():
    policy = Policy.read()

    for model in every_model():
        for name in names(model):
            held = policy.held(model, name)
            assert held.why
            assert policy.rules[held.keep].period
            assert policy.sensitivities[held.sensitivity]
    assert run_checks() == []


def test_what_is_most_sensitive_is_known_as_such():
    policy = Policy.read()
    nhs_number = policy.held(Person, "nhs_number")

    assert nhs_number == Held(
        "Who the person is, so that care reaches the right one", "care", "personal"
    )
    assert policy.held(Person, "ethnicity").sensitivity == "special"
    assert policy.held(Need, "text").sensitivity == "special"
    assert policy.rules["care"].period == "8 years"


def test_a_history_is_held_as_its_record_is():
    history = Need.versions.rel.related_model

    assert issubclass(history, Version)
    assert label(history) == "records.Need"
    assert Policy.read().held(history, "text") == Policy.read().held(Need, "text")


def test_a_model_without_a_line_is_refused_with_what_to_write(written):
    del written["models"]["records.Need"]

    found = dict(problems(written))

    remedy = found["records.Need is not in the retention policy"]
    added = yaml.safe_load(remedy.split("\n", 1)[1])
    assert written["models"] | added
    written["models"] |= added
    assert problems(written) == []


def test_a_field_without_a_line_is_refused_with_what_to_write(written):
    need = written["models"]["records.Need"]
    need["special"] = need["special"].replace("what_matters", "")

    what, remedy = problems(written)[0]

    assert what == "records.Need.what_matters is not in the retention policy"
    assert remedy.startswith(
        "Add what_matters to one of plain, personal, special, secret of records.Need"
    )


@pytest.mark.parametrize(
    ("where", "name", "value", "what"),
    [
        (
            "records.Need",
            "special",
            "text invented",
            "The retention policy has records.Need.invented, which is no field",
        ),
        ("records.Need", "secret", "text", "records.Need.text is listed twice"),
        (
            "records.Need",
            "keep",
            "for ever",
            "records.Need does not say why it is held and how long",
        ),
        ("records.Need", "why", "", "records.Need does not say why it is held and how long"),
        ("records.Need", "sensitive", "text", "records.Need says sensitive"),
        ("records.Wish", "why", "x", "The retention policy has records.Wish, which is no model"),
    ],
)
def test_a_line_that_is_not_so_is_refused(written, where, name, value, what):
    written["models"].setdefault(where, {})[name] = value

    assert what in [found for found, _ in problems(written)]


def test_a_field_everywhere_that_is_nowhere_is_refused(written):
    written["everywhere"]["plain"] += " invented"

    assert [what for what, _ in problems(written)] == [
        "The retention policy has invented, which no model has"
    ]


def test_the_check_fails_and_says_what_to_do(monkeypatch, written):
    del written["models"]["records.Need"]
    monkeypatch.setattr(Policy, "read", lambda: Policy(written))

    [error] = run_checks(tags=["models"])

    assert error.id == "governance.E001"
    assert "records.Need:" in error.hint


def test_the_page_is_what_the_policy_says(tmp_path, settings):
    page = settings.BASE_DIR / PAGE
    assert page.read_text() == as_markdown(Policy.read()), "run manage.py write_retention"

    (tmp_path / "docs").mkdir()
    settings.BASE_DIR = tmp_path
    call_command("write_retention")

    assert (tmp_path / PAGE).read_text() == page.read_text()
