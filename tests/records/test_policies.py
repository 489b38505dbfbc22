"""May this be done in this state: a refusal is a sentence."""

from types import SimpleNamespace

import pytest

from records import policies
from records.errors import NotInThisState

CURRENT = SimpleNamespace(standing="current")
DRAFT, AWAITING, LIVE = (SimpleNamespace(status=s) for s in ("draft", "awaiting", "live"))


@pytest.mark.parametrize("standing", ["withdrawn", "entered-in-error"])
def test_what_was_taken_out_is_not_written(standing):
    with pytest.raises(NotInThisState, match="taken out of the record"):
        policies.may_be_revised(SimpleNamespace(standing=standing))


def test_what_stands_may_be_written():
    assert policies.may_be_revised(CURRENT) is None


def test_a_draft_may_be_edited_and_what_somebody_reads_to_approve_it_not():
    assert policies.plan_may_be_edited(DRAFT) is None
    with pytest.raises(NotInThisState, match="waits for approval"):
        policies.plan_may_be_edited(AWAITING)


@pytest.mark.parametrize("status", ["live", "superseded", "ended"])
def test_a_plan_that_is_signed_off_is_not_edited(status):
    with pytest.raises(NotInThisState, match="Start a new draft"):
        policies.plan_may_be_edited(SimpleNamespace(status=status))


def test_a_plan_without_a_goal_is_not_signed_off():
    with pytest.raises(NotInThisState, match="at least one goal"):
        policies.plan_has_a_goal(0)

    assert policies.plan_has_a_goal(1) is None


def test_only_the_live_plan_is_reviewed():
    with pytest.raises(NotInThisState, match="Only the live plan"):
        policies.plan_may_be_reviewed(DRAFT)

    assert policies.plan_may_be_reviewed(LIVE) is None


def test_there_is_one_draft_at_a_time():
    with pytest.raises(NotInThisState, match="already a draft"):
        policies.no_draft_is_open(DRAFT)

    assert policies.no_draft_is_open(None) is None


def test_none_known_and_an_allergy_do_not_stand_together():
    with pytest.raises(NotInThisState, match="Withdraw each"):
        policies.no_allergy_stands(1)

    assert policies.no_allergy_stands(0) is None


@pytest.mark.parametrize("state", ["not_asked", "present"])
def test_only_none_known_is_taken_back(state):
    with pytest.raises(NotInThisState, match="no known allergies"):
        policies.none_known_stands(state)


def test_the_last_stay_is_not_taken_out():
    with pytest.raises(NotInThisState, match="their only stay"):
        policies.somebody_still_supports(stays=0)

    assert policies.somebody_still_supports(stays=1) is None
