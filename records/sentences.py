"""Sentences to start a plan from, and which of them nobody has made personal yet (CPL-16)."""

import re
from collections.abc import Iterable
from pathlib import Path

import yaml

# Area of need -> the sentences it offers.
STARTS: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("templates.yaml").read_text()
)
END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def _plain(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.casefold()))


AS_OFFERED = {_plain(sentence) for sentences in STARTS.values() for sentence in sentences}


def start(area: str, number: str) -> str:
    """Return the sentence that somebody chose to start from, by its number; empty if none."""
    offered = {str(place): sentence for place, sentence in enumerate(STARTS.get(area, []), 1)}
    return offered.get(number, "")


def unchanged(texts: Iterable[str]) -> list[str]:
    """Return the sentences that still stand as they were offered, whatever their case or stops."""
    said = (sentence.strip() for text in texts for sentence in END_OF_SENTENCE.split(text))
    return [sentence for sentence in said if _plain(sentence) in AS_OFFERED]
