"""Mappings say only what the record has: its fields, and codes among the choices of those."""

import re

import pytest
import yaml

from imports.adapters import ADAPTERS
from imports.mapped.adapter import MappedAdapter
from imports.mapped.spec import Cell, parsed
from imports.mapping.checking import BadMapping, from_yaml, mistakes_in
from tests.imports.mappings import A_MAPPING, as_yaml, changed

BUILT_IN = ["homecare_csv", "json_vendor"]
MAPPED = [one for one in ADAPTERS.values() if isinstance(one, MappedAdapter)]


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_mappings_we_came_with_say_only_what_the_record_has(name):
    with open(f"imports/{name}/mapping.yaml", encoding="utf-8") as file:
        assert list(mistakes_in(yaml.safe_load(file))) == []


@pytest.mark.parametrize("adapter", MAPPED, ids=lambda adapter: adapter.name)
def test_what_a_source_is_known_by_is_mapped(adapter):
    known = adapter.mapping.recognised_by

    assert known
    assert known.keys() <= adapter.mapping.tables.keys()
    assert adapter.label


def test_a_mapping_that_was_handed_over_is_read_as_it_was_written():
    content = from_yaml(as_yaml(A_MAPPING))

    assert content == A_MAPPING
    assert parsed(content).tables["people"].holds == "person"


@pytest.mark.parametrize(
    ("at", "value", "sentence"),
    [
        ("tables", [], "A mapping is a list of"),
        ("label", "", "Give it a “label”"),
        ("label", "x" * 81, "Give it a “label”"),
        ("name", 1, "Give it a “name”"),
        ("times", "noon", "“times” are local or utc"),
        ("recognised_by", {"people": "Id"}, "“recognised_by” names columns"),
        ("tables", {str(n): {} for n in range(201)}, "more than 200 tables"),
        ("tables.people", "person", "say what it holds"),
        ("tables.people.holds", "spaceship", "say what it holds"),
        ("tables.people.fields", [], "“fields” says which column"),
        ("tables.people.run", "rm -rf", "“run” is not said as it should be"),
        ("tables.people.key", 3, "“key” is not said"),
        ("tables.people.dates", {"Born": "moon first"}, "“dates” is not said"),
        ("tables.people.secrets", [1], "“secrets” is not said"),
        ("tables.people.withdrawn", {"Gone": True}, "“withdrawn” is not said"),
        ("tables.people.looks_up", {"a": {"by": "x"}}, "“looks_up” is not said"),
        ("tables.people.looks_up", {"a": "x"}, "“looks_up” is not said"),
        ("tables.people.doubts", {"odd": 1}, "“doubts” is not said"),
        ("tables.people.points_at", {"need": ["a"]}, "“points_at” is not said"),
        ("tables.people.keep", "pocket", "there is no field “pocket”"),
        ("tables.people.fields.shoe_size", "Shoe", "there is no field “shoe_size”"),
        ("tables.people.fields.surname", 3, "“surname”: say a column"),
        ("tables.people.fields.surname", {"from": "A", "eval": "x"}, "say a column"),
        ("tables.people.fields.surname", {"label": "A"}, "say from which column"),
        ("tables.people.fields.surname", {"all": ["A"], "between": 3}, "“between” is words"),
        ("tables.people.fields.surname", ["A", 3], "“surname”: say a column"),
        ("tables.people.fields.sex", {"from": "S", "values": {"M": 1}}, "quotation marks round"),
        ("tables.people.fields.sex", {"from": "S", "values": {"M": "male"}}, "cannot be male"),
        ("tables.people.fields.room", {"from": "R", "matches": "(a+)+"}, "tried quickly"),
        ("tables.people.fields.room", {"from": "R", "matches": "a*b*c*d*"}, "tried quickly"),
        ("tables.people.fields.room", {"from": "R", "matches": "[a"}, "tried quickly"),
    ],
)
def test_a_mistake_in_a_mapping_is_said_with_its_place(at, value, sentence):
    with pytest.raises(BadMapping, match=re.escape(sentence)):
        from_yaml(as_yaml(changed(A_MAPPING, at, value)))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"x" * (256 * 1024 + 1), "larger than 256 kB"),
        (b"a: &a [x]\nb: [*a, *a]", "marks"),
        (b"!!python/object/apply:os.system ['true']", "marks"),
        (b"a: [", "cannot be read"),
        (b"\xff\xfe\xfa", "cannot be read"),
        (b"[" * 20_000, "depths"),
        (b"", "A mapping is a list of"),
    ],
    ids=["too large", "a name used again", "an order to run", "cut short", "no text", "deep",
         "nothing"],
)  # fmt: skip
def test_a_hostile_file_is_no_mapping(data, sentence):
    with pytest.raises(BadMapping, match=sentence):
        from_yaml(data)


def test_a_shape_is_tried_on_codes_only():
    shaped = Cell("Code", matches=re.compile(r"\d+"), unknown="odd")

    assert shaped.read({"Code": "1" * 201})[1]


def test_a_cell_says_what_it_makes_of_what_was_typed():
    coded = Cell("Sex", values={"M": "1"}, in_another_case="in another case", otherwise="X")
    shaped = Cell("Code", matches=re.compile(r"\d+"), unknown="odd")
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
