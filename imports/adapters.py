"""The kinds of source we can read. A new one is a folder beside these, and a line here."""

from imports.rows import Adapter
from imports.spreadsheet_home import adapter as spreadsheet_home

ADAPTERS: dict[str, Adapter] = {
    spreadsheet_home.NAME: spreadsheet_home,
}
