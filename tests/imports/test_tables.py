"""CSV of any dialect, JSON of any shape: as tables whose rows can be asked for again."""

import json

import pytest

from imports import reasons
from imports.errors import UnreadableFile
from imports.files import in_memory
from imports.tables import delimited, tree
from imports.tables.delimited import DelimitedTable
from imports.tables.tree import Tree, records_in


def a_table(text, encoding="utf-8", name="notes.csv"):
    return DelimitedTable(
        in_memory(name, text if isinstance(text, bytes) else text.encode(encoding))
    )


def cells(table):
    return [row.values for row in table.rows()]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_dialect_is_found_out(separator, line_end, encoding):
    rows = [["Name", "Note"], ["Inés", f'said "no{separator}"'], ["Art", "two\nlines"]]
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows]
    text = line_end.join(separator.join(row) for row in quoted) + line_end

    table = a_table(text, encoding)

    assert table.columns == ("Name", "Note")
    assert cells(table) == [
        {"Name": "Inés", "Note": f'said "no{separator}"'},
        {"Name": "Art", "Note": "two\nlines"},
    ]
    assert cells(table) == cells(table)


def test_a_file_that_says_its_separator_is_believed():
    table = a_table("sep=;\r\nName;Note\r\nArt;a,b,c\r\n")

    assert (table.columns, cells(table)) == (("Name", "Note"), [{"Name": "Art", "Note": "a,b,c"}])


def test_titles_above_the_headings_and_blank_lines_are_no_rows():
    table = a_table("Notes of Rosewood,,\n\nDate,Who,Note\n1/2/26,Art,Sang\n\n2/2/26,Art,Slept\n")

    assert table.columns == ("Date", "Who", "Note")
    assert [row.number for row in table.rows()] == [4, 6]


def test_headings_that_are_missing_or_typed_twice_are_told_apart():
    table = a_table("Name,Name,,Note\nArt,Green,x,Sang\n")

    assert table.columns == ("Name", "Name (2)", "Column 3", "Note")


def test_a_row_with_too_many_cells_says_so_and_a_last_line_about_the_export_is_none():
    table = a_table("ID,Note,By\n1,Sang,AB\n2,Sang, loudly,AB\n-- 2 rows exported --\n")

    assert [row.problem for row in table.rows()] == [
        "", reasons.WRONG_COLUMN_COUNT, reasons.FOOTER,
    ]  # fmt: skip
    assert [*table.rows()][1].values == {
        "ID": "2",
        "Note": "Sang",
        "By": " loudly",
        "Column 4": "AB",
    }


def test_cells_that_a_program_leaves_off_at_the_end_are_blank():
    loose = a_table("ID,Note,By\n1,Sang\n2,Slept,AB\n3,Ate,AB,\n")
    strict = a_table("ID,Note,By\n" + "1,Sang,AB\n" * 300 + "2,Cut\n")

    assert [row.problem for row in loose.rows()] == ["", "", ""]
    assert [*strict.rows()][-1].problem == reasons.WRONG_COLUMN_COUNT


def test_a_nul_and_a_lost_letter_stop_nothing():
    assert cells(a_table(b"ID,Note\n1,a\x00b\n2,\x81 caf\xe9\n")) == [
        {"ID": "1", "Note": "a\x00b"},
        {"ID": "2", "Note": "\ufffd café"},
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "holds no list"),
        ("only words here\nand here\n", "holds no list"),
        (",".join(f"c{n}" for n in range(5_001)) + "\n", "more than 5,000 columns"),
    ],
)
def test_what_holds_no_list_is_refused(text, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        a_table(text)


def test_a_quotation_that_never_ends_says_where(monkeypatch):
    table = a_table('ID,Note\n1,Sang\n2,"never closed\n' + "x" * 5_000)
    delimited.csv.field_size_limit(1_000)
    try:
        with pytest.raises(UnreadableFile, match="beyond row 2"):
            list(table.rows())
    finally:
        delimited.csv.field_size_limit(delimited.LONGEST_CELL)


def test_about_how_many_rows_there_are_is_known_before_they_are_read():
    assert a_table("ID,Note\n1,a\n2,b\n").about == 2


PEOPLE = [
    {
        "id": "p1",
        "name": {"given": ["Art", "John"], "family": "Green"},
        "age": 84,
        "here": True,
        "left": None,
        "notes": [{"id": "n1", "text": "Sang", "photos": [{"id": "f1"}]}, {"id": "n2"}, "odd"],
    },
    {"id": "p2", "notes": []},
]


def a_tree(*given):
    pages = [in_memory(name, text.encode()) for name, text in given]
    return {t.name: t for t in Tree("people", lambda: records_in(pages)).tables}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("people.ndjson", "\n\n".join(map(json.dumps, PEOPLE)) + "\n"),
        ("people.json", "\n".join(map(json.dumps, PEOPLE)) + "\n"),
        ("people.json", json.dumps(PEOPLE, indent=1)),
        ("people.json", json.dumps({"meta": {"n": 2}, "data": PEOPLE, "few": [PEOPLE[0]]})),
    ],
)
def test_a_tree_is_a_table_for_its_records_and_one_for_each_list_in_them(name, text):
    tables = a_tree((name, text))

    assert cells(tables["people"]) == [
        {"id": "p1", "name.given": "Art\nJohn", "name.family": "Green", "age": "84",
         "here": "true"},
        {"id": "p2"},
    ]  # fmt: skip
    notes = cells(tables["people.notes"])
    assert [(row.get("text"), row["id"], row["^id"]) for row in notes] == [
        ("Sang", "n1", "p1"), (None, "n2", "p1"),
    ]  # fmt: skip
    assert cells(tables["people.notes.photos"]) == [{"id": "f1", "^id": "n1", "^text": "Sang"}]
    assert (tables["people"].about, tables["people.notes"].about) == (2, 2)


def test_a_line_that_is_cut_short_is_a_row_with_a_problem_and_the_rest_is_read():
    tables = a_tree(("p.ndjson", '{"id": "p1"}\n{"id": "p2", "notes": [\n7\n{"id": "p3"}\n'))

    assert [(r.values.get("id"), r.problem) for r in tables["people"].rows()] == [
        ("p1", ""), (None, reasons.INVALID_JSON), (None, reasons.INVALID_JSON), ("p3", ""),
    ]  # fmt: skip


def test_an_item_of_a_list_that_is_no_record_is_a_row_with_a_problem():
    tables = a_tree(("p.json", '[{"id": "p1"},\n 7]'))

    assert [row.problem for row in tables["people"].rows()] == ["", reasons.INVALID_JSON]


@pytest.mark.parametrize("text", ["[" * 10_000 + "]" * 10_000, '[{"id": 1},', ""])
def test_a_document_that_cannot_be_read_is_refused_with_a_sentence(text):
    with pytest.raises(UnreadableFile, match="damaged, cut short or nested too deeply"):
        a_tree(("people.json", text))


def test_a_line_nested_beyond_all_measure_is_a_row_with_a_problem():
    deep = '{"a":' * 10_000 + "1" + "}" * 10_000

    [row] = a_tree(("people.ndjson", deep))["people"].rows()

    assert row.problem == reasons.INVALID_JSON


def test_one_document_that_would_fill_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr(tree, "LONGEST_DOCUMENT", 10)

    with pytest.raises(UnreadableFile, match="a line for each record"):
        a_tree(("people.json", json.dumps(PEOPLE, indent=1)))
