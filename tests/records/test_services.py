"""Writing the record: what changes, what is refused, and that nothing is half done."""

from datetime import date

import pytest
from django.db import DatabaseError

from governance.errors import NotYours, StaleRecord
from governance.models import Act, AuditEvent
from records import queries, services
from records.errors import NotInThisState
from records.models import AboutMe, Admission, Allergy, Need, Person, PersonAddress
from records.models.base import Standing
from records.models.person import AllergyState
from tests.people import a_person


def allergy_state(person: Person) -> str:
    return Person.objects.get(pk=person.pk).allergy_state


def test_opening_a_record_is_an_act_on_record(joan, ada):
    opened = services.open_record(joan.pk, by=ada, why="read “Allergies”")

    act = AuditEvent.objects.filter(person_id=joan.pk, act=Act.READ).get()
    assert opened == joan
    assert (act.actor, act.why) == (ada, "read “Allergies”")


def test_another_providers_person_cannot_be_opened(rosewood, ada):
    with pytest.raises(NotYours):
        services.open_record(rosewood.tom.pk, by=ada, why="curious")

    assert not AuditEvent.objects.filter(person_id=rosewood.tom.pk).exists()


def test_a_new_person_has_a_stay_and_one_audit_entry(rosewood, marcus, ada):
    amy = a_person(rosewood.home, by=marcus, given_name="Amy", nhs_number="")

    assert queries.person_seen_by(ada, amy.pk) == amy
    assert Admission.objects.get(person=amy).location == rosewood.home
    assert AuditEvent.objects.filter(person_id=amy.pk).count() == 1


def test_revising_who_somebody_is_keeps_what_was_there(joan, marcus):
    services.revise_person(joan.pk, replaces=1, by=marcus, why="she asked", preferred_name="Jo")

    latest, first = queries.history(Person.objects.get(pk=joan.pk))
    assert (latest.reason, latest.author) == ("she asked", "Marcus Webb")
    assert [(c.label, c.before, c.after) for c in latest.changes] == [
        ("Likes to be called", "", "Jo")
    ]
    assert first.version == 1


def test_adding_puts_the_record_itself_in_the_audit(joan, ada):
    need = services.add(Need, joan, by=ada, category="skin", text="Dry skin")

    assert AuditEvent.objects.get(record_id=need.pk).why == "need added"


def test_saving_without_a_change_writes_no_version(joan, ada):
    need = services.add(Need, joan, by=ada, category="skin", text="Dry skin")

    services.revise(need, replaces=1, by=ada, text="Dry skin")

    assert [entry.version for entry in queries.history(need)] == [1]


def test_what_was_taken_out_is_hidden_and_kept(joan, ada, marcus):
    need = services.add(Need, joan, by=ada, category="skin", text="Dry skin")

    services.withdraw(
        need, replaces=1, reason="Wrong person", by=marcus, standing=Standing.ENTERED_IN_ERROR
    )

    [taken_out] = queries.taken_out(Need, joan)
    assert not queries.current(Need, joan).exists()
    assert (taken_out.taken_out_by, taken_out.taken_out_why) == ("Marcus Webb", "Wrong person")
    with pytest.raises(NotInThisState):
        services.revise(taken_out, replaces=2, by=ada, text="Sore skin")


def test_a_record_is_taken_out_once(joan, ada):
    need = services.add(Need, joan, by=ada, category="skin", text="Dry skin")
    services.withdraw(need, replaces=1, reason="No longer so", by=ada)

    with pytest.raises(StaleRecord):
        services.withdraw(need, replaces=1, reason="No longer so", by=ada)


def test_an_allergy_makes_none_known_untrue(joan, ada):
    services.state_no_known_allergies(joan, by=ada)
    assert allergy_state(joan) == AllergyState.NONE_KNOWN

    services.add(Allergy, joan, by=ada, causative_agent="Latex")

    assert allergy_state(joan) == AllergyState.PRESENT


def test_none_known_is_refused_while_an_allergy_stands(joan, ada):
    services.add(Allergy, joan, by=ada, causative_agent="Latex")

    with pytest.raises(NotInThisState):
        services.state_no_known_allergies(joan, by=ada)


def test_without_its_last_allergy_nobody_has_asked(joan, ada):
    latex, kiwi = (
        services.add(Allergy, joan, by=ada, causative_agent=agent) for agent in ("Latex", "Kiwi")
    )

    services.withdraw(latex, replaces=1, reason="Not hers", by=ada)
    assert allergy_state(joan) == AllergyState.PRESENT

    services.withdraw(kiwi, replaces=1, reason="Not hers", by=ada)
    assert allergy_state(joan) == AllergyState.NOT_ASKED


def test_none_known_can_be_taken_back_with_a_reason(joan, ada):
    services.state_no_known_allergies(joan, by=ada)

    services.take_back_no_known_allergies(joan, reason="I meant another person", by=ada)

    assert allergy_state(joan) == AllergyState.NOT_ASKED
    assert queries.last_written(joan).reason == "I meant another person"
    with pytest.raises(NotInThisState):
        services.take_back_no_known_allergies(joan, reason="Again", by=ada)


def test_the_only_stay_stays(joan, marcus, rosewood):
    stay = Admission.objects.get(person=joan)

    with pytest.raises(NotInThisState, match="only stay"):
        services.withdraw(stay, replaces=1, reason="Wrong day", by=marcus)

    services.add(Admission, joan, by=marcus, location=rosewood.home, admitted_on=date(2025, 2, 1))
    services.withdraw(stay, replaces=1, reason="Wrong day", by=marcus)
    assert queries.person_seen_by(marcus, joan.pk) == joan


def test_two_who_write_about_me_first_do_not_overwrite_each_other(joan, ada, marcus):
    services.write_about_me(joan, replaces=None, by=ada, my_wellness="Well")

    with pytest.raises(StaleRecord) as refused:
        services.write_about_me(joan, replaces=None, by=marcus, my_wellness="Tired")

    assert refused.value.latest.my_wellness == "Well"
    services.write_about_me(joan, replaces=1, by=marcus, why="asked again", my_wellness="Tired")
    assert AboutMe.objects.get().my_wellness == "Tired"
    assert queries.last_written(AboutMe.objects.get()).reason == "asked again"


@pytest.mark.parametrize(
    "write",
    [
        lambda joan, ada: services.add(PersonAddress, joan, by=ada, lines="1 High Street"),
        lambda joan, ada: services.state_no_known_allergies(joan, by=ada),
        lambda joan, ada: services.write_about_me(joan, replaces=None, by=ada, my_wellness="Well"),
        lambda joan, ada: services.draft_plan(joan, by=ada),
        lambda joan, ada: services.revise_person(joan.pk, replaces=1, by=ada, phone="01632 960001"),
    ],
    ids=["add", "no known allergies", "about me", "draft", "who they are"],
)
def test_nothing_is_written_when_the_audit_fails(joan, ada, monkeypatch, write):
    def broken(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("governance.services._add_to_audit", broken)

    with pytest.raises(DatabaseError):
        write(joan, ada)

    assert [entry.version for entry in queries.history(Person.objects.get(pk=joan.pk))] == [1]
    assert not PersonAddress.objects.exists()
    assert not AboutMe.objects.exists()
    assert queries.plans(joan) == []


def test_a_person_who_is_not_there_cannot_be_written_to(rosewood, ada):
    with pytest.raises(NotYours):
        services.state_no_known_allergies(rosewood.tom, by=ada)


def test_who_is_not_there_is_not_revised(rosewood, marcus):
    with pytest.raises(NotYours):
        services.revise_person(rosewood.tom.pk, replaces=1, by=marcus, phone="01632 960001")
