"""A list to take along, as a spreadsheet opens it."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# What a spreadsheet would take for a formula.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(name: str, columns: Sequence[str], lines: Iterable[Sequence[str]]) -> HttpResponse:
    """Return a list as a file of this name."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.write("\ufeff")  # or a spreadsheet takes it for another alphabet
    written = csv.writer(answer)
    written.writerow(columns)
    written.writerows([_cell(words) for words in line] for line in lines)
    return answer


def _cell(words: str) -> str:
    """Return words as a spreadsheet shows them, and works nothing out of them."""
    return f"'{words}" if words.startswith(BEGINS_A_FORMULA) else words
