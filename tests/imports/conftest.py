"""Whom the tests of imports share, and what they look at."""

import pytest
from django.urls import reverse

from governance.services import acting_for
from imports import tasks
from imports.models import ImportRun
from tests.imports.mapper import NOTES, PEOPLE, STREETS, UPLOAD, Mapper, lists
from tests.people import signed_in


@pytest.fixture
def adele(rosewood):
    """The administrator of Rosewood."""
    return rosewood.adele


@pytest.fixture
def browser(cast, client):
    """The browser of Rosewood's administrator, signed in."""
    return signed_in(client, cast.adele)


@pytest.fixture
def at_once(monkeypatch, django_capture_on_commit_callbacks):
    """Do at once, in this process, what a page leaves to a worker."""
    for task in (tasks.check_run, tasks.look_at_run):
        monkeypatch.setattr(task, "delay", task.run)
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def mapper(cast, browser, at_once):
    """A run of lists that nobody knows, uploaded and looked at."""
    files = lists(persons=PEOPLE, journal=NOTES, streets=STREETS)
    with at_once():
        browser.post(
            reverse("imports:upload"), UPLOAD | {"export": files, "location": str(cast.home.pk)}
        )
    with acting_for(cast.provider.pk):
        return Mapper(browser, cast, ImportRun.objects.get())
