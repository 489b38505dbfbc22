"""A workbook of Excel's, saved as other programs would save it: as ODS and as XLS."""

import io
import zipfile
from datetime import date, datetime, time
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlwt
from openpyxl.cell import MergedCell

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}
KIND = "application/vnd.oasis.opendocument.spreadsheet"
CONTENT = "<office:document-content {names}>{styles}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"  # noqa: E501 - as programs write it
STYLES = (
    '<office:automatic-styles><style:style style:name="seen" style:family="table">'
    '<style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="unseen" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)


def both_ways(data):
    """The workbook with its values, and the same with its formulas."""
    values, formulas = (
        openpyxl.load_workbook(io.BytesIO(data), data_only=is_read) for is_read in (True, False)
    )
    return zip(values.worksheets, formulas.worksheets, strict=True)


def as_ods(data):
    """The workbook as LibreOffice saves one."""
    tables = "".join(_table(sheet, formulas) for sheet, formulas in both_ways(data))
    return packed_ods(tables)


def packed_ods(tables, *, styles=STYLES, manifest="<manifest/>"):
    """A package of ODS with these tables."""
    names = " ".join(f'xmlns:{short}="{name}"' for short, name in NAMES.items())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", KIND, zipfile.ZIP_STORED)
        package.writestr("content.xml", CONTENT.format(names=names, styles=styles, tables=tables))
        package.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


def _table(sheet, formulas):
    style = "seen" if sheet.sheet_state == "visible" else "unseen"
    spans = {area.coord.partition(":")[0]: area for area in sheet.merged_cells.ranges}
    rows = "".join(
        f"<table:table-row>{cells}</table:table-row>"
        for cells in (
            "".join(_cell(cell, formulas, spans) for cell in row) for row in sheet.iter_rows()
        )
    )
    return f"<table:table table:name={quoteattr(sheet.title)} table:style-name={quoteattr(style)}>{rows}</table:table>"  # noqa: E501 - as programs write it


def _cell(cell, formulas, spans):
    if isinstance(cell, MergedCell):
        return "<table:covered-table-cell/>"
    about = [_kind(cell.value)]
    typed = formulas[cell.coordinate].value
    if isinstance(typed, str) and typed.startswith("="):
        about.append(f"table:formula={quoteattr('of:' + typed)}")
    if area := spans.get(cell.coordinate):
        about.append(
            f'table:number-rows-spanned="{area.max_row - area.min_row + 1}" '
            f'table:number-columns-spanned="{area.max_col - area.min_col + 1}"'
        )
    note = (
        f"<office:annotation>{_lines(cell.comment.text)}</office:annotation>"
        if cell.comment
        else ""
    )
    shown = _lines(str(cell.value)) if isinstance(cell.value, str) else ""
    return f"<table:table-cell {' '.join(about)}>{note}{shown}</table:table-cell>"


def _kind(value):
    match value:
        case None:
            return ""
        case bool():
            return f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        case int() | float():
            return f'office:value-type="float" office:value="{value}"'
        case datetime():
            said = value.isoformat() if value.time() != time() else value.date().isoformat()
            return f'office:value-type="date" office:date-value="{said}"'
        case time():
            return f'office:value-type="time" office:time-value="{value:PT%HH%MM%SS}"'
        case _:
            return 'office:value-type="string"'


def _lines(text):
    return "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n"))


def _spaced(line):
    """Blanks that follow each other, or stand at an end, are elements of their own."""
    words = escape(line).replace("\t", "<text:tab/>")
    return (
        words.replace("  ", ' <text:s text:c="1"/>')
        if words == words.strip()
        else "".join('<text:s text:c="1"/>' if letter == " " else letter for letter in words)
    )


def as_xls(data):
    """The workbook as Excel saved one before 2007."""
    book = xlwt.Workbook()
    styles = {
        date: xlwt.easyxf(num_format_str="DD/MM/YYYY"),
        datetime: xlwt.easyxf(num_format_str="DD/MM/YYYY HH:MM"),
        time: xlwt.easyxf(num_format_str="HH:MM"),
    }
    for sheet, formulas in both_ways(data):
        made = book.add_sheet(sheet.title)
        made.visibility = 0 if sheet.sheet_state == "visible" else 1
        for area in sheet.merged_cells.ranges:
            made.merge(area.min_row - 1, area.max_row - 1, area.min_col - 1, area.max_col - 1)
        for row in sheet.iter_rows():
            for cell in row:
                _write(made, cell, formulas[cell.coordinate].value, styles)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write(sheet, cell, typed, styles):
    at = (cell.row - 1, cell.column - 1)
    if isinstance(typed, str) and typed.startswith("="):
        sheet.write(*at, xlwt.Formula("1/0"))
    elif cell.value is not None:
        sheet.write(*at, cell.value, styles.get(type(cell.value), xlwt.Style.default_style))
