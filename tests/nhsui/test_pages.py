"""The frame round every page, the gallery, and the pages for when something is wrong."""

from types import SimpleNamespace

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from nhsui import views
from tests.nhsui.published import shape

ERRORS = ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"]


@pytest.fixture
def request_of_ada(rf: RequestFactory, settings: Settings) -> HttpRequest:
    """A request as a signed-in care worker, without a database."""
    request = rf.get("/gallery/")
    request.user = SimpleNamespace(
        is_authenticated=True, role_in_words="Care worker", locations=[], may=lambda _: True
    )
    request.resolver_match = None
    settings.DEBUG = True
    return request


def frame(**context: object) -> str:
    return render_to_string("base.html", context)


def signed_in(**context: object) -> str:
    user = SimpleNamespace(is_authenticated=True, role_in_words="Care worker")
    return frame(request=SimpleNamespace(user=user), csrf_token="token", **context)


def test_the_page_of_a_stranger_has_no_ways_into_the_product() -> None:
    html = frame()

    assert "frame--outside" in html
    assert "Sign out" not in html
    assert "<nav" not in html
    assert "hx-headers" not in html


def test_the_frame_says_where_we_are_who_we_are_and_what_is_saved() -> None:
    nav = [{"url": "/people/", "label": "My people", "current": True},
           {"url": "/more/", "label": "More", "current": False}]  # fmt: skip

    html = signed_in(place="Rosewood · Garden", nav=nav)

    assert '<p class="top__place">Rosewood · Garden</p>' in html
    assert "Care worker" in html
    assert "All saved" in html
    assert '<form method="post" action="/sign-out/">' in html
    assert '<a href="/people/" aria-current="page">My people</a>' in html
    assert '<a href="/more/">More</a>' in html


def test_htmx_sends_the_token_and_keeps_no_page_on_the_device() -> None:
    html = signed_in()

    assert """hx-headers='{"x-csrftoken": "token"}'""" in html
    assert '"historyCacheSize":0' in html
    assert '"includeIndicatorStyles":false' in html


def test_demonstration_is_said_on_every_page() -> None:
    said = "Demonstration: every person here is invented"

    assert said in frame(demonstration=True)
    assert said not in frame(demonstration=False)


@pytest.mark.parametrize(
    ("theme", "attribute"),
    [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"'), ("", "")],
)
def test_the_theme_is_the_readers_or_the_devices(theme: str, attribute: str) -> None:
    assert f'<html lang="en-GB"{attribute}>' in frame(theme=theme)


def test_a_title_says_that_there_is_an_error() -> None:
    form = SimpleNamespace(errors={"name": ["Enter name"]})

    assert "<title>Error: " in frame(form=form)
    assert "<title>Error: " not in frame()


def test_messages_are_shown_by_their_level() -> None:
    html = signed_in(messages=[Message(constants.SUCCESS, "Drink saved at <14:06>")])

    assert '<div class="message message--good" role="status">' in html
    assert "Drink saved at &lt;14:06&gt;" in html


def test_nothing_in_the_frame_is_inline_or_from_elsewhere() -> None:
    html = signed_in(demonstration=True, place="Rosewood")

    for tag, attributes in [part for part in shape(html) if isinstance(part, tuple)]:
        names = dict(attributes)
        assert "style" not in names
        assert not any(name.startswith("on") for name in names)
        assert tag not in {"style"}
        assert tag != "script" or names["src"].startswith("/static/")
        assert not names.get("href", "").startswith(("http:", "https:", "//"))


@pytest.mark.parametrize("template", ERRORS)
def test_a_page_of_trouble_needs_nothing_to_be_drawn(template: str) -> None:
    html = render_to_string(template, {})

    assert html.count("<h1>") == 1
    assert "<main" in html


def test_a_refusal_says_why_when_there_is_a_reason() -> None:
    html = render_to_string("403.html", {"exception": "The plan is signed off"})

    assert "<p>The plan is signed off</p>" in html


def test_the_gallery_shows_every_component(request_of_ada: HttpRequest) -> None:
    html = views.gallery(request_of_ada).content.decode()

    assert html.count("<h1") == 1
    assert "Allergies not asked yet" in html
    assert html.count('class="note') > 6


def test_the_gallery_shows_what_errors_look_like(
    rf: RequestFactory, request_of_ada: HttpRequest
) -> None:
    request_of_ada.GET = rf.get("/", {"wrong": "1"}).GET

    html = views.gallery(request_of_ada).content.decode()

    assert "<title>Error: " in html
    assert '<a href="#id_born_on-day">' in html


def test_the_gallery_is_closed_where_people_are_real(
    request_of_ada: HttpRequest, settings: Settings
) -> None:
    settings.DEBUG = False

    with pytest.raises(Http404):
        views.gallery(request_of_ada)
