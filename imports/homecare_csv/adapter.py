"""Rondel, a rostering product for home care: CSV files in a folder or a zip, and documents."""

from collections.abc import Sequence

from imports.files import File
from imports.mapped.adapter import adapter
from imports.tables import Table
from imports.tables.delimited import DelimitedTable

ENDINGS = frozenset({".csv"})


def tables_of(files: Sequence[File]) -> list[Table]:
    """Each CSV file is a table of its name."""
    return [DelimitedTable(file) for file in files if file.suffix in ENDINGS]


ADAPTER = adapter("homecare_csv", tables_of, ENDINGS)
