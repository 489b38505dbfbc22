"""Mappings say only what the record has: its fields, and codes among the choices of those."""

import pytest

from dailycare.kinds import BY_SLUG as CARE
from imports.adapters import ADAPTERS
from imports.mapped.adapter import MappedAdapter
from imports.mapped.measurements import MEASURED
from imports.mapped.people import AS_TYPED, OF_PERSON
from imports.mapped.records import AS_OF, SPLIT, fields_of
from imports.mapped.spec import Cell
from imports.rows import AllergyKnowledge
from records.models import AboutMe, Person

MAPPED = [one for one in ADAPTERS.values() if isinstance(one, MappedAdapter)]
OF_PEOPLE = {
    *AS_TYPED, *OF_PERSON, "title", "preferred_name", "full_name", "surname",
    "given_names", "born_on", "died_on", "nhs_number",
    "nhs_claim", "address", "status", "moved_in_on", "left_on", "gp", "allergies",
    "allergy_state", "resuscitation", "resuscitation_place",
}  # fmt: skip
OF_OTHERS = {
    "staff": {"name"},
    "note": {"text", "at", "time", "recorded_at", "author", "withdrawn_why", "replaced_by", "type",
             "outcome", "visit"},
    "measurement": {"type", "value", "unit", "at", "author"},
    "about_me": {"heading", "label", "text", "supported_by"},
    "document": {"file_name", "title", "document_class", "written_by", "happened_on", "size"},
}  # fmt: skip
TABLES = [
    pytest.param(spec, id=f"{adapter.name}: {name}")
    for adapter in MAPPED
    for name, spec in adapter.mapping.tables.items()
]


def meanings(cell: Cell) -> set[str]:
    """Every code of ours that a cell may become."""
    own = {*(cell.values or {}).values(), cell.otherwise, cell.blank} if cell.values else set()
    return own.union(*(meanings(part) for part in cell.parts)) - {""}


def choices(field) -> set[str]:
    return {str(value) for value, _ in field.choices or ()}


@pytest.mark.parametrize("spec", TABLES)
def test_every_field_is_one_that_the_record_has(spec):
    if spec.holds == "person":
        assert set(spec.fields) <= OF_PEOPLE
    elif spec.holds in OF_OTHERS:
        names = {name for name in spec.fields if not name.startswith("values.")}
        assert names <= OF_OTHERS[spec.holds]
    else:
        names = {part for name in spec.fields for part in name.split(SPLIT) if part}
        assert names - {"author"} <= fields_of(spec.holds).keys()
        assert not spec.keep or spec.keep in fields_of(spec.holds)


@pytest.mark.parametrize("spec", TABLES)
def test_every_code_is_among_the_choices_of_its_field(spec):
    wrong = {}
    for name, cell in spec.fields.items():
        allowed = allowed_for(spec, name)
        if allowed is not None and not meanings(cell) <= allowed:
            wrong[name] = meanings(cell) - allowed
    assert wrong == {}


def allowed_for(spec, name):
    """The codes a field may hold; None where it takes any words."""
    allowed = {
        "person": of_people, "note": of_notes, "measurement": of_values, "about_me": of_headings,
    }  # fmt: skip
    if spec.holds in allowed:
        return allowed[spec.holds](name)
    if spec.holds in OF_OTHERS or SPLIT in name or name == "author":
        return None
    field = fields_of(spec.holds)[name]
    kinds = {"DateField": {AS_OF}, "BooleanField": {"yes", "no"}}
    return kinds.get(field.get_internal_type()) or choices(field) or None


def of_people(name):
    if name in OF_PERSON:
        return choices(Person._meta.get_field(name)) or None
    ours = {"allergy_state": set(AllergyKnowledge), "status": {"here", "left", "died"}}
    return ours.get(name)


def of_notes(name):
    if name.startswith("values."):
        return answers(name.removeprefix("values."))
    outcomes = {"refused", "not_offered", "done_by_other"}
    return {"type": CARE.keys(), "outcome": outcomes}.get(name)


def of_values(name):
    return MEASURED.keys() if name == "type" else None


def of_headings(name):
    return {field.name for field in AboutMe._meta.fields} if name == "heading" else None


def answers(name):
    """The answers that kinds of care offer to a question; None where words are answered."""
    offered = [
        {value for value, _ in question.choices}
        for kind in CARE.values()
        for question in kind.questions
        if question.name == name
    ]
    assert offered, f"no kind asks for {name}"
    return set().union(*offered) | {"supplement"} if any(offered) else None


@pytest.mark.parametrize("adapter", MAPPED, ids=lambda adapter: adapter.name)
def test_what_a_source_is_known_by_is_mapped(adapter):
    known = adapter.mapping.recognised_by

    assert known
    assert known.keys() <= adapter.mapping.tables.keys()
    assert adapter.label


def test_a_cell_says_what_it_makes_of_what_was_typed():
    coded = Cell("Sex", values={"M": "1"}, in_another_case="in another case", otherwise="X")
    shaped = Cell("Code", matches=__import__("re").compile(r"\d+"), unknown="odd")
    listed = Cell("Roles", holds="KIN")
    both = Cell(parts=(Cell("A", label="First"), Cell("B", label="Then")), between="; ")

    assert coded.read({"Sex": " M "}) == ("1", ())
    assert coded.read({"Sex": "m"}) == ("1", ("in another case",))
    assert coded.read({"Sex": "?"}) == ("X", ("not in the list of the old system: ?",))
    assert coded.read({}) == ("", ())
    assert shaped.read({"Code": "12"}) == ("12", ())
    assert shaped.read({"Code": "x"}) == ("x", ("odd: x",))
    assert [listed.read({"Roles": said})[0] for said in ("KIN\nGP", "GP", "")] == ["yes", "no", ""]
    assert both.read({"A": "tea", "B": "toast"}) == ("First: tea; Then: toast", ())
    assert both.typed({"B": "toast"}) == "Then: toast"
    assert Cell(words="always").read({}) == ("always", ())
