"""Whom a typed name means, in all the ways that staff write one."""

import pytest

from imports import reasons
from imports.register import Register, Resident, room_codes

PEOPLE = (
    Resident("R!1", "Mrs.", "Harding", "Elizabeth Ann", "Betty", "12"),
    Resident("R!2", "Mrs", "O\u2019Hara", "Jean Maud", "", "was 9b now 14"),
    Resident("R!3", "Miss", "Osborne", "Jean", "", "Mum's room 12a"),
    Resident("R!4", "Mr", "SMITH-JONES", "Arthur", "", "Room A2"),
    Resident("R!5", "", "Kaya", "Zo\u00eb", "", ""),
    Resident("R!6", "Mr", "Osborne", "Ted", "", "3 (window side)", reasons.PERSON_REJECTED),
    Resident("R!7", "Mr", "Hardy", "Victor", "", "7"),
    Resident("R!8", "Mr", "Hardy", "Ronald", "", "8"),
)


@pytest.fixture(scope="module")
def register():
    return Register(PEOPLE)


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("Harding, Betty", "R!1"),
        ("Betty Harding", "R!1"),
        ("Mrs Harding", "R!1"),
        ("Betty H", "R!1"),
        ("Rm 12 Betty", "R!1"),
        ("Betty rm 12", "R!1"),
        ("  bEtTy   hArDiNg. ", "R!1"),
        ("mrs. harding ", "R!1"),
        ("Room 12 betty", "R!1"),
        ("rm12 Betty", "R!1"),
        ("Elizabeth Harding", "R!1"),
        ("Harding, Elizabeth Ann", "R!1"),
        ("O'Hara, Jean", "R!2"),
        ("Rm 14 Jean", "R!2"),
        ("Jean rm 9b", "R!2"),
        ("Jean rm 12A", "R!3"),
        ("Miss Osborne", "R!3"),
        ("Smith Jones, Arthur", "R!4"),
        ("Arthur S.", "R!4"),
        ("ARTHUR RM A2", "R!4"),
        ("Zoe Kaya", "R!5"),
        ("Ms Kaya", "R!5"),
        ("Rm 3 Ted", "R!6"),
    ],
)
def test_every_way_of_writing_a_name_finds_its_person(register, typed, ref):
    assert register.find(typed).resident.ref == ref


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Hardign, Betty", reasons.UNKNOWN_PERSON),
        ("Betty", reasons.UNKNOWN_PERSON),
        ("Rm 99 Betty", reasons.UNKNOWN_PERSON),
        ("Mr Harding", reasons.UNKNOWN_PERSON),
        ("Dr Pryce", reasons.UNKNOWN_PERSON),
        ("Jean O", reasons.AMBIGUOUS_PERSON),
        ("Jean", reasons.AMBIGUOUS_PERSON),
        ("Mr Hardy", reasons.AMBIGUOUS_PERSON),
        ("Betty Harding + Arthur S", reasons.MORE_THAN_ONE_PERSON),
        ("Betty and Jean", reasons.MORE_THAN_ONE_PERSON),
        ("Mrs Harding / Mr Osborne", reasons.MORE_THAN_ONE_PERSON),
        ("Betty H, Arthur S", reasons.MORE_THAN_ONE_PERSON),
        ("Kitchen", reasons.NOT_ABOUT_A_PERSON),
        ("ALL", reasons.NOT_ABOUT_A_PERSON),
        ("Night staff", reasons.NOT_ABOUT_A_PERSON),
        ("All residents & staff", reasons.NOT_ABOUT_A_PERSON),
        ("", reasons.NO_PERSON),
        ("??", reasons.NO_PERSON),
    ],
)
def test_a_name_that_fits_nobody_or_several_is_not_guessed(register, typed, reason):
    found = register.find(typed)

    assert (found.resident, found.reason) == (None, reason)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Hardign, Betty", "Perhaps Betty Harding (R row 1)"),
        ("Betty", "Perhaps Betty Harding (R row 1)"),
        ("Mr Hardy", "Perhaps Ronald Hardy (R row 8) or Victor Hardy (R row 7)"),
        ("Dr Pryce", ""),
    ],
)
def test_a_name_that_fits_nobody_exactly_gets_a_suggestion(register, typed, hint):
    assert register.find(typed).hint == hint


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("12", ("12", "")),
        ("Room A2", ("a2", "")),
        ("Mum's room 12a", ("12a", "")),
        ("was 9b now 14", ("14", "9b")),
        ("3 (window side)", ("3", "")),
        ("-", ("", "")),
    ],
)
def test_a_room_is_found_within_words(typed, codes):
    assert room_codes(typed) == codes
