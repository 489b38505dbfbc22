"""A handover is drafted from the record, signed by two leads, and then only added to."""

from uuid import UUID

import pytest
from django.utils import timezone

from accounts.models import Unit
from dailycare import services as dailycare
from dailycare.handovers import drafting, reading, saying, writing
from dailycare.handovers.concerns import Concern
from dailycare.models import Handover, HandoverLine
from governance.errors import StaleRecord
from governance.ids import uuid7
from records import services as records
from records.errors import AlreadyRecorded, NotInThisState
from records.models import (
    Alert,
    Incident,
)
from records.models.base import Standing
from tests.people import a_care_plan

TODAY = timezone.localdate


@pytest.fixture
def draft(rosewood, joan, sunil) -> Handover:
    """A draft of Rosewood, of whose people nothing is recorded yet."""
    return drafted(rosewood)


@pytest.fixture
def sunil(rosewood) -> object:
    return rosewood.sunil


@pytest.fixture
def nora(rosewood) -> object:
    return rosewood.nora


def drafted(rosewood, unit: Unit | None = None) -> Handover:
    return writing.draft_handover(rosewood.home, unit, by=rosewood.sunil)


def said(handover: Handover, concern: str) -> list[str]:
    return [line.words for line in reading.lines_of(handover) if line.concern == concern]


def reloaded(row: object) -> object:
    row.refresh_from_db()
    return row


def signed(rosewood, handover: Handover) -> Handover:
    """The handover with both signatures."""
    given = writing.hand_over(handover, replaces=reloaded(handover).version, by=rosewood.sunil)
    return writing.take_over(given, replaces=given.version, by=rosewood.nora)


def a_line(handover: Handover, by: object, **more: object) -> HandoverLine:
    fields = {"concern": Concern.STAFFING, "words": "Two agency staff", "line_id": uuid7()}
    return writing.add_line(handover, by=by, **fields | more)


def test_there_is_one_open_handover_of_a_place(rosewood, draft):
    assert writing.draft_handover(rosewood.home, None, by=rosewood.nora) == draft


def test_what_comes_while_it_is_written_is_added_and_nothing_doubled(
    rosewood, joan, ada, draft, sunil
):
    [quiet] = [line for line in reading.lines_of(draft) if line.concern == Concern.QUIET]
    dailycare.record_care(joan, by=ada, kind="drink", happened_at=timezone.now(), outcome="refused")

    assert writing.add_what_is_new(draft, by=sunil) == 1
    assert writing.add_what_is_new(draft, by=sunil) == 0

    assert len(said(draft, Concern.NOT_DONE)) == 1
    assert reloaded(quiet).standing == Standing.WITHDRAWN
    assert drafting.not_said(draft, drafting.found_for(draft, timezone.now(), by=sunil)) == []


def test_who_is_still_quiet_stays_so(draft, sunil):
    writing.add_what_is_new(draft, by=sunil)

    assert len(said(draft, Concern.QUIET)) == 1


def test_what_was_left_out_does_not_come_back(rosewood, joan, ada, sunil):
    records.add(Incident, joan, by=ada, text="Found on the floor")
    draft = drafted(rosewood)
    [line] = [one for one in reading.lines_of(draft) if one.concern == Concern.INCIDENT]

    writing.take_out_line(reloaded(line), replaces=1, reason="Told in person", by=sunil)

    assert writing.add_what_is_new(draft, by=sunil) == 0
    assert said(draft, Concern.INCIDENT) == []
    [out] = reading.lines_taken_out(draft)
    assert (out.taken_out_by, out.taken_out_why) == ("Sunil Rao", "Told in person")


def test_a_line_is_said_in_other_words_and_first(draft, sunil):
    line = a_line(draft, sunil)

    writing.revise_line(
        reloaded(line), replaces=1, by=sunil, concern=Concern.SERVICE, words="Lift is broken",
        is_said_first=True,
    )  # fmt: skip

    assert reading.lines_of(draft)[0].words == "Lift is broken"
    assert [row.words for row in line.versions.order_by("version")] == [
        "Two agency staff", "Lift is broken",
    ]  # fmt: skip


def test_a_colleagues_newer_words_are_not_written_over(draft, sunil):
    line = reloaded(a_line(draft, sunil))
    again = {"concern": Concern.STAFFING, "is_said_first": False, "by": sunil}
    writing.revise_line(line, replaces=1, words="Three agency staff", **again)

    with pytest.raises(StaleRecord):
        writing.revise_line(line, replaces=1, words="None", **again)


def test_sent_twice_a_line_is_one_and_with_other_words_it_is_refused(draft, sunil, nora):
    line_id = uuid7()
    first = a_line(draft, sunil, line_id=line_id)

    assert a_line(draft, sunil, line_id=line_id) == first
    for other in ({"words": "Other"}, {"concern": Concern.SERVICE}):
        with pytest.raises(AlreadyRecorded):
            a_line(draft, sunil, line_id=line_id, **other)
    with pytest.raises(AlreadyRecorded):
        a_line(draft, nora, line_id=line_id)


@pytest.mark.parametrize(
    ("concern", "words", "is_about_joan", "says"),
    [
        (Concern.SAFEGUARDING, "He pushed her", True, "nothing more"),
        (Concern.STAFFING, "Two away", True, "about nobody"),
        (Concern.ALERT, "Falls", False, "Choose who"),
    ],
)
def test_everybody_reads_it_so_some_things_are_not_said(
    draft, joan, sunil, concern, words, is_about_joan, says
):
    person = joan if is_about_joan else None

    with pytest.raises(NotInThisState, match=says):
        a_line(draft, sunil, concern=concern, words=words, person=person)


def test_of_safeguarding_the_lead_is_named(draft, joan, sunil):
    a_line(draft, sunil, concern=Concern.SAFEGUARDING, words="see the lead.", person=joan)

    assert said(draft, Concern.SAFEGUARDING) == ["see the lead."]


def test_two_leads_sign_and_then_it_is_as_it_is(rosewood, draft, joan, sunil, nora):
    line = reloaded(a_line(draft, sunil))

    handover = signed(rosewood, draft)

    assert (handover.handed_over_by, handover.taken_over_by) == (sunil, nora)
    assert reading.open_handover(rosewood.home, None) is None
    for write in (
        lambda: a_line(handover, sunil),
        lambda: writing.add_what_is_new(handover, by=sunil),
        lambda: writing.take_out_line(line, replaces=1, reason="No", by=sunil),
        lambda: writing.hand_over(handover, replaces=handover.version, by=sunil),
        lambda: writing.take_over(handover, replaces=handover.version, by=nora),
        lambda: writing.take_back(handover, replaces=handover.version, reason="No", by=sunil),
    ):
        with pytest.raises(NotInThisState):
            write()


def test_nobody_takes_over_what_they_handed_over_or_nobody_did(draft, sunil):
    version = reloaded(draft).version
    with pytest.raises(NotInThisState, match="has not signed it yet"):
        writing.take_over(draft, replaces=version, by=sunil)
    given = writing.hand_over(draft, replaces=version, by=sunil)

    with pytest.raises(NotInThisState, match="You handed it over"):
        writing.take_over(given, replaces=given.version, by=sunil)


def test_nobody_signs_what_they_have_not_read(draft, sunil):
    read = reloaded(draft).version
    a_line(draft, sunil)

    with pytest.raises(StaleRecord):
        writing.hand_over(draft, replaces=read, by=sunil)


def test_the_first_signature_can_be_taken_back_with_a_reason(draft, sunil, nora):
    given = writing.hand_over(draft, replaces=reloaded(draft).version, by=sunil)

    again = writing.take_back(given, replaces=given.version, reason="A fall is missing", by=nora)

    assert again.is_draft
    assert again.versions.order_by("-pgh_id").first().reason == "A fall is missing"
    a_line(again, sunil)


def test_an_addendum_comes_last_and_only_after_both_signed(rosewood, draft, joan, nora):
    addendum = {"concern": Concern.INCIDENT, "words": "Fell at 07:10", "person": joan}
    with pytest.raises(NotInThisState):
        writing.add_addendum(draft, by=nora, line_id=uuid7(), **addendum)
    handover, line_id = signed(rosewood, draft), uuid7()

    first = writing.add_addendum(handover, by=nora, line_id=line_id, **addendum)

    assert writing.add_addendum(handover, by=nora, line_id=line_id, **addendum) == first
    assert reading.lines_of(handover)[-1] == first
    groups = saying.by_concern(reading.lines_of(handover), set())
    heading, [person] = groups[-1]
    assert heading == saying.AFTERWARDS
    assert person.lines[0].about == Concern.INCIDENT.label


def test_reading_is_ticked_once_and_who_did_not_is_seen(rosewood, draft, ada, sunil):
    with pytest.raises(NotInThisState):
        writing.say_read(draft, by=ada)
    handover = signed(rosewood, draft)

    once, twice = (writing.say_read(handover, by=ada) for _ in range(2))

    assert once == twice
    readers = reading.readers_of(handover)
    assert [one.recorded_by for one in readers.read] == [ada]
    assert {one.username for one in readers.not_read} == {"sunil", "nora", "marcus"}
    assert reading.has_read(handover, ada)
    assert not reading.has_read(handover, sunil)


def test_a_line_says_when_its_record_changed_since(rosewood, joan, ada, marcus):
    plan = reloaded(a_care_plan(joan, by=marcus))
    records.revise(plan, replaces=plan.version, by=marcus, review_on=TODAY())
    alert = reloaded(records.add(Alert, joan, by=ada, text="Falls"))
    entry = dailycare.record_care(
        joan, by=ada, kind="drink", happened_at=timezone.now(), outcome="refused"
    )
    handover = drafted(rosewood)
    assert reading.changed_since(reading.lines_of(handover)) == set()

    records.revise(alert, replaces=1, by=ada, text="Falls: two helpers")
    dailycare.mark_entered_in_error(reloaded(entry), replaces=1, reason="Not hers", by=ada)

    lines = reading.lines_of(handover)
    changed = reading.changed_since(lines)
    assert {line.concern for line in lines if line.pk in changed} == {
        Concern.ALERT, Concern.NOT_DONE,
    }  # fmt: skip
    assert reading.changed_since([]) == set()


def test_each_handover_is_named_by_its_own_lines(draft, sunil):
    line = a_line(draft, sunil)

    assert isinstance(line.pk, UUID)
    assert str(draft) == f"Handover {draft.pk}"
    assert str(line) == f"Handover line {line.pk}"
