"""How the Spine proxy, a GP system, PDS and SDS say no: OperationOutcomes and what raises them."""

from collections.abc import Iterable

PROVIDER_CODES = "https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1"
OLDER_CODES = "http://fhir.nhs.net/ValueSet/gpconnect-error-or-warning-code-1"
PROXY_CODES = "http://fhir.nhs.net/ValueSet/gpconnect-schedule-response-code-1-0"
R4_CODES = "https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode"
PROFILE = "https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-OperationOutcome-1"

# code: HTTP status, issue type, display
_PROVIDER = {
    "BAD_REQUEST": (400, "invalid", "Bad request"),
    "CONFLICTING_VALUES": (400, "conflict", "Conflicting values have been specified"),
    "INVALID_IDENTIFIER_SYSTEM": (400, "value", "Invalid identifier system"),
    "INVALID_IDENTIFIER_VALUE": (400, "value", "Invalid identifier value"),
    "INVALID_NHS_NUMBER": (400, "value", "Invalid NHS number"),
    "INVALID_PATIENT_DEMOGRAPHICS": (400, "invalid", "Invalid patient demographics"),
    "NO_PATIENT_CONSENT": (403, "forbidden", "Patient has not provided consent to share data"),
    "NO_ORGANISATION_CONSENT": (403, "forbidden", "Organisation has not consented to share data"),
    "ACCESS DENIED": (403, "forbidden", "Access has been denied to process this request"),
    "NO_RELATIONSHIP": (403, "forbidden", "No legitimate relationship exists with this patient"),
    "PATIENT_NOT_FOUND": (404, "not-found", "Patient not found"),
    "ORGANISATION_NOT_FOUND": (404, "not-found", "Organisation not found"),
    "PRACTITIONER_NOT_FOUND": (404, "not-found", "Practitioner not found"),
    "NO_RECORD_FOUND": (404, "not-found", "No record found"),
    "DUPLICATE_REJECTED": (409, "duplicate", "Duplicate rejected"),
    "INVALID_RESOURCE": (422, "invalid", "Invalid validation of resource"),
    "INVALID_PARAMETER": (422, "invalid", "Invalid parameter"),
    "REFERENCE_NOT_FOUND": (422, "not-found", "Reference not found"),
    "INTERNAL_SERVER_ERROR": (500, "exception", "Internal server error"),
    "NOT_IMPLEMENTED": (501, "not-supported", "Not implemented"),
}
_PROXY_TYPES = {
    400: "invalid",
    403: "forbidden",
    405: "not-supported",
    415: "not-supported",
    502: "transient",
}
_R4 = {
    "INVALID_RESOURCE_ID": (400, "error", "value", "Resource Id is invalid"),
    "MISSING_VALUE": (400, "error", "required", "Required value is missing"),
    "RESOURCE_NOT_FOUND": (404, "information", "not-found", "Resource not found"),
    "UNSUPPORTED_SERVICE": (400, "error", "processing", "Unsupported service"),
}


class Refused(Exception):
    """The request ends here, with this status and this OperationOutcome."""

    def __init__(self, status: int, outcome: dict) -> None:
        super().__init__(outcome["issue"][0].get("diagnostics", status))
        self.status = status
        self.outcome = outcome


def by_provider(code: str, diagnostics: str = "") -> Refused:
    """What the GP system answers; `diagnostics` names the offending claim or parameter."""
    status, kind, display = _PROVIDER[code]
    issue = _issue("error", kind, PROVIDER_CODES, code, display)
    if diagnostics:
        issue["diagnostics"] = diagnostics
    outcome = {"resourceType": "OperationOutcome", "meta": {"profile": [PROFILE]}, "issue": [issue]}
    return Refused(status, outcome)


def in_dstu2(refused: Refused) -> dict:
    """The same outcome as the older HTML view words it: another code system (inferred)."""
    issues = []
    for issue in refused.outcome["issue"]:
        coding = {**issue["details"]["coding"][0]}
        if coding["system"] == PROVIDER_CODES:
            coding["system"] = OLDER_CODES
        issues.append({**issue, "details": {"coding": [coding]}})
    return {"resourceType": "OperationOutcome", "issue": issues}


def by_proxy(status: int, text: str) -> Refused:
    """What the Spine proxy itself answers: a numeric code, the text twice."""
    issue = _issue("error", _PROXY_TYPES[status], PROXY_CODES, str(status), text)
    return Refused(
        status,
        {"resourceType": "OperationOutcome", "issue": [{**issue, "diagnostics": text}]},
    )


def by_spine_service(code: str, diagnostics: str = "") -> Refused:
    """What PDS or SDS answers, in FHIR R4."""
    status, severity, kind, display = _R4[code]
    issue = _issue(severity, kind, R4_CODES, code, display)
    issue["details"]["coding"][0]["version"] = "1"
    if diagnostics:
        issue["diagnostics"] = diagnostics
    return Refused(status, {"resourceType": "OperationOutcome", "issue": [issue]})


def warnings(outcome_id: str, texts: Iterable[tuple[str, str]]) -> dict:
    """The one OperationOutcome inside a 200 bundle: (parameter, what is said of it) each."""
    issues = []
    for parameter, said in texts:
        issue = _issue(
            "warning", "not-supported", PROVIDER_CODES, "NOT_IMPLEMENTED", "Not implemented"
        )
        issue["details"]["text"] = f"{parameter} {said}"
        issues.append({**issue, "diagnostics": parameter})
    return {
        "resourceType": "OperationOutcome",
        "id": outcome_id,
        "meta": {"profile": [PROFILE]},
        "issue": issues,
    }


def _issue(severity: str, kind: str, system: str, code: str, display: str) -> dict:
    coding = {"system": system, "code": code, "display": display}
    return {"severity": severity, "code": kind, "details": {"coding": [coding]}}
