"""What GP systems send beside the standard, one test a row of the table in quirks.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from gpconnect.reading.as_json import as_json
from tests.gpconnect.answers import a_bundle, record_of

QUIRKS = yaml.load(Path(__file__).with_name("quirks.yaml").read_bytes(), yaml.BaseLoader)


def told(understood: dict[str, Any], path: str) -> Any:
    for name in path.split("."):
        understood = understood[name]
    return understood


@pytest.mark.parametrize("quirk", QUIRKS.values(), ids=QUIRKS)
def test_a_quirk_is_understood(quirk):
    assert quirk["seen"]

    understood = as_json(record_of(a_bundle(*quirk["sent"])))

    found = {path: told(understood, path) for path in quirk["read"]}
    assert as_texts(found) == quirk["read"]


def as_texts(value: Any) -> Any:
    """The same with numbers as texts, as the table is read, where no date becomes another type."""
    if isinstance(value, dict):
        return {key: as_texts(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_texts(each) for each in value]
    return str(value)
