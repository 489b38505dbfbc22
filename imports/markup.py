"""Markup and damaged letters in a text: what a person would have read there."""

import re
from html.parser import HTMLParser

from imports.words import ENCODED_TWICE

MARKUP = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|ul|ol|li|font|a|table|tr|td|th|h[1-6]|html|body|script"
    r"|style|img|input|iframe)\b[^<>]*>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|apos|#\d{2,5});")
BREAKS = frozenset(
    {"p", "br", "div", "li", "tr", "ul", "ol", "table", *(f"h{n}" for n in range(1, 7))}
)
UNSEEN = frozenset({"script", "style", "head", "title"})
SPACES = re.compile(r"[ \t\xa0]+")
BLANK_LINES = re.compile(r"\s*\n\s*")


def plain_text(text: str) -> str:
    """The words of a text that has markup in it; any other text as it is. Nothing is run."""
    if not (MARKUP.search(text) or ENTITY.search(text)):
        return text
    reader = _Words()
    reader.feed(text)
    reader.close()
    lines = BLANK_LINES.sub("\n", "".join(reader.said))
    return SPACES.sub(" ", lines).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in UNSEEN
        if tag in BREAKS:
            self.said.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(self._unseen - (tag in UNSEEN), 0)
        if tag in BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(data)


def mended(text: str) -> str:
    """The text with letters put right that were encoded twice, where only one reading fits."""
    return ENCODED_TWICE.sub(_mended, text)


def _mended(found: re.Match[str]) -> str:
    try:
        return found[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return found[0]
