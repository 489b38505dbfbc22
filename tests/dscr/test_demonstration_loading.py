"""What becomes of a demonstration that cannot be loaded to its end."""

import pytest

from dscr.demonstration import load


def test_a_load_that_fails_leaves_nothing(db, monkeypatch):
    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("dscr.demonstration.notes.write", broken)

    with pytest.raises(ZeroDivisionError):
        load.load()

    assert not load.is_loaded()
