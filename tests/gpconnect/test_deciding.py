"""Deciding about what is not in both records alike: for how long that holds, and once."""

import pytest

from accounts.permissions import MAY, PIN_GIVES, Permission, Role
from governance.models import Act, AuditEvent
from gpconnect import accepting
from gpconnect.deciding import ChangedMeanwhile, decide
from gpconnect.models import GPRecordPull
from records import services as records
from records.errors import NotInThisState
from records.models import Allergy, GPDecision
from tests.gpconnect.beside import (
    PENICILLIN,
    choose,
    pairs,
    waiting,
)
from tests.gpconnect.lists import allergies, allergy


def test_keeping_ours_writes_the_reason_and_nothing_else(comes, edith, nora):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)

    decided = decide(edith, choose(pair, "kept", "She tolerates it"), by=nora)

    [after] = pairs(edith, by=nora)
    assert not Allergy.objects.filter(person=edith).exists()
    assert (decided.words, after.is_open, waiting(edith)) == ("She tolerates it", False, {})


def test_ours_may_be_named_as_the_same_in_other_words(comes, edith, nora):
    ours = records.add(Allergy, edith, by=nora, causative_agent="All penicillins")
    comes(allergies(allergy("penicillin")))
    theirs, _alone = pairs(edith, by=nora)

    decide(edith, choose(theirs, "kept", "The same", same_as=ours.pk), by=nora)

    [pair] = pairs(edith, by=nora)
    assert (pair.ours.pk, pair.is_open) == (ours.pk, False)
    assert waiting(edith) == {}


def test_only_what_waits_in_ours_may_be_named_as_the_same(comes, edith, nora):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)

    with pytest.raises(NotInThisState, match="not in our record any more"):
        decide(edith, choose(pair, "kept", "The same", same_as=edith.pk), by=nora)


def test_a_question_to_the_practice_stays_open_until_it_is_answered(comes, edith, nora, marcus):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)
    asked = decide(edith, choose(pair, "queried", "Is it still so?"), by=nora)
    [open_one] = pairs(edith, by=nora)
    still_waits = waiting(edith)

    closed = decide(edith, choose(open_one, "kept", "Dr Shah: entered in error"), by=marcus)

    [pair] = pairs(edith, by=nora)
    assert (open_one.is_open, still_waits) == (True, {"allergies": 1})
    assert closed.pk == asked.pk
    assert [one.words for one in closed.versions.order_by("version")] == [
        "Is it still so?",
        "Dr Shah: entered in error",
    ]
    assert (pair.is_open, pair.decision.decided_by) == (False, "Marcus Webb")


def test_what_only_we_have_is_kept_or_asked_about_and_not_accepted(comes, edith, nora):
    ours = records.add(Allergy, edith, by=nora, causative_agent="Nuts")
    comes(allergies())
    [pair] = pairs(edith, by=nora)

    with pytest.raises(NotInThisState, match="nothing to accept"):
        decide(edith, choose(pair, "accepted"), by=nora)
    decided = decide(edith, choose(pair, "kept", "Her son told us"), by=nora)

    assert decided.ours_id == ours.pk
    assert [one.is_open for one in pairs(edith, by=nora)] == [False]


@pytest.mark.parametrize("decision", ["accepted", "kept"])
def test_a_later_update_at_the_gp_opens_it_again(comes, edith, nora, decision):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)
    decide(edith, choose(pair, decision, "Why"), by=nora)

    comes(allergies(PENICILLIN | {"reaction": [{"description": "Collapsed"}]}))

    [pair] = pairs(edith, by=nora)
    assert (pair.is_open, pair.is_updated) == (True, True)
    assert waiting(edith) == {"allergies": 1}


def test_an_update_that_changes_none_of_our_words_is_flagged_too(comes, edith, nora):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)
    decide(edith, choose(pair, "accepted"), by=nora)

    comes(allergies(PENICILLIN | {"assertedDate": "2026-11-02"}))
    [pair] = pairs(edith, by=nora)
    decide(edith, choose(pair, "accepted"), by=nora)

    assert (pair.kind, pair.is_open) == ("The same in both", True)
    assert [one.is_open for one in pairs(edith, by=nora)] == [False]
    assert Allergy.objects.get(person=edith).version == 1


def test_the_same_answer_again_leaves_what_was_decided(comes, edith, nora):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)
    decide(edith, choose(pair, "kept", "Why"), by=nora)

    comes(allergies(PENICILLIN))

    assert [one.is_open for one in pairs(edith, by=nora)] == [False]
    assert waiting(edith) == {}


def test_taking_out_what_was_accepted_opens_it_again(comes, edith, nora):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)
    decide(edith, choose(pair, "accepted"), by=nora)
    ours = Allergy.objects.get(person=edith)

    records.withdraw(ours, replaces=1, reason="Wrong person", by=nora)

    [pair] = pairs(edith, by=nora)
    assert (pair.kind, pair.is_open, pair.is_updated) == ("Only in the GP record", True, False)


def test_changing_ours_afterwards_opens_what_then_differs(comes, edith, nora):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)
    decide(edith, choose(pair, "accepted"), by=nora)
    ours = Allergy.objects.get(person=edith)

    records.revise(ours, replaces=1, by=nora, why="x", description_of_reaction="Hives")

    assert [one.is_open for one in pairs(edith, by=nora)] == [True]


def test_the_same_form_twice_is_one_decision_and_one_entry(comes, edith, nora):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)

    first = decide(edith, choose(pair, "accepted"), by=nora)
    second = decide(edith, choose(pair, "accepted"), by=nora)

    assert first.pk == second.pk
    assert GPDecision.objects.get(person=edith).version == 1
    assert Allergy.objects.filter(person=edith).count() == 1


def moved_at_the_gp(comes, edith, nora):
    comes(allergies(PENICILLIN | {"criticality": "low"}))


def gone_at_the_gp(comes, edith, nora):
    comes(allergies())


def moved_here(comes, edith, nora):
    records.add(Allergy, edith, by=nora, causative_agent="Penicillin")


def decided_by_a_colleague(comes, edith, nora):
    [pair] = pairs(edith, by=nora)
    decide(edith, choose(pair, "kept", "Of another mind"), by=nora)


def forgotten(comes, edith, nora):
    GPRecordPull.objects.filter(person=edith).update(answer=None)


MEANWHILE = [moved_at_the_gp, gone_at_the_gp, moved_here, decided_by_a_colleague, forgotten]


@pytest.mark.parametrize("meanwhile", MEANWHILE, ids=lambda one: one.__name__)
def test_nothing_is_written_when_something_moved_meanwhile(comes, edith, nora, meanwhile):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)
    meanwhile(comes, edith, nora)
    before = Allergy.objects.filter(person=edith).count()

    with pytest.raises(ChangedMeanwhile):
        decide(edith, choose(pair, "accepted"), by=nora)

    assert Allergy.objects.filter(person=edith).count() == before
    assert not GPDecision.objects.filter(person=edith, decision="accepted").exists()


@pytest.mark.parametrize(
    ("listed", "why"),
    [
        (allergy("x", code={"coding": [{"code": "123"}]}), accepting.NAMELESS),
        (allergy("x", "Penicillin " * 30), accepting.TOO_LONG),
    ],
)
def test_what_cannot_be_taken_over_whole_is_not_taken_over(comes, edith, nora, listed, why):
    comes(allergies(listed))
    [pair] = pairs(edith, by=nora)

    with pytest.raises(NotInThisState, match=why):
        decide(edith, choose(pair, "accepted"), by=nora)

    assert not Allergy.objects.filter(person=edith).exists()


def test_a_decision_is_one_act_of_whoever_decides(comes, edith, nora):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)

    decided = decide(edith, choose(pair, "accepted"), by=nora)

    acts = AuditEvent.objects.filter(act=Act.CHANGE, actor=nora, person_id=edith.pk)
    assert [one.record_id for one in acts] == [decided.pk]


def test_leads_decide_and_nobody_else_does():
    deciding_roles = {role for role, may in MAY.items() if Permission.DECIDE_ON_GP_RECORD in may}

    assert deciding_roles == {Role.SENIOR, Role.NURSE, Role.MANAGER}
    assert all(Permission.SEE_GP_RECORD in MAY[role] for role in deciding_roles)
    assert Permission.DECIDE_ON_GP_RECORD not in PIN_GIVES
