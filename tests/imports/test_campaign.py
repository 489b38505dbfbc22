"""The beginning of the campaign against the readers; `make faults` has the rest of it."""

from tests.imports.campaign import run


def test_damaged_exports_are_refused_with_a_sentence_or_accounted_for_row_by_row():
    tally, faults = run(60, seed=6)

    assert faults == []
    assert tally["read"] + tally["refused"] == 60
    assert tally["refused"]
