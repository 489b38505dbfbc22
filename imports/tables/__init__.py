"""Any shape of source as tables: named columns, and rows of cells in their order."""

from imports.tables.table import Cells, Table

__all__ = ["Cells", "Table"]
