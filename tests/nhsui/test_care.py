"""The components of care: what must never be hidden, and what must stay small."""

from typing import NamedTuple

import pytest

from nhsui import gallery
from tests.nhsui.published import draw, shape


class Kind(NamedTuple):
    """A kind of care, as the page of a person gives it."""

    slug: str
    label: str


def banner(**differences: object) -> str:
    return draw('<c-care.person_banner :person="p" />', p=gallery.person(**differences))


def test_the_banner_says_allergies_alerts_and_cpr_in_words() -> None:
    html = banner()

    assert "<b>Allergies:</b> Penicillin (rash, severe), Kiwi fruit" in html
    assert "Falls: walks with a frame" in html
    assert "<b>CPR:</b> no decision recorded" in html
    assert "999\u00a0000\u00a00018" in html
    assert ", born 31 March 1942" in html


@pytest.mark.parametrize(
    ("state", "words"),
    [("not_asked", "Allergies not asked yet"), ("none_known", "No known allergies")],
)
def test_allergies_not_asked_are_never_shown_as_none(state: str, words: str) -> None:
    html = banner(allergies=[], allergies_state=state)

    assert words in html
    assert ("mark--look" in html.split(words)[0].rsplit("<li", 1)[1]) is (state == "not_asked")


def test_a_recorded_allergy_wins_over_any_state() -> None:
    assert "Penicillin" in banner(allergies_state="none_known")


def test_what_is_not_known_is_said() -> None:
    html = banner(nhs_number="", born_on=None, place="", cpr="")

    assert "NHS number not known" in html
    assert "Date of birth not known" in html
    assert "No room or address recorded" in html
    assert "no decision recorded" in html


def test_the_full_name_stands_only_beside_a_different_one() -> None:
    assert "person__full" not in banner(name="Mary Smith", full_name="Mary Smith")
    assert "Arthur James Green" in banner()


def test_the_name_can_be_the_heading_of_the_page() -> None:
    html = draw('<c-care.person_banner :person="p" level="1" back="/" />', p=gallery.person())

    assert '<h1 class="person__name">' in html
    assert '<span class="nhsuk-u-visually-hidden">Back</span>' in html


def test_a_photograph_takes_the_place_of_initials() -> None:
    html = banner(photo_url="/photo/", url="", status="In hospital", private_parts=0)

    assert '<img class="face" src="/photo/" alt=""' in html
    assert "In hospital" in html
    assert "<a " not in html


def test_a_hostile_name_is_only_words() -> None:
    html = banner(name="<b onclick=x>", full_name="", alerts=["<script>"])

    assert "<script>" not in html
    assert "&lt;b onclick=x&gt;" in html


def test_a_card_says_why_it_is_where_it_is() -> None:
    html = draw('<c-care.person_cards :people="people" />', people=gallery.people())

    assert html.count("<li") == 3
    assert '<p class="mark mark--now">Turn due 14:00</p>' in html
    assert 'data-find="arthur james green 9990000018 999 000 0018"' in html
    assert '<span class="nhsuk-u-visually-hidden"> care for Mary Smith</span>' in html


def test_a_card_offers_recording_only_to_those_who_may() -> None:
    people = [gallery.person(record_url="", photo_url="/photo/", reasons=[])]

    html = draw('<c-care.person_cards :people="people" id="found" />', people=people)

    assert "Record" not in html
    assert '<ul class="people" id="found"' in html
    assert 'loading="lazy"' in html


def test_a_list_of_fifty_people_stays_small() -> None:
    html = draw('<c-care.person_cards :people="p" />', p=[gallery.person() for _ in range(50)])

    assert len(html) < 50 * 750


def test_a_note_says_when_what_and_by_whom() -> None:
    html = draw('<c-care.notes :notes="notes" />', notes=gallery.notes())

    assert html.count("<li") == 8
    assert "Refused: asleep" in html
    assert "Written later, at 16:10" in html
    assert "From the old system" in html
    assert "Corrected by Marcus Bell, 10:02" in html
    assert "Asked about, and confirmed" in html
    assert "Written for 3 people" in html
    assert html.count("note--withdrawn") == 1
    assert '<span class="nhsuk-u-visually-hidden"> Food, 13:40</span>' in html


def test_a_note_keeps_the_lines_its_author_wrote() -> None:
    notes = [gallery.note(text="One\nTwo <i>", url="")]

    html = draw('<c-care.notes :notes="notes" level="4" />', notes=notes)

    assert "One<br>Two &lt;i&gt;" in html
    assert "<h4>" in html
    assert "<a " not in html


def test_a_kind_of_care_is_a_link_or_a_button() -> None:
    link = draw('<c-care.kind_button href="/drink/" hint="Due now">Drink</c-care.kind_button>')
    button = draw(
        '<c-care.kind_button name="kind" value="food" :likely="True">Food</c-care.kind_button>'
    )

    assert shape(link)[0] == ("a", [("class", "kind"), ("href", "/drink/")])
    assert "Due now" in link
    assert shape(button)[0][0] == "button"
    assert 'class="kind kind--likely"' in button
    assert 'name="kind" value="food"' in button


def test_kinds_of_care_lead_to_the_page_that_asks_about_them() -> None:
    kinds = (Kind("drink", "Drink"),)

    html = draw('<c-care.kinds :kinds="kinds" address="record/" />', kinds=kinds)

    assert 'href="record/?kind=drink"' in html


def test_a_list_of_several_pages_says_so_to_the_box_that_filters_it() -> None:
    assert "data-more" in draw('<c-care.find label="Find" filters="people" :more="True" />')
    assert "data-more" not in draw('<c-care.find label="Find" filters="people" />')


def test_finding_works_as_a_plain_form() -> None:
    html = draw('<c-care.find label="Find" value="{{ q }}" action="/people/" />', q='"art"')

    assert '<form class="find" role="search" method="get" action="/people/"' in html
    assert 'value="&quot;art&quot;"' in html
    assert "data-filters" not in html


def test_finding_at_once_says_how_many_are_shown() -> None:
    html = draw('<c-care.find label="Find" filters="people" />')

    assert 'data-filters="people" aria-describedby="found"' in html
    assert 'id="found" role="status"' in html


def test_history_lists_who_when_and_why() -> None:
    html = draw('<c-care.version_history :versions="v" />', v=gallery.versions())

    assert "Version 2, the one in use" in html
    assert "Marcus Bell, Wednesday 4 March 2026 at 14:05" in html
    assert html.count("What version 2 changed") == 1
    assert "What version 1 changed" not in html
    assert '<del><span class="nhsuk-u-visually-hidden">removed: </span>Football' in html


def test_changed_words_are_marked_for_eyes_and_ears() -> None:
    html = draw('<c-care.diff before="two eggs" after="one egg\n& tea" />')

    assert '<del><span class="nhsuk-u-visually-hidden">removed: </span>two eggs<span' in html
    assert (
        '<ins><span class="nhsuk-u-visually-hidden">added: </span>one egg<br>&amp; tea<span' in html
    )
    assert "&amp; tea" in draw('<c-care.diff :before="a" :after="b" />', a="", b="& tea")


def test_an_empty_page_offers_the_first_step() -> None:
    html = draw(
        '<c-care.empty_state heading="No notes yet" href="/record/" action="Record care">'
        "They will be here.</c-care.empty_state>"
    )

    assert 'href="/record/"' in html
    assert "<a " not in draw('<c-care.empty_state heading="None">Soon.</c-care.empty_state>')


@pytest.mark.parametrize(
    ("tags", "role", "look"),
    [
        ("success", "status", " message--good"),
        ("warning", "alert", " message--look"),
        ("error", "alert", " message--danger"),
        ("info", "status", ""),
    ],
)
def test_a_message_is_told_by_word_and_colour(tags: str, role: str, look: str) -> None:
    html = draw(f'<c-care.message tags="{tags}">Saved</c-care.message>')

    assert f'<div class="message{look}" role="{role}">' in html
    assert ("Not done:" in html) is (tags == "error")


def test_what_is_saved_is_said() -> None:
    assert "All saved" in draw("<c-care.saved_state />")
    assert "3 waiting to send" in draw("<c-care.saved_state>3 waiting to send</c-care.saved_state>")
