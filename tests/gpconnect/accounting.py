"""Whether an answer is accounted for: nothing that was sent may vanish uncounted.

Every entry of an answer, bundles inside it opened, is one of these, and is counted as such:

- **unreadable**: without a resource, or of a type that no GP record holds; a list whose code says
  nothing; a warning without a word;
- a **patient**, of whom there are as many as were sent; a warning, whose words are **omissions**;
- a **primary list**: each of its entries is an item of its area or is **unresolved** there;
- a **list of what is linked** from consultations or problems: shown where it is linked;
- a **list inside a consultation**: opened in that consultation, or **unreached**;
- an allergy, medicine, problem, immunisation or consultation: some list points at it, or it is
  **unlisted**; so is an allergy that a list contains and does not point at;
- any other clinical resource: something points at it, or it is **unreached**. An issue of a
  medicine points at its plan, and is shown with the medicine; one of no plan is **unreached**;
- a **supporting** resource (a practitioner, an organisation, a place, a substance): never listed.

Written from the answer alone; shares no code with the reader.
"""

import json
from collections import Counter

from tests.gpconnect.expectation import (
    AREAS,
    BEFORE_SECONDARY_CODES,
    CONSULTATION,
    LISTED,
    OTHERS,
    SECONDARY,
    STRUCTURE,
    SUPPORTING,
)

KNOWN = LISTED | OTHERS | SUPPORTING | {"MedicationRequest", "MedicationDispense"}


def check_accounts(data, read, understood):
    """Raise AssertionError where a record and what was understood of it do not add up."""
    json.dumps(understood, allow_nan=False, ensure_ascii=False).encode()
    for area in understood["areas"].values():
        assert area["entries"] == len(area["items"]) + area["unresolved"]
        assert (area["state"] == "present") == (area["entries"] > 0)
        assert all(item["display"].strip() for item in area["items"])
    if "error" in understood:
        assert understood["error"]["why"]
        return
    sent = list(_unwrapped(json.loads(data)))
    resources = [one for one in sent if one is not None and _kind(one) in KNOWN]
    lists = [(_place(one), one) for one in resources if one["resourceType"] == "List"]
    wordless = [one for one in resources if one["resourceType"] == "OperationOutcome"]
    wordless = [one for one in wordless if not _objects(one.get("issue"))]
    unknown = [listed for place, listed in lists if place is None]
    assert understood["unreadable"] == len(sent) - len(resources) + len(unknown) + len(wordless)
    assert len(read.patients) == [one["resourceType"] for one in resources].count("Patient")
    for name in AREAS.values():
        entries = sum(len(_entries(listed)) for place, listed in lists if place == name)
        assert understood["areas"][name]["entries"] == entries
    _check_lost(resources, json.dumps(sent), understood)


def _check_lost(resources, words, understood):
    """What no word of the answer can point at is counted, by its kind, and no kind too often."""
    lists = [one for one in resources if one["resourceType"] == "List"]
    inside = [inner for listed in lists for inner in _objects(listed.get("contained"))]
    lost = Counter(_kind(one) for one in inside if not _is_said(one, words, "#"))
    lost.update(one["resourceType"] for one in resources if not _is_said(one, words))
    lost["List"] = sum(_is_topic(one) and not _is_said(one, words) for one in lists)
    kinds = Counter(map(_kind, [*resources, *inside]))
    counted = Counter(understood["unlisted"]) + Counter(understood["unreached"])
    for kind in LISTED | OTHERS | {"List"}:
        assert lost[kind] <= counted[kind] <= kinds[kind], (kind, lost, counted, kinds)


def _is_said(resource, words, before=""):
    """Whether the id of a resource is anywhere in an answer but in the resource itself."""
    name = resource.get("id")
    if isinstance(name, int | float) and not isinstance(name, bool):
        return True
    if not isinstance(name, str) or not name.strip():
        return False
    return words.count(json.dumps(before + name.strip())[1:-1]) > (not before)


def _is_topic(listed):
    """A topic or heading that holds something, and is not the list of a whole consultation."""
    if not _entries(listed) or CONSULTATION in json.dumps(listed.get("code")):
        return False
    return _place(listed) == "inside"


def _unwrapped(document):
    """The resource of every entry, None where there is none."""
    match document["resourceType"]:
        case "Bundle":
            waiting = document.get("entry", [])[::-1]
        case _:
            held = document["parameter"]
            waiting = [one for one in _objects(held) if _kind(one.get("resource")) == "Bundle"][
                ::-1
            ]
    while waiting:
        entry = waiting.pop()
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if _kind(resource) == "Bundle" and isinstance(resource.get("entry"), list):
            waiting.extend(resource["entry"][::-1])
        else:
            yield resource


def _kind(resource):
    kind = resource.get("resourceType") if isinstance(resource, dict) else None
    return kind if isinstance(kind, str) else None


def _objects(value):
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def _entries(listed):
    entries = listed.get("entry")
    return entries if isinstance(entries, list) else [] if entries is None else [entries]


def _place(listed):
    for coded in _objects(listed.get("code"))[:1]:
        for coding in _objects(coded.get("coding")):
            sent = coding.get("code")
            sent = sent.strip() if isinstance(sent, str) else str(sent)
            if sent in AREAS:
                return AREAS[sent]
            if sent in STRUCTURE:
                return "inside"
            if sent == BEFORE_SECONDARY_CODES:
                return "elsewhere"
            if str(coding.get("system")).endswith(SECONDARY.rpartition("/")[2]):
                return "elsewhere"
            if sent == "TBD" and _objects(listed.get("contained")):
                return "ended_allergies"
    return None
