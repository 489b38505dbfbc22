"""One resource into one item. Each reader takes what it finds and asks for nothing."""

from collections.abc import Callable
from typing import Any

from gpconnect.reading.codes import (
    COMMENT_NOTE,
    NO_KNOWN_ALLERGIES,
    NOT_A_FINDING,
    NOT_FOR_THE_PERSON,
)
from gpconnect.reading.fhir import (
    Json,
    code,
    codes,
    concept,
    concepts,
    each_of,
    extension,
    extensions,
    first,
    identifiers,
    notes,
    objects,
    period_or_moment,
    person_name,
    snomed,
    text,
    texts,
    words,
    written,
)
from gpconnect.reading.record import (
    Allergy,
    Consultation,
    DiaryEntry,
    Finding,
    Immunisation,
    Investigation,
    Issue,
    Item,
    Medication,
    Problem,
    Referral,
)
from gpconnect.reading.source import Source, said_of

UNNAMED = "Name not given by the GP system"


def read_item(resource: Json, source: Source) -> Item:
    """The item a resource is; a kind without a reader of its own still gets its name and date.

    Read once however often it is pointed at, so that no answer grows by pointing at itself.
    """
    item = source.items.get(id(resource))
    if item is None:
        item = READERS.get(resource["resourceType"], _other)(resource, source)
        source.items[id(resource)] = item
    return item


def _common(resource: Json, display: str) -> dict[str, Any]:
    labels = objects(first(resource.get("meta")).get("security"))
    withheld = any(code(label.get("code")) == NOT_FOR_THE_PERSON for label in labels)
    return {
        "kind": resource["resourceType"],
        "display": display or _unnamed(resource),
        "notes": notes(resource),
        "identifiers": identifiers(resource),
        "is_withheld_from_person": withheld
        or NOT_FOR_THE_PERSON in codes(resource.get("securityLabel")),
    }


def _unnamed(resource: Json) -> str:
    """Never the code alone: it means nothing to the reader, but helps the practice."""
    sent = next(filter(None, codes(resource.get("code"))), "")
    return f"{UNNAMED} (code {sent})" if sent else UNNAMED


def name_of(holder: object, source: Source) -> str:
    """Who a reference names: a person, a role's person, an organisation, or its own words."""
    found = source.resolve(holder)
    if found is not None and found["resourceType"] == "PractitionerRole":
        found = source.resolve(found.get("practitioner"))
    if found is None:
        return text(first(holder).get("display"))
    name = found.get("name")
    return text(name) or person_name(name)


def _allergy(resource: Json, source: Source) -> Allergy:
    end = first(extensions(resource, "allergyintoleranceend"))
    return Allergy(
        **_common(resource, concept(resource.get("code"))),
        snomed=snomed(resource.get("code")),
        status=code(resource.get("clinicalStatus")),
        date=code(resource.get("assertedDate")),
        by=name_of(resource.get("asserter") or resource.get("recorder"), source),
        categories=texts(resource.get("category")),
        criticality=code(resource.get("criticality")),
        onset=period_or_moment(resource, "onset") or text(resource.get("onsetString")),
        reactions=tuple(filter(None, map(_reaction, each_of(resource.get("reaction"))))),
        ended_on=code(extension(end, "enddate")),
        end_reason=text(extension(end, "reasonended") or extension(end, "endreason")),
        is_none_known=NO_KNOWN_ALLERGIES in codes(resource.get("code")),
    )


def _reaction(sent: object) -> str:
    reaction = first(sent)
    found = [
        concept(manifestation)
        for manifestation in each_of(reaction.get("manifestation"))
        if not NOT_A_FINDING.intersection(codes(manifestation))
    ]
    parts = [words(sent), *found, text(reaction.get("description")), code(reaction.get("severity"))]
    parts.append(concept(reaction.get("exposureRoute")))
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _medicine(resource: Json, source: Source) -> str:
    """The name of a medicine: from the Medication it points at, or from its own words."""
    holder = resource.get("medicationReference")
    found = source.resolve(holder, resource)
    return (
        concept((found or {}).get("code"))
        or concept(resource.get("medicationCodeableConcept"))
        or text(first(holder).get("display"))
    )


def _medicine_code(resource: Json, source: Source) -> str:
    found = source.resolve(resource.get("medicationReference"), resource) or {}
    return snomed(found.get("code")) or snomed(resource.get("medicationCodeableConcept"))


def _medication(resource: Json, source: Source) -> Medication:
    plan = source.resolve(resource.get("basedOn"), resource) or {}
    repeat = first(extensions(plan, "medicationrepeatinformation"))
    stopped = first(extensions(plan, "medicationstatusreason"))
    kind = extension(plan, "prescriptiontype")
    agency = extension(resource, "prescribingagency")
    period = first(resource.get("effectivePeriod"))
    return Medication(
        **_common(resource, _medicine(resource, source) or _medicine(plan, source)),
        snomed=_medicine_code(resource, source),
        status=code(resource.get("status")),
        date=period_or_moment(resource, "effective"),
        dosage=_dosage(resource),
        prescription_type=next(iter(codes(kind)), ""),
        prescription_words=concept(kind),
        ended_on=code(period.get("end")),
        last_issued_on=code(extension(resource, "medicationstatementlastissuedate")),
        issues=tuple(map(_issue, source.issues_of(plan))),
        quantity=_dispensed(plan),
        repeats_allowed=text(extension(repeat, "numberofrepeatprescriptionsallowed")),
        repeats_issued=text(extension(repeat, "numberofrepeatprescriptionsissued")),
        authorised_until=code(extension(repeat, "authorisationexpirydate")),
        stopped_on=code(extension(stopped, "statuschangedate")),
        stop_reason=concept(extension(stopped, "statusreason")),
        prescribed_by_agency=concept(agency),
        is_prescribed_elsewhere=any(sent != "prescribed-at-gp-practice" for sent in codes(agency)),
    )


def _issue(order: Json) -> Issue:
    return Issue(
        date=code(order.get("authoredOn")),
        quantity=_dispensed(order),
        status=code(order.get("status")),
    )


def _dispensed(request: Json) -> str:
    return _quantity(first(request.get("dispenseRequest")).get("quantity"))


def _dosage(resource: Json) -> tuple[str, ...]:
    return tuple(
        said
        for dose in each_of(resource.get("dosage"))
        for said in (*written(dose), text(first(dose).get("patientInstruction")))
        if said
    )


def _quantity(value: object) -> str:
    """A quantity in words. The words beat the number, unless they are only its unit."""
    quantity = first(value)
    words = text(extension(quantity, "medicationquantitytext"))
    if any(letter.isdigit() for letter in words):
        return words
    number = f"{code(quantity.get('comparator'))}{text(quantity.get('value'))}"
    return f"{number} {words or text(quantity.get('unit')) or code(quantity.get('code'))}".strip()


def _prescription(resource: Json, source: Source) -> Item:
    return Item(
        **_common(resource, _medicine(resource, source)),
        status=code(resource.get("status")),
        date=code(resource.get("authoredOn")),
    )


def _problem(resource: Json, source: Source) -> Problem:
    asserted_on = code(resource.get("assertedDate"))
    return Problem(
        **_common(resource, concept(resource.get("code"))),
        status=code(resource.get("clinicalStatus")),
        date=period_or_moment(resource, "onset") or asserted_on,
        by=name_of(resource.get("asserter"), source),
        significance=code(extension(resource, "problemsignificance")),
        asserted_on=asserted_on,
        ended_on=period_or_moment(resource, "abatement"),
    )


def _immunisation(resource: Json, source: Source) -> Immunisation:
    is_not_given = resource.get("notGiven") is True
    vaccine = "" if "UNK" in codes(resource.get("vaccineCode")) else resource.get("vaccineCode")
    explanation = first(resource.get("explanation"))
    return Immunisation(
        **_common(
            resource, concept(extension(resource, "vaccinationprocedure")) or concept(vaccine)
        ),
        status=code(resource.get("status")),
        date=code(resource.get("date")),
        by=name_of(first(resource.get("practitioner")).get("actor"), source),
        is_not_given=is_not_given,
        reason=concepts(explanation.get("reasonNotGiven" if is_not_given else "reason")),
        vaccine=concept(vaccine),
        dose=text(first(resource.get("vaccinationProtocol")).get("doseSequence")),
        batch=text(resource.get("lotNumber")),
        expires_on=code(resource.get("expirationDate")),
        site=concept(resource.get("site")),
        recorded_on=code(extension(resource, "daterecorded")),
    )


def _consultation(resource: Json, source: Source) -> Consultation:
    people = (each.get("individual") for each in objects(resource.get("participant")))
    status = code(resource.get("status"))
    return Consultation(
        **_common(resource, concepts(resource.get("type"))),
        status=status,
        date=code(first(resource.get("period")).get("start")),
        by=", ".join(dict.fromkeys(filter(None, (name_of(each, source) for each in people)))),
        place=name_of(first(resource.get("location")).get("location"), source),
        is_draft=status == "unknown",
    )


def _finding(resource: Json, source: Source) -> Finding:
    return Finding(
        **_finding_itself(resource),
        members=tuple(Finding(**_finding_itself(member)) for member in _members(resource, source)),
    )


def _finding_itself(resource: Json) -> dict[str, Any]:
    comment = text(resource.get("comment"))
    values = _common(resource, concept(resource.get("code")))
    values["notes"] += (comment,) if comment else ()
    usual = first(resource.get("referenceRange"))
    return values | {
        "status": code(resource.get("status")),
        "date": period_or_moment(resource, "effective") or code(resource.get("issued")),
        "value": _value(resource),
        "is_comment": COMMENT_NOTE in codes(resource.get("code")),
        "usual_range": text(usual.get("text")) or _range(usual),
    }


def _members(resource: Json, source: Source) -> list[Json]:
    """Results grouped under this one, one level down: deeper groups are not in the profile."""
    targets = (
        source.resolve(each.get("target"))
        for each in objects(resource.get("related"))
        if code(each.get("type")) == "has-member"
    )
    return [each for each in targets if each is not None and each["resourceType"] == "Observation"]


def _range(usual: Json) -> str:
    low, high = _quantity(usual.get("low")), _quantity(usual.get("high"))
    return " to ".join(filter(None, (low, high)))


def _value(resource: Json) -> str:
    """A measured value in words; parts of it (a blood pressure) are named."""
    own = (
        _quantity(resource.get("valueQuantity"))
        or text(resource.get("valueString"))
        or concept(resource.get("valueCodeableConcept"))
        or code(resource.get("valueDateTime"))
        or _range(first(resource.get("valueRange")))
    )
    parts = [
        f"{concept(part.get('code'))}: {_value(part)}"
        for part in objects(resource.get("component"))
        if part.get("component") is None
    ]
    return ", ".join(filter(None, (own, *parts)))


def _investigation(resource: Json, source: Source) -> Investigation:
    results = (source.resolve(each) for each in objects(resource.get("result")))
    conclusion = text(resource.get("conclusion"))
    values = _common(resource, concept(resource.get("code")))
    values["notes"] += (conclusion,) if conclusion else ()
    return Investigation(
        **values,
        status=code(resource.get("status")),
        date=code(resource.get("issued")) or period_or_moment(resource, "effective"),
        by=name_of(first(resource.get("performer")).get("actor"), source),
        results=tuple(_result(each, source) for each in results if each is not None),
    )


def _result(resource: Json, source: Source) -> Item:
    """One result. A report among them is only named: reports may point at each other in circles."""
    if resource["resourceType"] == "DiagnosticReport":
        return _other(resource, source)
    return read_item(resource, source)


def _referral(resource: Json, source: Source) -> Referral:
    reason = concepts(resource.get("reasonCode")) or concepts(resource.get("serviceRequested"))
    values = _common(resource, reason)
    described = text(resource.get("description"))
    values["notes"] = ((described,) if described else ()) + values["notes"]
    recipients = (name_of(each, source) for each in objects(resource.get("recipient")))
    return Referral(
        **values,
        status=code(resource.get("status")),
        date=code(resource.get("authoredOn")),
        by=name_of(first(resource.get("requester")).get("agent"), source),
        priority=code(resource.get("priority")),
        recipients=tuple(filter(None, recipients)),
    )


def _request(resource: Json, source: Source) -> Item:
    """A plan is a diary entry; any other intent is a test that was asked for."""
    kind = DiaryEntry if code(resource.get("intent")) == "plan" else Item
    return kind(
        **_common(resource, concept(resource.get("code"))),
        status=code(resource.get("status")),
        date=period_or_moment(resource, "occurrence"),
        by=name_of(first(resource.get("requester")).get("agent"), source),
    )


def _document(resource: Json, source: Source) -> Item:
    return Item(
        **_common(resource, text(resource.get("description")) or concept(resource.get("type"))),
        status=code(resource.get("status")),
        date=code(resource.get("created")),
        by=name_of(first(resource.get("author")), source),
    )


def _other(resource: Json, source: Source) -> Item:
    display = concepts(resource.get("code")) or concepts(resource.get("type"))
    return Item(
        **_common(resource, display or said_of(resource)),
        status=code(resource.get("status")),
        date=code(resource.get("authoredOn")) or code(resource.get("date")),
    )


READERS: dict[str, Callable[[Json, Source], Item]] = {
    "AllergyIntolerance": _allergy,
    "Condition": _problem,
    "DiagnosticReport": _investigation,
    "DocumentReference": _document,
    "Encounter": _consultation,
    "Immunization": _immunisation,
    "MedicationRequest": _prescription,
    "MedicationStatement": _medication,
    "Observation": _finding,
    "ProcedureRequest": _request,
    "ReferralRequest": _referral,
}
