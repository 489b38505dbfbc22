"""The pages on which an administrator maps lists that nobody knows."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from governance.services import acting_for
from imports import services
from imports.errors import NotNow
from imports.files import in_memory
from imports.mapping import saved
from imports.models import ImportRun
from tests.imports.homes import AS_OF, a_file, a_home
from tests.imports.mapper import UPLOAD

pytestmark = pytest.mark.django_db
State = ImportRun.State


def test_an_upload_that_nobody_knows_becomes_one_to_be_mapped(mapper):
    assert mapper.state().state == State.MAPPING
    assert "Say what the lists hold" in mapper.reads("run")

    page = mapper.reads("mapping")

    assert "What does “persons” hold?" in page
    assert "Its rows are told apart by Ref." in page
    assert "It names rows of other lists: Who in persons." in page


def test_what_cannot_be_done_without_is_said_at_its_place(mapper):
    assert "Choose a column for: Date of birth." not in mapper.reads("mapping")
    mapper.says("mapping_table", {"Geburt": ""}, table="persons")

    for page in (mapper.reads("mapping"), mapper.reads("mapping_table", table="persons"),
                 mapper.reads("mapping_finish")):  # fmt: skip
        assert "Choose a column for: Date of birth." in page
    assert mapper.page("mapping_preview").url == reverse("imports:mapping", args=[mapper.run.pk])
    refused = mapper.says("mapping_finish", {"name": "Willow"})
    assert "Choose a column for: Date of birth." in html.unescape(refused.content.decode())
    assert mapper.state().state == State.MAPPING


def test_what_a_list_holds_is_put_right_and_suggested_anew(mapper):
    said = {"What does “journal” hold?": "", "What does “streets” hold?": "addresses"}
    mapper.says("mapping", said)
    assert mapper.draft().tables["journal"] == {"holds": ""}
    assert mapper.draft().tables["streets"]["person"] == "Ref"

    mapper.says("mapping", {"What does “journal” hold?": "note"})

    assert mapper.draft().tables["journal"]["holds"] == "note"


def test_a_list_that_is_left_out_says_that_its_rows_stay_out(mapper):
    mapper.says("mapping", {"What does “streets” hold?": ""})

    assert mapper.reads("mapping").count("Its rows stay out, unless you say what it holds.") == 1


def test_the_column_that_says_whose_a_row_is_is_not_called_left_out(mapper):
    form = mapper.page("mapping_table", table="journal").context["form"]

    said = {box.label: dict(box.field.choices)[""] for box in form if box.name.startswith("use_")}
    assert said["Who"] == "Nothing else: it says whose a row is"
    assert said["Kind"] == "Not chosen: left out"


def test_without_people_nothing_can_be_brought_in(mapper):
    mapper.says("mapping", {f"What does “{name}” hold?": "" for name in
                            ("persons", "journal", "streets")})  # fmt: skip

    assert "Say which list holds the people" in mapper.reads("mapping")
    assert mapper.page("mapping_table").url == reverse("imports:mapping", args=[mapper.run.pk])


def test_a_list_of_somebody_says_whose_its_rows_are(mapper):
    mapper.says("mapping_table", {"person": ""}, table="journal")

    assert "Say which column tells whose each row is." in mapper.reads("mapping")


def test_every_choice_about_columns_is_kept(mapper):
    mapper.says("mapping_table", {
        "Second": "given_names", "Place of Second among those columns": "1",
        "Code": "!apart", "Sex": "!ignore", "Surname": "surname",
        "constant_0": "funding", "constant_words_0": "Council",
        "deleted_column": "Sex", "deleted_value": "U",
        "join_0": '["streets", "Ref"]',
    }, table="persons")  # fmt: skip
    mapper.says("mapping_table", {"where_0": '["Use", "NOW"]'}, table="persons")

    table = mapper.draft().tables["persons"]
    names = [part["from"] for part in table["fields"]["given_names"]["all"]]
    assert names == ["Second", "Forename"]
    assert (table["secrets"], table["ignored"]) == (["Code"], ["Sex"])
    assert table["fields"]["funding"] == {"words": "Council"}
    assert table["deleted"] == {"Sex": "U"}
    assert table["looks_up"] == {"streets": {"by": "Ref", "where": {"Use": "NOW"}}}
    assert table["dates"] == {"Geburt": "month first"}
    page = mapper.reads("mapping_table", table="persons")
    assert "Street, of streets" in page
    mapper.says("mapping_table", {"Street, of streets": "address"}, table="persons")
    assert mapper.draft().tables["persons"]["fields"]["address"]["all"] == [
        {"from": ">streets.Street"}
    ]


def test_the_style_of_dates_is_said_with_its_doubt(mapper):
    page = mapper.reads("mapping_table", table="persons")
    assert "Look: 9 can only be so: no month has such a number" in page

    mapper.says("mapping_table", {"How are the dates of Geburt written?": "day first"},
                table="persons")  # fmt: skip

    assert mapper.draft().tables["persons"]["dates"] == {}


def test_rows_of_notes_say_what_they_are(mapper):
    mapper.says("mapping_table", {
        "withdrawn_column": "Gone", "withdrawn_value": "1", "unique": "", "repeats": "on",
        "cut_at": "200", "More": "text", "Words before More": "More",
    }, table="journal")  # fmt: skip

    table = mapper.draft().tables["journal"]
    assert (table["withdrawn"], table["ids_are_unique"]) == ({"Gone": "1"}, False)
    assert (table["repeats"], table["cut_at"]) == ("skip", 200)
    assert {"from": "More", "label": "More"} in table["fields"]["text"]["all"]


def test_two_columns_for_what_can_be_one_alone_are_refused_at_their_place(mapper):
    answer = mapper.says("mapping_table", {"Second": "surname"}, table="persons")

    assert "“Last name” has Surname already: choose one" in html.unescape(answer.content.decode())


def test_each_code_gets_a_meaning_and_others_stay_doubts(mapper):
    where = {"table": "journal", "column": "Kind", "field": "type"}
    mapper.says("mapping_table", {"Kind": "type"}, table="journal")
    assert "1 not known" in mapper.reads("mapping_table", table="journal")
    assert "9 rows" in mapper.reads("mapping_codes", **where)

    mapper.says("mapping_codes", {"ZZ": "pain"}, **where)

    [part] = mapper.draft().tables["journal"]["fields"]["type"]["all"]
    assert part["values"] == {"FAMILY": "contact", "ZZ": "pain"}
    assert "1 not known" not in mapper.reads("mapping_table", table="journal")
    mapper.says("mapping_codes", {"ZZ": "NOTHING", "FAMILY": ""}, **where)
    [part] = mapper.draft().tables["journal"]["fields"]["type"]["all"]
    assert part["values"] == {"ZZ": ""}
    assert mapper.page("mapping_codes", **where).status_code == 200


def test_codes_of_a_text_are_as_typed_or_a_doubt(mapper):
    mapper.says("mapping_table", {"Sex": "funding"}, table="persons")
    where = {"table": "persons", "column": "Sex", "field": "funding"}
    page = mapper.page("mapping_codes", **where)
    assert [field.value() for field in page.context["form"]] == ["AS TYPED"] * 3

    mapper.says("mapping_codes", {"U": ""}, **where)

    [part] = mapper.draft().tables["persons"]["fields"]["funding"]["all"]
    assert part["values"] == {"F": "F", "M": "M"} | {}


@pytest.mark.parametrize(
    "where",
    [
        {},
        {"table": "persons", "column": "Surname", "field": "surname"},
        {"table": "persons", "column": "Nothing", "field": "surname"},
        {"table": "persons", "column": "Sex", "field": "surname"},
    ],
)
def test_what_has_no_codes_has_no_page_of_codes(mapper, where):
    assert mapper.page("mapping_codes", **where).status_code == 302


def test_rows_are_previewed_as_they_will_look(mapper):
    mapper.says("mapping", {"What does “streets” hold?": "addresses"})

    page = re.sub(r"\s+", " ", mapper.reads("mapping_preview"))

    assert "Of the first 9 rows 9 would be brought in." in page
    assert "13 January 1940" in page
    assert "Sang 1" in page
    assert "Nuts: rash" in page
    assert "1 High Street" in page


def test_what_came_of_care_is_previewed_in_the_words_of_care(mapper):
    mapper.says("mapping_table", {"Kind": "outcome"}, table="journal")
    where = {"table": "journal", "column": "Kind", "field": "outcome"}
    mapper.says("mapping_codes", {"ZZ": "done_by_other"}, **where)

    page = mapper.reads("mapping_preview")

    assert "Done by somebody else" in page
    assert "done_by_other" not in page


def test_the_clock_of_the_files_is_asked_for_in_plain_words(mapper):
    page = mapper.reads("mapping_finish")

    assert "The times in these files are" in page
    assert "UK clock time" in page


def test_the_mapping_is_saved_and_everything_is_checked_with_it(mapper, at_once):
    with at_once():
        mapper.says("mapping_finish", {"name": "Willow", "times": "utc"})

    run = mapper.state()
    assert (run.state, run.error) == (State.CHECKED, "")
    assert run.report["people"]["imported_unmerged"] == 9
    with acting_for(mapper.cast.provider.pk):
        [version] = saved.latest()
        assert saved.content_of(version)["times"] == "utc"
        assert run.mapping_version_id == version.pk
    for name in ("mapping", "mapping_table", "mapping_codes", "mapping_preview", "mapping_finish"):
        assert mapper.page(name).status_code == 302


def test_a_run_that_cannot_be_read_may_be_mapped_and_no_other(cast, browser, at_once):
    with acting_for(cast.provider.pk):
        run = services.start_check(
            a_file(a_home(notes=[])), file_name="home.xlsx", location=cast.home, as_of=AS_OF,
            by=cast.adele,
        )  # fmt: skip
        services.check_run(run.pk, by=cast.adele)
    assert "Map it yourself" in browser.get(reverse("imports:run", args=[run.pk])).content.decode()

    for state in (State.MAPPING, State.MAPPING):
        with at_once():
            browser.post(reverse("imports:map_again", args=[run.pk]))
        with acting_for(cast.provider.pk):
            assert ImportRun.objects.get(pk=run.pk).state == state


def test_papers_alone_cannot_be_mapped(cast, browser):
    about = UPLOAD | {"location": str(cast.home.pk), "read_as": "map"}

    answer = browser.post(
        reverse("imports:upload"), about | {"export": SimpleUploadedFile("x.pdf", b"%PDF-1.4")}
    )

    assert "There is no list in these files that could be mapped." in answer.content.decode()


def test_what_we_know_may_be_mapped_anew(cast, browser, at_once):
    about = UPLOAD | {"location": str(cast.home.pk), "read_as": "map"}
    workbook = SimpleUploadedFile("home.xlsx", a_home(residents=[], notes=[]))

    with at_once():
        browser.post(reverse("imports:upload"), about | {"export": workbook})

    with acting_for(cast.provider.pk):
        assert ImportRun.objects.get().state == State.MAPPING


def test_a_run_is_looked_at_once(cast, rosewood):
    run = services.start_mapping(
        a_file(a_home(residents=[])), file_name="x", location=rosewood.home, as_of=AS_OF,
        by=rosewood.adele,
    )  # fmt: skip

    services.look_at_run(run.pk, by=rosewood.adele)
    services.look_at_run(run.pk, by=rosewood.adele)

    run.refresh_from_db()
    assert run.state == State.MAPPING


def test_a_run_without_lists_says_so(rosewood):
    run = services.start_mapping(
        a_file(b"%PDF-1.4", "x.pdf"), file_name="x", location=rosewood.home, as_of=AS_OF,
        by=rosewood.adele,
    )  # fmt: skip

    services.look_at_run(run.pk, by=rosewood.adele)

    run.refresh_from_db()
    assert (run.state, run.error) == (
        State.FAILED, "There is no list in these files: only papers and pictures.",
    )  # fmt: skip


def test_a_page_of_many_lists_asks_no_more_than_one_of_few(mapper, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        mapper.page("mapping")
    with django_assert_max_num_queries(11):
        mapper.page("mapping_table", table="persons")


def test_a_list_of_staff_asks_neither_whose_it_is_nor_what_was_deleted(mapper):
    mapper.says("mapping", {"What does “streets” hold?": "staff"})

    page = mapper.reads("mapping_table", table="streets")

    assert "Whose" not in page
    assert "deleted" not in page


def test_a_column_without_a_value_says_so(mapper):
    page = mapper.reads("mapping_table", table="persons")

    assert "Nothing in the rows we looked at" in page


def test_what_is_not_being_mapped_takes_nothing_more(rosewood):
    run = services.start_check(
        a_file(a_home(residents=[])), file_name="x", location=rosewood.home, as_of=AS_OF,
        by=rosewood.adele,
    )  # fmt: skip

    with pytest.raises(NotNow, match="still being checked"):
        services.keep_draft(run.pk, {}, by=rosewood.adele)


def test_more_lists_than_anybody_goes_through_are_refused(rosewood):
    run = services.start_mapping(
        [in_memory(f"{number}x.csv", b"A,B\n1,2\n") for number in range(201)],
        file_name="x", location=rosewood.home, as_of=AS_OF, by=rosewood.adele,
    )  # fmt: skip

    services.look_at_run(run.pk, by=rosewood.adele)

    run.refresh_from_db()
    assert run.error.startswith("There are 201 lists in these files, more than the 200")
