"""Parts of an invented GP record, each entry under a lasting identifier of its practice."""

from tests.gpconnect.answers import a_bundle, a_concept, a_list, an_allergy, an_extension

IN_TRANSIT = an_extension("ListWarningCode", valueCode="data-in-transit")
WITHHELD = an_extension("ListWarningCode", valueCode="confidential-items")


def identified(name):
    return [{"system": "https://EMISWeb/Z99901", "value": name}]


def allergy(name, words=None, **more):
    about = {"identifier": identified(name), "code": a_concept(words or name, sent=name)}
    return an_allergy(name, **about | more)


def medicine(name, *, status="active", dose="One each morning", issued="2026-11-01", **more):
    return {
        "resourceType": "MedicationStatement",
        "id": name,
        "identifier": identified(name),
        "status": status,
        "medicationReference": {"display": name},
        "dosage": [{"text": dose}],
        "effectivePeriod": {"start": "2026-01-05"},
        "extension": [an_extension("MedicationStatementLastIssueDate", valueDateTime=issued)],
        **more,
    }


def entry(kind, name, **more):
    return {"resourceType": kind, "id": name, "identifier": identified(name), **more}


def area(name, *resources, **more):
    references = (f"{one['resourceType']}/{one['id']}" for one in resources)
    return [a_list(name, *references, **more), *resources]


def answer(*parts):
    return a_bundle(*(resource for part in parts for resource in part))


def allergies(*current, ended=(), **more):
    """Both lists of allergies, so that one which is on neither is gone."""
    over = [f"#{one['id']}" for one in ended]
    return [*area("allergies", *current, **more), a_list("ended_allergies", *over, contained=ended)]
