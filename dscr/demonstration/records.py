"""One person's record, as their file tells it: who they are, About Me, what is known of them."""

from datetime import datetime
from typing import Any, Literal

from accounts.models import User
from dscr.demonstration import pictures
from dscr.demonstration.source import day, moment, read
from dscr.demonstration.workplaces import Workplace
from governance.services import change
from records import services as records
from records.kinds import BY_SLUG
from records.models import (
    Alert,
    Allergy,
    Contact,
    CPRDecision,
    Person,
    PersonAddress,
    PersonRecord,
    Photograph,
    Risk,
)

ASSUMED = {"ethnicity": "A", "first_language": "English", "nhs_number_status": "01"}


def written(story: dict[str, Any], place: Workplace) -> Person:
    """Add a person with all that is known of them but their care plan and notes."""
    by, then = place.manager, moment(story["admitted"], "11:00")
    with change(by=by, why="person added") as opened:
        person = records.add_person(by=by, admission=_admission(story, place), **_who(story))
        opened.person_id = person.pk
        if "address" in story:
            _add(
                PersonAddress, person, by, then, lines=story["address"], postcode=story["postcode"]
            )
        for contact in story["contacts"]:
            _add(Contact, person, by, then, **contact)
        for alert in story.get("alerts", []):
            _add(Alert, person, by, then, **_dated_alert(alert))
        for risk in story.get("risks", []):
            _add(Risk, person, by, then, **_dated_risk(risk))
        if "cpr" in story:
            _add(CPRDecision, person, by, then, **_dated_decision(story["cpr"]))
        for slug, rows in story.get("records", {}).items():
            for row in rows:
                _add(BY_SLUG[slug].model, person, by, then, **_dated(row))
        _write_usual(story, person, by)
        _write_allergies(story["allergies"], person, by, then)
        _write_photographs(story, person, by, then)
    _write_about_me(story, person, place, then)
    return person


def _write_photographs(story: dict[str, Any], person: Person, by: User, then: datetime) -> None:
    about: dict[str, Any] = {
        "basis": "agreed",
        "who_decided": f"{person.first_name}, when we asked",
    }
    for days_ago in story.get("photographed", []):
        picture = pictures.portrait(person.full_name, person.initials)
        about |= {"taken_on": day(days_ago), "file": picture.large, "small": picture.small}
        _add(Photograph, person, by, then, **about)


def _who(story: dict[str, Any]) -> dict[str, Any]:
    told = ASSUMED | story["person"]
    practice = read("providers")["practices"].get(told.get("gp_practice_code"), {})
    return told | {
        "gender_identity": told["sex"],
        "interpreter_required": story.get("interpreter", "no"),
        "gp_practice_name": practice.get("name", ""),
        "gp_name": practice.get("gp", ""),
    }


def _admission(story: dict[str, Any], place: Workplace) -> dict[str, Any]:
    return {
        "location": place.location,
        "room": place.rooms[story["room"]] if "room" in story else None,
        "admitted_on": day(story["admitted"]),
        "funding": story.get("funding", ""),
    }


def _dated(told: dict[str, Any]) -> dict[str, Any]:
    """Turn days ago into dates, wherever a field is a date."""
    return {name: day(value) if name.endswith("_on") else value for name, value in told.items()}


def _dated_alert(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": told["text"],
        "category": told["category"],
        "started_on": day(told["from"]) if "from" in told else None,
        "ended_on": day(-told["until"]) if "until" in told else None,
    }


def _dated_risk(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "review"} | {
        "review_on": day(-told["review"])
    }


def _dated_decision(told: dict[str, Any]) -> dict[str, Any]:
    dates = {"decided_on": day(told["decided"])}
    if "review" in told:
        dates["review_on"] = day(-told["review"])
    return {n: value for n, value in told.items() if n not in {"decided", "review"}} | dates


def _write_usual(story: dict[str, Any], person: Person, by: User) -> None:
    for area, answers in story.get("usual", {}).items():
        records.write_nursing_need(person, area=area, replaces=None, answers=answers, by=by)


def _write_allergies(
    told: list[dict[str, str]] | Literal["none_known", "not_asked"],
    person: Person,
    by: User,
    then: datetime,
) -> None:
    """Keep the three states apart: some, none known, and not asked yet."""
    if told == "none_known":
        records.state_no_known_allergies(person, by=by)
    elif told != "not_asked":
        for allergy in told:
            _add(Allergy, person, by, then, **allergy)


def _write_about_me(
    story: dict[str, Any], person: Person, place: Workplace, then: datetime
) -> None:
    if "about_me" not in story:
        return
    author = place.staff[place.shifts["day"][0]]
    answers = story["about_me"]
    first = answers | story.get("about_me_before", {})
    written_then: dict[str, Any] = {**first, "recorded_at": then}
    about_me = records.write_about_me(person, replaces=None, by=author, **written_then)
    if first != answers:
        records.write_about_me(person, replaces=about_me.version, by=author, **answers)


def _add(
    model: type[PersonRecord], person: Person, by: User, then: datetime, **fields: Any
) -> None:
    records.add(model, person, by=by, recorded_at=then, **fields)
