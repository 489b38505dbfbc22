"""Damage at random, from a seed: what a GP system, a network or somebody hostile might send.

Whole records are kept as the texts of their entries, so that one is put together, with some of
its entries left out, as fast as it can be parsed.
"""

import json

HOSTILE = (
    None, True, 0, -1.5, 10**4000, float("nan"), float("inf"), "", " ", "\x00\ud800", "\u202etxet",
    "<script>alert(1)</script>", "'; DROP TABLE", "x" * 5000, "https://" + "a" * 400, "#", "List/",
    [], [[]], [None], {}, {"reference": ["AllergyIntolerance/a1"]}, {"coding": {"code": {}}},
    {"resourceType": "List"}, {"resourceType": ["Patient"]}, {"resourceType": "Bundle"},
)  # fmt: skip
# What another supplier might send where this one sent something else.
RETYPED = (
    lambda value: [value],
    lambda value: {"value": value},
    lambda value: {"text": value},
    lambda value: value[0] if isinstance(value, list) and value else 7,
    lambda _value: "in words",
    str,
)
KINDS = (
    "AllergyIntolerance", "MedicationStatement", "MedicationRequest", "Condition", "Encounter",
    "Immunization", "Observation", "DiagnosticReport", "ReferralRequest", "ProcedureRequest",
    "DocumentReference", "Medication", "List", "Patient", "OperationOutcome", "Bundle", "Starship",
)  # fmt: skip
MOST_ENTRIES = 100


class Original:
    """A whole record, of which each damaged one begins as a copy."""

    def __init__(self, name, data):
        document = json.loads(data)
        self.name = name
        self._entries = [json.dumps(entry) for entry in document.pop("entry")]
        self._rest = json.dumps(document)

    def copy(self, chance):
        """All of it now and then; of a long one, most often some entries of it."""
        entries = self._entries
        if len(entries) > MOST_ENTRIES and chance.random() < 0.95:
            entries = chance.sample(entries, MOST_ENTRIES)
        return json.loads(self._rest) | {"entry": json.loads(f"[{','.join(entries)}]")}


def damaged(original, chance):
    """The text of a record after up to eight kinds of damage, now and then to its very bytes."""
    document = original.copy(chance)
    for _ in range(chance.randint(1, 8)):
        harm(document, chance)
    data = json.dumps(document).encode()
    return chance.choice(BROKEN)(data, chance) if chance.random() < 0.05 else data


def harm(document, chance):
    """Do one kind of damage to one place, seldom to the bundle itself."""
    entries = document.get("entry")
    inside = entries if entries and chance.random() < 0.98 else document
    container, key = _place(inside, chance)
    if container is not None:
        chance.choice(HARMS)(container, key, document, chance)


def _place(node, chance):
    """Any place of a document, the deep ones as likely as the shallow."""
    container, key = None, None
    while isinstance(node, dict | list) and node:
        container, key = (
            node,
            chance.choice(list(node) if isinstance(node, dict) else range(len(node))),
        )
        node = node[key]
        if chance.random() < 0.12:
            break
    return container, key


def _replace(container, key, _document, chance):
    container[key] = json.loads(json.dumps(chance.choice(HOSTILE)))


def _drop(container, key, _document, _chance):
    del container[key]


def _duplicate(container, key, _document, _chance):
    if isinstance(container, list):
        container.insert(key, json.loads(json.dumps(container[key])))
    else:
        container[f"{key}Again"] = container[key]


def _rename(container, key, _document, chance):
    if isinstance(container, dict):
        container[chance.choice((f"_{key}", key.upper(), "", "entry"))] = container.pop(key)


def _retype(container, key, _document, chance):
    container[key] = chance.choice(RETYPED)(container[key])


def _nest(container, key, _document, chance):
    for _ in range(chance.choice((1, 3, 200))):
        container[key] = [container[key]] if chance.random() < 0.5 else {"value": container[key]}


def _fill_from_elsewhere(container, key, document, chance):
    other, name = _place(document, chance)
    if other is not None:
        container[key] = json.loads(json.dumps(other[name]))


def _resources(document):
    held = document.get("entry")
    entries = [e for e in held if isinstance(e, dict)] if isinstance(held, list) else []
    return [e["resource"] for e in entries if isinstance(e.get("resource"), dict)]


# By what each kind points at others of this or another kind.
FIELDS = {
    "DiagnosticReport": lambda reference: {"result": [reference]},
    "List": lambda reference: {"entry": [{"item": reference}]},
    "MedicationStatement": lambda reference: {"basedOn": reference},
    "Observation": lambda reference: {"related": [{"type": "has-member", "target": reference}]},
    "PractitionerRole": lambda reference: {"practitioner": reference},
}


def _point_elsewhere(_container, _key, document, chance):
    """A resource now points at itself, at one of its kind, or at any."""
    resources = [one for one in _resources(document) if isinstance(one.get("resourceType"), str)]
    kinds = sorted({one["resourceType"] for one in resources} & FIELDS.keys())
    if not kinds:
        return
    kind = chance.choice(kinds)
    alike = [one for one in resources if one["resourceType"] == kind]
    pointing = chance.choice(alike)
    target = chance.choice((pointing, chance.choice(alike), chance.choice(resources)))
    reference = {"reference": f"{target['resourceType']}/{target.get('id')}"}
    pointing |= FIELDS[kind](reference)


def _retype_resource(_container, _key, document, chance):
    if resources := _resources(document):
        chance.choice(resources)["resourceType"] = chance.choice(KINDS)


def _rename_resource(_container, _key, document, chance):
    """A resource loses its id, or takes that of another."""
    if resources := _resources(document):
        chance.choice(resources)["id"] = chance.choice((None, chance.choice(resources).get("id")))


def _wrap_entries(_container, _key, document, chance):
    """A bundle inside the bundle."""
    if isinstance(entries := document.get("entry"), list) and entries:
        at = chance.randrange(len(entries))
        inner = {"resourceType": "Bundle", "entry": entries[at:]}
        entries[at:] = [{"resource": inner}]


HARMS = (
    _replace, _drop, _duplicate, _rename, _retype, _nest, _fill_from_elsewhere, _point_elsewhere,
    _retype_resource, _rename_resource, _wrap_entries,
)  # fmt: skip


def _cut(data, chance):
    return data[: chance.randrange(len(data))]


def _flip(data, chance):
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _deepen(data, chance):
    depth = chance.choice((500, 100_000))
    return data.replace(b": {", b': {"deep":' + b"[" * depth + b"]" * depth + b",", 1)


def _enlarge(data, _chance):
    return data.replace(b": {", b': {"valueInteger":' + b"9" * 5000 + b",", 1)


BROKEN = (_cut, _flip, _deepen, _enlarge)
