"""What homes type under "Allergy": three states, and an unclear one is never "none known"."""

import pytest

from imports import reasons
from imports.rows import AllergyKnowledge, Kind
from tests.imports.homes import BETTY, a_home, of, read


def line_saying(typed, reactions=None):
    """The one row of a list of allergies that says so of Betty."""
    line = ("Green, Betty", typed, reactions)
    [row] = of(Kind.ALLERGY, read(a_home(residents=[BETTY], allergies=[line])))
    return row


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "NKDA",
            "N.K.D.A.",
            "nka",
            "nil known",
            "No known allergies",
            "none",
            "Nil",
            "NONE KNOWN",
        ),
        *("No known drug or food allergies", "not allergic to anything", "none that we know of"),
        *("None known (per daughter)", "NKDA (GP)", "NKDA - Sandra 3/26", "NKDA (confirmed by GP)"),
        *("none known - daughter Louise", "None known per Dr Anand", "nil known 12/03/24 SB"),
        *("asked, none", "Checked with GP - none known", "Daughter says none", "none known / nil"),
    ],
)
def test_a_statement_of_none_known_stays_one_whatever_remark_is_beside_it(typed):
    row = line_saying(typed)

    assert (row.item.state, row.item.agents) == (AllergyKnowledge.NONE_KNOWN, ())
    assert row.warnings == ()


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "?",
            "tbc",
            "n/k",
            "N/A",
            "N",
            "not known",
            "not asked",
            "unknown - ask GP",
            "don't know",
        ),
        *("GP to confirm", "Need to ask family", "ask Sandra", "check with Dr Patel", "Not sure"),
        *("awaiting hospital letter 12/3/26", "to be confirmed", "allergies not yet checked"),
        *("none recorded", "None on file", "No allergies recorded", "no information", "Nil noted"),
        *("NKDA?", "NKDA (GP to confirm)", "NKDA, ask GP", "none known (tbc)"),
    ],
)
def test_what_is_unclear_is_not_asked_and_keeps_its_words_in_a_warning(typed):
    row = line_saying(typed)

    assert (row.item.state, row.item.agents) == (AllergyKnowledge.NOT_ASKED, ())
    assert row.warnings == (f"{reasons.ALLERGY_IN_DOUBT}: {typed}",)


@pytest.mark.parametrize("typed", [None, "-", " \u2013 "])
def test_nothing_typed_is_not_asked_and_needs_no_warning(typed):
    row = line_saying(typed)

    assert (row.item.state, row.warnings) == (AllergyKnowledge.NOT_ASKED, ())


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ask GP re penicillin", ["ask GP re penicillin"]),
        ("Penicillin - check with GP", ["Penicillin - check with GP"]),
        ("Penicillin, ask GP", ["Penicillin"]),
        ("NKDA, latex", ["latex"]),
        ("NKDA\nSome wound dressings", ["Some wound dressings"]),
    ],
)
def test_what_names_a_substance_stays_an_allergy_and_its_doubt_is_told(typed, names):
    row = line_saying(typed)

    assert row.item.state is AllergyKnowledge.PRESENT
    assert [agent.name for agent in row.item.agents] == names
    assert row.warnings == (f"{reasons.ALLERGY_IN_DOUBT}: {typed}",)


@pytest.mark.parametrize(
    "typed",
    ["NKDA (penicillin)", "NKDA but nuts", "none known apart from plasters", "No MSG", "no nuts",
     "NKDA - Tazocin"],
)  # fmt: skip
def test_an_exception_beside_none_known_is_an_allergy_in_the_words_typed(typed):
    row = line_saying(typed)

    assert row.item.state is AllergyKnowledge.PRESENT
    assert [agent.name for agent in row.item.agents] == [typed]


@pytest.mark.parametrize(
    ("typed", "agents"),
    [
        ("Nuts (anaphylaxis), Penicillin (rash, sickness) and Codeine/Morphine",
         [("Nuts", "anaphylaxis"), ("Penicillin", "rash, sickness"), ("Codeine", ""),
          ("Morphine", "")]),
        ("Antibiotics (penicillin); Nuts (brazil, pecan)",
         [("Antibiotics (penicillin)", ""), ("Nuts (brazil, pecan)", "")]),
        ("Elastoplast\nAspirin [wheeze]", [("Elastoplast", ""), ("Aspirin", "wheeze")]),
        ("Septrin 80/400", [("Septrin 80/400", "")]),
    ],
)  # fmt: skip
def test_several_allergies_in_one_cell_are_told_apart_with_their_reactions(typed, agents):
    row = line_saying(typed)

    assert [(agent.name, agent.reaction) for agent in row.item.agents] == agents


def test_a_reaction_in_brackets_stands_before_the_one_in_its_own_column():
    row = line_saying("Nuts (swelling)", "EPIPEN in drawer")

    assert [agent.reaction for agent in row.item.agents] == ["swelling; EPIPEN in drawer"]
