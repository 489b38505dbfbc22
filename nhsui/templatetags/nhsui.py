"""Words and numbers as our pages write them, and parts of pages that need drawing once."""

from collections.abc import Hashable
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token

from nhsui import words

register = template.Library()

register.filter("nhs_number", words.spaced_nhs_number)
register.simple_tag(words.changes, name="word_changes")

# Enough for the people and the latest notes of a large home; about 10 MB in each process.
KEPT = 20_000


class DrawnOnce(template.Node):
    """What the block draws depends on the named values alone: it is given no others."""

    def __init__(self, nodelist: NodeList, names: list[str]) -> None:
        self.nodelist = nodelist
        self.names = names
        self.kept: dict[tuple[Any, ...], str] = {}

    def render(self, context: template.Context) -> str:
        """Draw the block for these values, or give what it drew for their equals."""
        values = tuple(context[name] for name in self.names)
        if not all(isinstance(value, Hashable) for value in values):
            return self._drawn(context, values)
        html = self.kept.get(values)
        if html is None:
            html = self._drawn(context, values)
            if len(self.kept) >= KEPT:
                self.kept.clear()
            self.kept[values] = html
        return html

    def _drawn(self, context: template.Context, values: tuple[Any, ...]) -> str:
        own = context.new(dict(zip(self.names, values, strict=True)))
        return self.nodelist.render(own)


@register.tag
def drawn_once(parser: Parser, token: Token) -> DrawnOnce:
    """`{% drawn_once note level %}…{% end_drawn_once %}`: drawn once for equal notes and levels.

    For rows of lists that are opened all day: drawing 50 cards took three times what reading
    them did. Nothing else of the page can be named in the block, so nothing can go stale.
    """
    _tag, *names = token.split_contents()
    nodelist = parser.parse(["end_drawn_once"])
    parser.delete_first_token()
    return DrawnOnce(nodelist, names)
