"""From page to page of a mapping: each way on keeps what was chosen."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("then", "name", "query"),
    [
        ("run", "run", ""),
        ("mapping_table?table=streets", "mapping_table", "?table=streets"),
        ("mapping_preview", "mapping_preview", ""),
        ("mapping_finish", "mapping_finish", ""),
        ("", "mapping", ""),
        ("undo", "mapping", ""),
    ],
)
def test_each_way_on_keeps_what_the_lists_hold(mapper, then, name, query):
    answer = mapper.says("mapping", {"What does “streets” hold?": "addresses"}, then=then)

    assert answer.url == reverse(f"imports:{name}", args=[mapper.run.pk]) + query
    assert mapper.draft().tables["streets"]["holds"] == "addresses"


def test_each_way_on_keeps_what_the_columns_become(mapper):
    codes = "mapping_codes?table=persons&column=Sex&field=sex"

    answer = mapper.says("mapping_table", {"Second": "preferred_name"}, then=codes, table="persons")

    assert answer.url.endswith("/mapping/codes/?table=persons&column=Sex&field=sex")
    assert "preferred_name" in mapper.draft().tables["persons"]["fields"]
    assert 'value="mapping_codes?table=persons&amp;column=Sex' in mapper.page(
        "mapping_table", table="persons"
    ).content.decode()  # fmt: skip


def test_what_cannot_be_kept_goes_nowhere(mapper):
    answer = mapper.says("mapping_table", {"Second": "surname"}, then="mapping", table="persons")

    assert answer.status_code == 200


def test_a_list_that_is_left_out_has_no_columns_to_go_through(mapper):
    mapper.says("mapping", {"What does “streets” hold?": ""})

    answer = mapper.page("mapping_table", table="streets")

    assert answer.url == reverse("imports:mapping", args=[mapper.run.pk])


def test_a_list_that_was_kept_can_be_kept_again(mapper):
    for _ in range(2):
        answer = mapper.says("mapping_table", {}, table="journal")

        assert answer.status_code == 302
