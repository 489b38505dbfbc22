"""Templates: they compile, run nothing inline, escape everything, and use our words."""

import re

import pytest
from django.template import Template
from django.template.loader import get_template

from tests.architecture.tree import ROOT, python_files, short, tracked

FOLDER = ROOT / "templates"
HTML = tracked("templates/*.html")

# The content security policy forbids these, so a page that has one is broken.
INLINE = {
    "a script": r"<script(?![^>]*\ssrc=)",
    "a style element": r"<style",
    "a style attribute": r"\sstyle\s*=",
    "a handler": r"\s(?:on[a-z]+|hx-on[\w:-]*)\s*=",
    "a script in a link": r"javascript:",
    "a script of htmx": r"hx-vals\s*=\s*['\"]?js:|hx-vars",
}
UNESCAPED = r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off|{%\s*debug"
# The one place where markup of others is let through, by a list (decision 0043).
SANITISER = ROOT / "gpconnect" / "sections" / "sanitising.py"
# A person is a person; the GP's own words stay as the GP wrote them (conventions, section 6).
NOT_OUR_WORDS = r"\b(patients?|clients?|service users?|sufferers?|the elderly)\b"


def found(pattern: str, paths: list) -> list[str]:
    return [
        f"{short(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line, re.IGNORECASE)
    ]


@pytest.mark.parametrize("path", HTML, ids=short)
def test_every_template_compiles(path):
    template = get_template(str(path.relative_to(FOLDER))).template

    assert isinstance(template, Template)


@pytest.mark.parametrize("what", INLINE)
def test_nothing_runs_inline(what):
    assert found(INLINE[what], HTML) == []


def test_everything_is_escaped():
    """Names, notes and old records hold what anybody typed."""
    ours = [path for path in python_files() if "tests" not in path.parts]
    ours.remove(SANITISER)

    assert found(UNESCAPED, HTML) == []
    assert found(r"\bmark_safe\b|\bSafeString\b|autoescape=False", ours) == []


def test_pages_use_our_words():
    pages = [path for path in HTML if "gpconnect" not in path.parts]

    assert found(NOT_OUR_WORDS, pages) == []


def test_every_form_that_writes_carries_its_token():
    """Without it the page would refuse what somebody typed."""
    without = [
        short(path)
        for path in HTML
        for form in re.findall(r"<form[^>]*>.*?</form>", path.read_text(), re.DOTALL)
        if re.search(r"method=.post", form) and "{% csrf_token %}" not in form
    ]

    assert [path for path in without if "nhsui" not in path] == []


def test_every_form_about_a_person_keeps_what_is_typed():
    """A session may end while somebody writes (decision 0031)."""
    pages = [path for path in HTML if path.parent.name in {"dailycare", "records"}]
    writing = {
        short(path): form
        for path in pages
        for form in re.findall(r"<form[^>]*method=.post.*?</form>", path.read_text(), re.DOTALL)
        if re.search(r"{{ form|as_field_group|c-care.writing", form)
    }

    assert len(writing) >= 10
    assert [path for path, form in writing.items() if "<c-care.slip />" not in form] == []


def test_every_link_to_elsewhere_is_none():
    """Nothing is loaded from, or leads to, another host: no reader is told to anybody."""
    assert found(r"""(?:href|src|action|hx-\w+)\s*=\s*["'](?:https?:)?//""", HTML) == []
