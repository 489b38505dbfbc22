"""What goes back over the wire, whichever service it comes from."""

import json
from dataclasses import dataclass, field
from typing import Any

FHIR_STU3 = "application/fhir+json;charset=utf-8"
FHIR_DSTU2 = "application/json+fhir;charset=utf-8"
FHIR_R4 = "application/fhir+json"
PLAIN_JSON = "application/json"


@dataclass(frozen=True)
class Answer:
    """One answer. `seconds` is how long it is held back; `is_cut` breaks it off in mid-body."""

    status: int
    body: bytes
    content_type: str
    headers: tuple[tuple[str, str], ...] = field(default=())
    seconds: float = 0
    is_cut: bool = False


def answer(value: Any, *, status: int = 200, content_type: str = FHIR_STU3) -> Answer:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(status, body, content_type)
