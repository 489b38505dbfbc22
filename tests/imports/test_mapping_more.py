"""What only the YAML could say, said on the page of a list: kept, shown again, and read so."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from governance.services import acting_for
from imports import services
from imports.files import in_memory
from imports.mapping import saved
from imports.mapping.drafting import finished
from imports.models import ImportRow, ImportRun, StagedRecord
from records.models import Need
from tests.imports.extracts import as_csv, tidewell
from tests.imports.homes import AS_OF
from tests.imports.mapper import UPLOAD, Mapper, lists

pytestmark = pytest.mark.django_db
PEOPLE = [{"Ref": f"P{n}", "Name": f"Green{n}, Art", "Born": f"0{n}.01.1940"} for n in range(1, 10)]
KIN = [{"Who": f"P{n}", "Kin": f"Tom Green / son{n}"} for n in range(1, 10)]
NEEDS = [
    {"No": f"C{n}", "Who": f"P{n}", "Need": f"Help {n}", "State": "open" if n < 9 else "check"}
    for n in range(1, 10)
]
AIMS = [
    {"No": f"G{n}", "Who": f"P{n}", "Aim": f"Walk {n}", "For": f"C{n if n < 9 else 1}"}
    for n in range(1, 10)
]
WEIGHTS = [{"Who": f"P{n}", "When": "01.10.2026", "Kilos": f"6{n}.5"} for n in range(1, 10)]


@pytest.fixture
def mapper(cast, browser, at_once):
    """A run of lists whose cells hold two things, and whose rows name rows of other lists."""
    files = lists(people=PEOPLE, kin=KIN, needs=NEEDS, aims=AIMS, weights=WEIGHTS)
    with at_once():
        browser.post(
            reverse("imports:upload"),
            UPLOAD | {"export": files, "location": str(cast.home.pk), "read_as": "map"},
        )
    with acting_for(cast.provider.pk):
        mapper = Mapper(browser, cast, ImportRun.objects.get())
    holds = {"people": "person", "kin": "contacts", "needs": "needs", "aims": "goals",
             "weights": "measurement"}  # fmt: skip
    mapper.says("mapping", {f"What does “{name}” hold?": one for name, one in holds.items()})
    return mapper


def tables(mapper):
    """The lists as a mapping would say them."""
    return finished(mapper.draft().content)["tables"]


def refused(mapper, about, **where):
    answer = mapper.says("mapping_table", about, **where)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_a_cell_of_two_things_fills_two_fields(mapper):
    mapper.says("mapping_table", {"Name": "surname", "Name is also": "given_names",
                                  "A cell of Name holds": ","}, table="people")  # fmt: skip

    fields = tables(mapper)["people"]["fields"]
    assert fields["surname"] == {"from": "Name", "separator": ","}
    assert fields["given_names"] == {"from": "Name", "separator": ",", "take": "rest"}
    form = mapper.page("mapping_table", table="people").context["form"]
    said = {box.label: box.value() for box in form}
    assert (said["Name"], said["Name is also"], said["A cell of Name holds"]) == (
        "surname", "given_names", ",",
    )  # fmt: skip
    mapper.says("mapping_table", {}, table="people")
    assert tables(mapper)["people"]["fields"] == fields


def says_the_rest(mapper):
    """What cannot be done without, of every list."""
    mapper.says("mapping_table", {"Name": "surname", "Name is also": "given_names",
                                  "A cell of Name holds": ","}, table="people")  # fmt: skip
    mapper.says("mapping_table", {"Kin": "name", "Kin is also": "relationship",
                                  "A cell of Kin holds": "/"}, table="kin")  # fmt: skip
    mapper.says("mapping_table", {"Kilos": "value", "constant_0": "type",
                                  "constant_words_0": "weight"}, table="weights")  # fmt: skip
    mapper.says("mapping_table", {"Need": "text", "constant_0": "category",
                                  "constant_words_0": "mobility"}, table="needs")  # fmt: skip
    mapper.says("mapping_table", {"Aim": "description"}, table="aims")
    assert mapper.draft().lacks == []


def test_both_things_of_a_cell_are_seen_in_the_preview(mapper):
    says_the_rest(mapper)

    page = mapper.page("mapping_preview")

    [kin] = [shown for shown in page.context["lists"] if shown.name == "kin"]
    assert dict(kin.rows[0][1]) == {"Name": "Tom Green", "How they are related": "son1"}


def test_two_things_are_two_fields_and_neither_is_a_code(mapper):
    about = {"Kin": "name", "Kin is also": "", "A cell of Kin holds": "/"}
    assert "Choose what each of the two becomes" in refused(mapper, about, table="kin")

    about = {"Name": "sex", "Name is also": "surname", "A cell of Name holds": ","}
    assert "“Sex” is one of a list" in refused(mapper, about, table="people")


def test_several_fields_are_the_same_for_every_row(mapper):
    mapper.says("mapping_table", {"constant_0": "type", "constant_words_0": "weight"},
                table="weights")  # fmt: skip
    mapper.says("mapping_table", {"constant_1": "unit", "constant_words_1": "kg"}, table="weights")

    fields = tables(mapper)["weights"]["fields"]
    assert (fields["type"], fields["unit"]) == ({"words": "weight"}, {"words": "kg"})
    page = mapper.reads("mapping_table", table="weights")
    assert 'value="Weight"' in page  # as it is called, whatever its code
    assert "What else is the same for every row?" in page


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"constant_0": "type", "constant_words_0": "Wait"}, "Enter one of these: Weight, Temp"),
        ({"constant_0": "type"}, "Enter the words for every row"),
        ({"constant_words_0": "kg"}, "Choose what these words are"),
        ({"constant_0": "at", "constant_words_0": "1.1.2026"}, "“When” has words for every row"),
    ],
)
def test_words_for_every_row_that_make_no_sense_are_refused(mapper, about, why):
    assert why in refused(mapper, {"When": "at"} | about, table="weights")


def test_rows_that_need_a_look_are_brought_in_with_a_doubt(mapper, at_once):
    mapper.says("mapping_table", {"doubt_0_column": "State", "doubt_0_value": "check"},
                table="needs")  # fmt: skip
    mapper.says("mapping_table", {"doubt_1_column": "Need"}, table="needs")

    assert tables(mapper)["needs"]["doubts"] == {
        "State says check": {"State": "check"}, "Need is filled": {"Need": "any"},
    }  # fmt: skip
    mapper.says("mapping_table", {"doubt_1_column": ""}, table="needs")
    assert list(tables(mapper)["needs"]["doubts"]) == ["State says check"]


def checked(mapper, at_once):
    says_the_rest(mapper)
    with at_once():
        mapper.says("mapping_finish", {"name": "Willow", "times": "local"})
    run = mapper.state()
    assert (run.state, run.error) == (ImportRun.State.CHECKED, "")
    return run


def test_a_row_names_a_row_of_another_list_of_the_same_person(mapper, at_once):
    page = mapper.reads("mapping_table", table="aims")
    assert "The need it answers: which column names it?" in page
    mapper.says("mapping_table", {"points_need": '["needs", "For"]'}, table="aims")
    assert tables(mapper)["aims"]["points_at"] == {"need": ["needs", "For"]}
    assert list(tables(mapper)).index("needs") < list(tables(mapper)).index("aims")

    run = checked(mapper, at_once)

    with acting_for(mapper.cast.provider.pk):
        goals = StagedRecord.objects.filter(run_id=run.pk, model="records.goal").order_by("pk")
        needs = StagedRecord.objects.filter(run_id=run.pk, model=Need._meta.label_lower)
        named = [goal.fields.get("need_id") for goal in goals]
        assert named[:8] == [str(need.record_id) for need in needs.order_by("pk")][:8]
        # The last names a need of somebody else: the goal comes in without it, and says so.
        assert named[8] is None
        [row] = ImportRow.objects.filter(run=run, sheet="aims", source_id="G9")
        assert len(row.warnings) == 1


def test_a_list_that_nobody_takes_is_named_by_none(mapper):
    mapper.says("mapping", {"What does “needs” hold?": ""})

    assert "The need it answers" not in mapper.reads("mapping_table", table="aims")


def test_several_lists_are_looked_up(mapper):
    mapper.says("mapping_table", {"join_0": '["kin", "Who"]'}, table="people")
    mapper.says("mapping_table", {"join_1": '["needs", "Who"]', "where_0": ""}, table="people")
    mapper.says("mapping_table", {"where_1": '["State", "open"]', "Kin, of kin": "gp"},
                table="people")  # fmt: skip

    people = tables(mapper)["people"]
    assert people["looks_up"] == {
        "kin": {"by": "Who", "where": {}}, "needs": {"by": "Who", "where": {"State": "open"}},
    }  # fmt: skip
    assert people["fields"]["gp"] == ">kin.Kin"
    again = {"join_2": '["kin", "Who"]'}
    assert "kin is looked up already" in refused(mapper, again, table="people")
    mapper.says("mapping_table", {"join_1": ""}, table="people")
    assert list(tables(mapper)["people"]["looks_up"]) == ["kin"]


def test_what_a_file_says_beyond_the_page_stays_as_it_is(cast, browser, at_once):
    said = {
        "name": "yard", "label": "Yard", "times": "local",
        "recognised_by": {"people": ["Ref"]},
        "tables": {
            "people": {
                "holds": "person", "key": "Ref", "deleted": {"Gone": "1", "Left": "any"},
                "looks_up": {"rooms": {"by": "Of", "where": {"Now": "Y", "Kind": "own"}}},
                "doubts": {"typed twice": {"Gone": "2", "Left": "2"}},
                "fields": {
                    "surname": "Name", "given_names": {"from": "Name", "separator": "|"},
                    "born_on": "Born", "nhs_claim": "Claim",
                    "room": {"from": "Place", "separator": "+", "take": "rest"},
                    "title": {"from": "Place", "separator": "+"},
                    "unit": {"words": "East"},
                },
            },
            "notes": {"holds": "note", "person": "Ref", "ids_are_unique": True,
                      "points_at": {"needs": ["needs", "About"]},
                      "fields": {"text": {"all": [{"words": "Seen:"}, "Text"], "between": " - "},
                                 "at": "On", "values.amount_ml": {"words": "200"}}},
            "aims": {"holds": "goals", "person": "Ref", "points_at": {"need": ["needs", "For"]},
                     "fields": {"description": "Aim"}},
        },
    }  # fmt: skip
    person = {"Ref": "P1", "Name": "Green", "Born": "1.1.1940", "Gone": "0", "Place": "Mr+7"}
    note = {"Ref": "P1", "Text": "Sang", "On": "1.10.2026"}
    files = [("people", [person]), ("notes", [note]), ("aims", [{"Ref": "P1", "Aim": "Walk"}])]
    with acting_for(cast.provider.pk):
        services.save_mapping("Yard", said, by=cast.adele)
        run = services.start_check(
            [in_memory(f"{name}.csv", as_csv(rows).encode()) for name, rows in files],
            file_name="x", location=cast.home, as_of=AS_OF, by=cast.adele,
        )  # fmt: skip
        services.check_run(run.pk, by=cast.adele)
        services.map_again(run.pk, by=cast.adele)
        services.look_at_run(run.pk, by=cast.adele)
    mapper = Mapper(browser, cast, run)
    before = tables(mapper)

    page = mapper.reads("mapping_table", table="people")
    for name in ("people", "notes", "aims"):
        assert mapper.says("mapping_table", {}, table=name).status_code == 302, name

    assert "It also fills nhs_claim, as its file says" in page
    assert "Two, with “+” between" in page
    after = tables(mapper)
    text = after["notes"]["fields"].pop("text")
    assert before["notes"]["fields"].pop("text")["all"] == list(reversed(text["all"]))
    assert after == before


def test_a_column_that_is_left_out_fills_nothing_more(cast, browser, at_once, rosewood):
    said = {
        "name": "yard", "label": "Yard", "recognised_by": {"people": ["Ref"]},
        "tables": {"people": {"holds": "person", "key": "Ref", "fields": {
            "surname": "Name", "given_names": "First", "born_on": "Born", "nhs_claim": "Claim"}}},
    }  # fmt: skip
    rows = [{"Ref": "P1", "Name": "Green", "First": "Art", "Born": "1.1.1940", "Claim": "no"}]
    with acting_for(cast.provider.pk):
        services.save_mapping("Yard", said, by=cast.adele)
    with at_once():
        browser.post(reverse("imports:upload"), UPLOAD | {
            "export": [SimpleUploadedFile("people.csv", as_csv(rows).encode())],
            "location": str(cast.home.pk), "read_as": "map"})  # fmt: skip
    with acting_for(cast.provider.pk):
        mapper = Mapper(browser, cast, ImportRun.objects.get())
        assert saved.latest()

    mapper.says("mapping_table", {"Claim": "!apart"}, table="people")

    people = tables(mapper)["people"]
    assert (people["secrets"], "nhs_claim" in people["fields"]) == (["Claim"], False)


def test_a_list_is_read_behind_those_that_its_rows_name():
    def naming(kind, field, other):
        return {"holds": kind, "person": "Who", "points_at": {field: [other, "X"]}, "fields": {}}

    content = finished({
        "name": "x", "label": "x",
        "tables": {
            "came of it": naming("outcomes", "goal", "aims"),
            "aims": naming("goals", "risk", "dangers"),
            "dangers": naming("risks", "assessment", "looks"),
            "looks": naming("assessments", "care_actor", "came of it"),
        },
    })  # fmt: skip

    assert list(content["tables"]) == ["looks", "dangers", "aims", "came of it"]


def test_what_a_row_lies_in_is_called_so(cast, browser, at_once):
    [pages] = tidewell()
    upload = SimpleUploadedFile(pages.name, pages.start(pages.size))
    with at_once():
        browser.post(reverse("imports:upload"), UPLOAD | {
            "export": [upload], "location": str(cast.home.pk), "read_as": "map"})  # fmt: skip
    with acting_for(cast.provider.pk):
        mapper = Mapper(browser, cast, ImportRun.objects.get())

    page = mapper.reads("mapping_table", table="people.notes")

    assert "id, of the record it lies in" in page


def test_values_that_had_no_meanings_get_some(mapper):
    mapper.says("mapping_table", {"Need": "", "State": "text"}, table="needs")

    mapper.says("mapping_codes", {"check": "NOTHING"}, table="needs", column="State", field="text")

    said = tables(mapper)["needs"]["fields"]["text"]
    assert said["values"] == {"open": "open", "check": ""}
