"""A record with something in every part, and the addresses of its pages."""

from types import SimpleNamespace
from uuid import UUID

from django.test import Client
from django.urls import reverse

from records import queries, services
from records.kinds import BY_SLUG, KINDS
from records.models import Admission, CarePlan, PersonRecord
from tests.people import a_care_plan, signed_in
from tests.pictures import TAKEN, a_face, an_upload

# What a form of each kind needs at least, as a browser sends it.
TYPED: dict[str, dict[str, str]] = {
    "allergies": {
        "causative_agent": "Latex",
        "type_of_reaction": "allergy",
        "severity": "mild",
        "certainty": "confirmed",
    },
    "alerts": {"text": "Falls: walks with a frame", "category": "safety"},
    "needs": {"category": "skin", "text": "Dry skin"},
    "risks": {
        "category": "accident",
        "text": "May fall at night",
        "likelihood": "high",
        "impact": "medium",
    },
    "contacts": {"name": "Peter Pettigrew", "kind": "personal_contact", "relationship": "Son"},
    "addresses": {"lines": "1 High Street\r\nLeeds", "address_type": "usual"},
    "absences": {
        "whereabouts": "hospital",
        "started_on-day": "2",
        "started_on-month": "3",
        "started_on-year": "2026",
        "ended_on-day": "9",
        "ended_on-month": "3",
        "ended_on-year": "2026",
    },
    "cpr-decisions": {
        "decision": "for_attempt",
        "decided_on-day": "4",
        "decided_on-month": "3",
        "decided_on-year": "2026",
        "clinician": "Dr Shah, GP",
        "location_of_document": "Front of the paper file",
    },
    "observations": {"category": "strength", "text": "Plays the piano by ear"},
    "devices": {"name": "Walking frame"},
    "medicines": {"name": "Paracetamol 500 mg tablets", "status": "active"},
    "outcomes": {"text": "Walks to the gate and back"},
    "problems": {"text": "Heart failure"},
    "safeguarding-concerns": {"concern_type": "neglect", "text": "Was found in a cold room"},
    "incidents": {"text": "Found on the floor beside the bed"},
    "test-results": {"investigation": "Haemoglobin A1c"},
    "vaccinations": {"vaccine": "Influenza"},
    "ranges": {
        "measured": "fluid",
        "lowest": "1600",
        "set_by_name": "Nora Quill, nurse",
        "set_on-day": "4",
        "set_on-month": "3",
        "set_on-year": "2026",
    },
    "appointments": {
        "purpose": "Eye clinic",
        "starts_on-day": "4",
        "starts_on-month": "3",
        "starts_on-year": "2027",
        "status": "booked",
    },
    "procedures": {"text": "Right hip replacement"},
    "assessments": {"assessment_type": "risk_assessment", "summary": "Falls at night"},
    "support-plans": {"name": "Wound care plan", "text": "Change the dressing on Mondays"},
    "services": {"description": "Two calls a day"},
    "tasks": {
        "description": "Order new glasses",
        "status": "requested",
        "priority": "routine",
        "intent": "plan",
    },
    "referrals": {"referred_to": "Physiotherapy", "rationale": "Unsteady", "urgency": "routine"},
    "communications": {
        "text": "Rang about the dressing",
        "status": "completed",
        "priority": "routine",
        "sender": "Us",
        "recipient": "District nurses",
    },
    "transfers": {"transfer_from": "Here", "transfer_to": "Hospital", "rationale": "A fall"},
    "visits": {"purpose": "Changed the dressing"},
    "photographs": {"basis": "agreed", "who_decided": "Joan herself", **TAKEN},
    "capacity": {
        "decision": "Whether to have the flu vaccine",
        "understands": "yes",
        "retains": "yes",
        "weighs": "yes",
        "communicates": "yes",
        "finding": "has_capacity",
        "evidence": "She said it back in her own words",
    },
    "consents": {
        "concerns": "A photograph for her record",
        "consent_status": "given",
        "stated_by": "Joan herself",
    },
    "advance-decisions": {"refuses": "Being kept alive on a ventilator"},
    "advance-statements": {"statement": "I want to stay here to the end"},
    "dols": {"status": "requested"},
    "documents": {"title": "Letter from the eye clinic", "location_of_document": "Paper file"},
    "mental-health-act": {"legal_status": "Section 117 aftercare"},
}


# What is changed in a record of a kind, where it has no place to change.
CHANGED = {
    "allergies": {"severity": "severe"},
    "alerts": {"text": "Falls: two helpers"},
    "needs": {"text": "Very dry skin"},
    "risks": {"impact": "high"},
    "contacts": {"name": "Pete Pettigrew"},
    "addresses": {"postcode": "LS1 1AA"},
    "admissions": {"funding": "Self"},
    "cpr-decisions": {"clinician": "Dr Jones, GP"},
    "supporters": {"care_team": "Nights"},
    "ranges": {"lowest": "1500"},
    "absences": {"place": "Leeds General, ward 7"},
    "photographs": {"who_decided": "Joan, and she chose the blouse"},
    "support-plans": {"from_whom": "Tessa Hall, tissue viability nurse"},
}


def changed(kind: str) -> dict[str, str]:
    """What somebody types to change a record of a kind, beside what it says already."""
    return CHANGED.get(kind, {"location_name": "In the garden"})


def typed(kind: str, cast: SimpleNamespace) -> dict[str, str]:
    """What somebody types to add a record of a kind."""
    if kind == "supporters":
        return {"worker": str(cast.ada.pk), "role": "Knows her best"}
    if kind == "powers-of-attorney":
        return {
            "attorney": str(a_record("contacts", cast).pk),
            "power_type": "health-and-welfare",
            "registered": "yes",
        }
    if kind == "admissions":
        day = {"admitted_on-day": "6", "admitted_on-month": "1", "admitted_on-year": "2025"}
        return {"location": str(cast.home.pk), **day}
    if kind == "photographs":
        return TYPED[kind] | {"upload": an_upload()}
    return TYPED[kind]


# What is typed in three boxes, as a record keeps it.
DATED: dict[str, dict[str, object]] = {
    "cpr-decisions": {"decided_on": "2026-03-04"},
    "ranges": {"set_on": "2026-03-04"},
    "appointments": {"starts_on": "2027-03-04"},
    "absences": {"started_on": "2026-03-02", "ended_on": "2026-03-09"},
}


def a_record(kind: str, cast: SimpleNamespace) -> PersonRecord:
    """A record of a kind about Joan, written by her manager."""
    if kind == "admissions":
        return Admission.objects.get(person=cast.joan)
    fields: dict[str, object] = {
        n: words for n, words in TYPED.get(kind, {}).items() if "-" not in n
    }
    if kind == "supporters":
        fields = {"worker": cast.ada, "role": "Knows her best"}
    if kind == "powers-of-attorney":
        attorney = a_record("contacts", cast)
        fields = {"attorney": attorney, "power_type": "health-and-welfare", "registered": "yes"}
    fields |= DATED.get(kind, {})
    if kind == "photographs":
        fields |= a_face()
    record = services.add(BY_SLUG[kind].model, cast.joan, by=cast.marcus, **fields)
    record.refresh_from_db()
    return record


def a_whole_record(cast: SimpleNamespace) -> SimpleNamespace:
    """Joan with a record of every kind, About Me, a live plan and a draft."""
    joan, marcus = cast.joan, cast.marcus
    services.write_about_me(joan, replaces=None, by=marcus, my_wellness="Well, if I sleep")
    walks = {"mobility_usual": "aid", "falls": None}
    services.write_nursing_need(joan, area="mobility", replaces=None, answers=walks, by=marcus)
    live = a_care_plan(joan, by=marcus)
    draft = services.draft_plan(joan, by=marcus)
    [goal] = queries.goals(draft)
    return SimpleNamespace(
        joan=joan,
        records={kind.slug: a_record(kind.slug, cast) for kind in KINDS},
        live=live,
        draft=draft,
        comment=services.comment_on_plan(live, by=marcus, text="Clear to read"),
        goal=goal,
        instruction=goal.instructions_now[0],
    )


def page(name: str, person: object, **more: object) -> str:
    """The address of a page about a person."""
    return reverse(f"records:{name}", kwargs={"person_id": person.pk, **more})


def the_plan(person: object) -> str:
    """The address of the plan that people work from, which stands with what was done for it."""
    return reverse("dailycare:care_plan", args=[person.pk])


def of_kind(name: str, kind: str, person: object, record_id: UUID | None = None) -> str:
    """The address of a page about a record, or the records, of a kind."""
    one = {"record_id": record_id} if record_id else {}
    return page(name, person, kind=kind, **one)


def as_(user: object) -> Client:
    """A browser in which somebody is signed in."""
    return signed_in(Client(), user)


def said(answer: object) -> str:
    """What a page says, on one line."""
    return " ".join(answer.content.decode().split())


def press(browser: Client, name: str, draft: CarePlan) -> str:
    """Press a button of the draft's page, and read the page that comes."""
    draft.refresh_from_db()
    address = page(name, draft.person, plan_id=draft.pk)
    return said(browser.post(address, {"replaces": draft.version}, follow=True))


def asked_for(draft: CarePlan, by: object) -> CarePlan:
    """The draft, as it waits for approval."""
    draft.refresh_from_db()
    return services.ask_for_approval(draft, replaces=draft.version, by=by)


def agreement(draft: CarePlan, **changes: str) -> dict[str, str]:
    """What whoever signs off sends."""
    words = {
        "replaces": str(draft.version),
        "edition": str(queries.edition(draft)),
        "agreement": "person",
        "how_involved": "Chose the words herself",
        "review_on-day": "1",
        "review_on-month": "3",
        "review_on-year": "2030",
    }
    return words | changes
