"""Markup and damaged letters in a text: what a person would have read there."""

import html
import re
from collections.abc import Iterator

from imports.rtf import is_rtf, words_of_rtf
from imports.words import ENCODED_TWICE, without_secrets

MARKUP = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|ul|ol|li|font|a|table|tr|td|th|h[1-6]|html|body|script"
    r"|style|img|input|iframe)\b[^<>]*>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|apos|#\d{2,5});")
# Each stops at the next "<", so that a text of nothing but beginnings takes no time to speak of;
# Python's own parser takes the square of its length.
COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->|<[!?][a-z\[/][^<>]*>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*(?::[a-z]+)?)\b[^<>]*>", re.IGNORECASE)
BREAKS = frozenset(
    {"p", "br", "div", "li", "tr", "ul", "ol", "table", *(f"h{n}" for n in range(1, 7))}
)
CELLS = frozenset({"td", "th"})
UNSEEN = frozenset({"script", "style", "head", "title"})
# Other words between angle brackets are words: "<Dr Anand rang>".
OTHERS = """
    a abbr address article aside b base big blockquote body button caption center cite code col
    colgroup dd del details dfn dl dt em embed fieldset figcaption figure font footer form frame
    frameset header hr html i iframe img input ins kbd label legend link main map mark meta nav
    noscript object option p param pre q s samp section select small source span strike strong
    sub summary sup svg tbody template textarea tfoot thead time tt u var video
"""
TAGS = BREAKS | CELLS | UNSEEN | frozenset(OTHERS.split())
SPACE = re.compile(r"\s+")
LONGEST = 4_000_000  # a page with pictures in it is shorter; what is longer is kept as it is


def plain_text(text: str) -> str:
    """The words of a text that has markup in it; any other text as it is. Nothing is run."""
    if is_rtf(text):
        return words_of_rtf(text)
    has_markup = ("<" in text and MARKUP.search(text)) or ("&" in text and ENTITY.search(text))
    if len(text) > LONGEST or not has_markup:
        return text
    words = html.unescape("".join(_words(COMMENT.sub("", text))))
    return SPACE.sub(lambda space: "\n" if "\n" in space[0] else " ", words).strip()


def _words(text: str) -> Iterator[str]:
    """What stands between the tags, with breaks where they make some."""
    lower = text.lower()
    at = 0
    never_closed: set[str] = set()
    for tag in TAG.finditer(text):
        name = tag["name"].lower()
        if tag.start() < at or not (name in TAGS or ":" in name):
            continue
        yield text[at : tag.start()]
        at = tag.end()
        yield _in_place_of(name, is_end=bool(tag["end"]))
        if name in UNSEEN - never_closed and not tag["end"]:
            closed_at = lower.find(f"</{name}", at)
            if closed_at < 0:  # what follows is shown: it may be the note
                never_closed.add(name)
            at = max(at, closed_at)
    yield text[at:]


def _in_place_of(name: str, *, is_end: bool) -> str:
    if name == "li" and not is_end:
        return "\n- "
    if name in BREAKS:
        return "\n"
    return " " if name in CELLS else ""


def typed_without_codes(text: str) -> str:
    """A text as it was typed, without codes of doors; where its markup hid one, only its words."""
    typed = without_secrets(text)[0]
    words, codes = without_secrets(plain_text(mended(typed)))
    return words if codes else typed


def mended(text: str) -> str:
    """The text with letters put right that were encoded twice, where only one reading fits."""
    return text if text.isascii() else ENCODED_TWICE.sub(_mended, text)


def _mended(found: re.Match[str]) -> str:
    try:
        return found[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return found[0]
