"""Our NHS.UK components give the HTML that nhsuk-frontend publishes."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.nhsui.published import draw, fixture, shape

SAFETY = (
    "For safety, tell your doctor or pharmacist if you're taking any other medicines, "
    "including herbal medicines, vitamins or supplements."
)
SCHOOL = (
    "Stay away from school, nursery or work until all the spots have crusted over. "
    "This is usually 5 days after the spots first appeared."
)
NUMBER = (
    "You can find your NHS number by logging in to the NHS App or on any document "
    "the NHS has sent you."
)

AS_PUBLISHED = [
    ("button", "default", "<c-nhs.button>Save and continue</c-nhs.button>"),
    (
        "back-link",
        "default",
        '<c-nhs.back_link href="#" />',
    ),
    ("back-link", "as a button", "<c-nhs.back_link />"),
    (
        "breadcrumb",
        "default",
        (
            "<c-nhs.breadcrumb "
            ":items=\"[('Home', '#'), ('NHS services', '#'), ('Hospitals', '#')]\" />"
        ),
    ),
    ("tag", "default", "<c-nhs.tag>Active</c-nhs.tag>"),
    (
        "details",
        "default",
        f'<c-nhs.details summary="How to find your NHS number">{NUMBER}</c-nhs.details>',
    ),
    (
        "details",
        "expander",
        (
            '<c-nhs.details summary="Opening times" class="nhsuk-expander">'
            "We are open 9am to 6pm, Monday to Saturday.</c-nhs.details>"
        ),
    ),
    (
        "inset-text",
        "default",
        (
            "<c-nhs.inset_text><p>You can report any suspected side effect using the Yellow Card "
            "safety scheme</p></c-nhs.inset_text>"
        ),
    ),
    (
        "warning-callout",
        "default",
        (
            f'<c-nhs.warning_callout><p class="nhsuk-card__description">{SAFETY}</p>'
            "</c-nhs.warning_callout>"
        ),
    ),
    (
        "warning-callout",
        "with custom heading",
        (
            '<c-nhs.warning_callout heading="School, nursery or work">'
            f'<p class="nhsuk-card__description">{SCHOOL}</p></c-nhs.warning_callout>'
        ),
    ),
    (
        "card",
        "default",
        (
            '<c-nhs.card heading="If you need help now, but it\'s not an emergency">'
            '<p class="nhsuk-card__description">Go to <a href="#">NHS 111 online</a> or '
            '<a href="#">call 111</a>.</p></c-nhs.card>'
        ),
    ),
    (
        "notification-banner",
        "default",
        (
            '<c-nhs.notification_banner><p class="nhsuk-notification-banner__heading">'
            "The patient record was updated.</p></c-nhs.notification_banner>"
        ),
    ),
    (
        "notification-banner",
        "auto-focus disabled, with success variant",
        (
            '<c-nhs.notification_banner variant="success" data-disable-auto-focus="true">'
            '<p class="nhsuk-notification-banner__heading">Email sent to example@email.com</p>'
            "</c-nhs.notification_banner>"
        ),
    ),
    (
        "summary-list",
        "example person: Karen Francis",
        (
            '<c-nhs.summary_list><c-nhs.summary_row key="Name">Karen Francis</c-nhs.summary_row>'
            '<c-nhs.summary_row key="Date of birth">15 March 1984</c-nhs.summary_row>'
            "</c-nhs.summary_list>"
        ),
    ),
    (
        "pagination",
        "default",
        (
            '<c-nhs.pagination previous="#/section/treatments" previous_label="Treatments" '
            'next="#/section/symptoms" next_label="Symptoms" />'
        ),
    ),
    (
        "pagination",
        "with only next",
        '<c-nhs.pagination next="#/section/symptoms" next_label="Symptoms" />',
    ),
]


@pytest.mark.parametrize(("component", "name", "source"), AS_PUBLISHED)
def test_a_component_is_drawn_as_published(component: str, name: str, source: str) -> None:
    assert shape(draw(source)) == shape(fixture(component, name))


def test_a_table_is_drawn_as_published() -> None:
    rows = "".join(
        '<tr class="nhsuk-table__row">'
        f'<th class="nhsuk-table__header" scope="row">{symptom}</th>'
        f'<td class="nhsuk-table__cell">{cause}</td></tr>'
        for symptom, cause in [
            ("Blisters on lips or around the mouth", "Cold sores"),
            ("Itchy, dry, cracked, sore", "Eczema"),
            ("Itchy blisters", "Shingles, chickenpox"),
        ]
    )
    source = (
        '<c-nhs.table caption="Impetigo can look similar to other skin conditions" '
        ":head=\"['Skin symptoms', 'Possible cause']\">" + rows + "</c-nhs.table>"
    )

    assert shape(draw(source)) == shape(fixture("tables", "default"))


def test_a_clickable_card_has_its_link_in_the_heading() -> None:
    html = draw('<c-nhs.card heading="About Me" href="/about-me/" class="wide">Words</c-nhs.card>')

    assert 'class="nhsuk-card nhsuk-card--clickable wide"' in html
    assert '<a href="/about-me/">About Me</a>' in html


def test_a_card_without_a_heading_has_no_empty_one() -> None:
    assert "<h2" not in draw("<c-nhs.card>Words</c-nhs.card>")


def test_a_link_button_is_a_link_that_looks_like_a_button() -> None:
    html = draw('<c-nhs.link_button href="/a/" variant="secondary">Open</c-nhs.link_button>')

    assert '<a class="nhsuk-button nhsuk-button--secondary"' in html
    assert 'href="/a/" role="button"' in html


def test_a_button_passes_on_what_it_does_not_know() -> None:
    html = draw('<c-nhs.button variant="warning" name="act" value="stop">Stop</c-nhs.button>')

    assert "nhsuk-button--warning" in html
    assert 'name="act" value="stop"' in html


def test_the_change_link_of_a_summary_row_says_what_it_changes() -> None:
    html = draw('<c-nhs.summary_row key="Diet" href="/diet/">Soft</c-nhs.summary_row>')

    assert 'href="/diet/"' in html
    assert '<span class="nhsuk-u-visually-hidden"> Diet</span>' in html


def test_a_table_caption_can_be_kept_for_screen_readers() -> None:
    html = draw('<c-nhs.table caption="Notes" :hides_caption="True" :head="[]"></c-nhs.table>')

    assert "nhsuk-table__caption nhsuk-u-visually-hidden" in html


def test_a_panel_says_what_was_done() -> None:
    html = draw('<c-nhs.panel heading="Signed off">Next review 4 June</c-nhs.panel>')

    assert shape(html)[:3] == [
        ("div", [("class", "nhsuk-panel")]),
        ("h1", [("class", "nhsuk-panel__heading")]),
        "Signed off",
    ]


@pytest.mark.parametrize("hostile", ['"><script>alert(1)</script>', "' onmouseover='x", "a & b"])
def test_what_people_typed_cannot_leave_its_attribute(hostile: str) -> None:
    html = draw(
        '<c-nhs.button value="{{ typed }}">{{ typed }}</c-nhs.button>'
        '<c-nhs.card :heading="typed">{{ typed }}</c-nhs.card>',
        typed=hostile,
    )

    assert "<script>" not in html
    assert [dict(attrs).get("value") for tag, attrs in buttons(html)] == [hostile]


def buttons(html: str) -> list[tuple[str, list[tuple[str, str]]]]:
    return [part for part in shape(html) if isinstance(part, tuple) and part[0] == "button"]


def test_the_readme_names_every_component() -> None:
    readme = Path(settings.BASE_DIR, "nhsui/README.md").read_text()
    drawn = Path(settings.BASE_DIR, "templates/cotton").glob("*/*.html")

    told = set(re.findall(r"`([a-z-]+)`", readme))

    assert {path.stem.replace("_", "-") for path in drawn} - told == set()
