"""What is cleaned from text, and which codes never reach a report."""

import pytest

from imports.words import clean, looks_encoded_twice, typed, without_secrets


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("key safe 4370", "4370"),
        ("Keysafe code: C4370Y, put key back!!", "C4370Y"),
        ("front door code is 12 34", "12 34"),
        ("alarm code 2580#", "2580"),
        ("key-box by gate, key box no. 9005", "9005"),
        ("the code is 5101", "5101"),
        ("keypad 1470 then push", "1470"),
    ],
)
def test_a_door_code_is_taken_out_of_text(text, code):
    masked, codes = without_secrets(text)

    assert codes == (code,)
    assert code not in masked
    assert "[code kept apart]" in masked


@pytest.mark.parametrize(
    "text",
    [
        "Sensor mat alarmed 02:01, sat on edge of bed",
        "Door alarm 0230, found in corridor",
        "Fluids about 1500ml",
        "key to drawer with S.",
        "07700 900345",
        "Room 12, 999 123 4560",
    ],
)
def test_times_numbers_and_amounts_stay_in_text(text):
    assert without_secrets(text) == (text, ())


def test_hidden_characters_go_and_line_breaks_stay():
    assert clean("A\u202eB\x00C_x000D_\nD\u200f ") == "ABC\nD"


@pytest.mark.parametrize(
    ("value", "words"), [(None, ""), (3.0, "3"), (9991632425, "9991632425"), (1.5, "1.5")]
)
def test_numbers_and_dates_read_as_they_were_typed(value, words):
    assert typed(value) == words


@pytest.mark.parametrize(
    ("text", "is_damaged"),
    [
        ("don\u00e2\u20ac\u2122t", True),
        ("caf\u00c3\u00a9", True),
        ("caf\u00e9", False),
        ("don\u2019t", False),
        ("4\u00b0C", False),
    ],
)
def test_text_that_was_encoded_twice_is_noticed(text, is_damaged):
    assert looks_encoded_twice(text) is is_damaged
