"""NHS numbers: the check digit, and the sentence that says what to mend."""

import pytest
from django.core.exceptions import ValidationError

from records.nhs_number import clean_nhs_number, has_valid_check_digit, in_groups


@pytest.mark.parametrize("typed", ["9434765919", "943 476 5919", "943-476-5919", " 9434765919 "])
def test_a_valid_number_is_kept_as_ten_digits(typed):
    assert clean_nhs_number(typed) == "9434765919"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9434765918", "one of its digits is wrong"),
        ("943476591", "this has 9"),
        ("94347659190", "this has 11"),
        ("943476591A", "digits only"),
        ("٩٤٣٤٧٦٥٩١٩", "digits only"),
        ("9990000000", "one of its digits is wrong"),
    ],
)
def test_a_wrong_number_is_refused_with_what_to_mend(typed, said):
    with pytest.raises(ValidationError, match=said):
        clean_nhs_number(typed)


def test_a_remainder_of_ten_is_never_valid():
    first_nine = "999000014"  # its weighted sum leaves 1, so the check digit would be 10

    assert not any(has_valid_check_digit(f"{first_nine}{last}") for last in range(10))


def test_a_check_of_eleven_is_written_as_zero():
    assert has_valid_check_digit("9990000050")


def test_it_is_shown_as_it_is_read_out():
    assert in_groups("9434765919") == "943 476 5919"
