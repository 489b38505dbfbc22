"""Text as people read it."""

from hypothesis import given
from hypothesis import strategies as st

from nhsui import words
from nhsui.words import Piece


def test_an_nhs_number_is_written_as_it_is_read_aloud() -> None:
    assert words.spaced_nhs_number("9990000018") == "999\u00a0000\u00a00018"


def test_changed_words_are_marked_and_the_others_kept() -> None:
    pieces = words.changes("Likes two eggs and tea", "Likes one egg and tea")

    assert pieces == [
        Piece("same", "Likes "),
        Piece("removed", "two eggs"),
        Piece("added", "one egg"),
        Piece("same", " and tea"),
    ]


def test_the_same_text_is_one_piece() -> None:
    assert words.changes("Tea, no sugar", "Tea, no sugar") == [Piece("same", "Tea, no sugar")]


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_back_whole(before: str, after: str) -> None:
    pieces = words.changes(before, after)

    assert "".join(p.text for p in pieces if p.mark != "added") == before
    assert "".join(p.text for p in pieces if p.mark != "removed") == after
