"""nhsuk-frontend's own fixtures, and a way to compare our HTML with theirs."""

import json
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler

COMPONENTS = Path(settings.BASE_DIR, "node_modules/nhsuk-frontend/dist/nhsuk/components")


def fixture(component: str, name: str) -> str:
    """The published HTML of one example of one component."""
    examples = json.loads((COMPONENTS / component / "fixtures.json").read_text())["fixtures"]
    return next(example["html"] for example in examples if example["name"] == name)


def draw(source: str, **context: object) -> str:
    """Draw a piece of template that uses our components."""
    return engines["django"].from_string(CottonCompiler().process(source)).render(context)


class _Shape(HTMLParser):
    """A page as a list of tags, sorted attributes and words, without the white space between."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []
        self.words = ""

    def flush(self) -> None:
        if self.words.strip():
            self.found.append(" ".join(self.words.split()))
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.flush()
        kept = {name: value or "" for name, value in attrs if name != "aria-invalid"}
        if "class" in kept:
            kept["class"] = " ".join(sorted(kept["class"].split()))
        self.found.append((tag, sorted(kept.items())))

    def handle_endtag(self, tag: str) -> None:
        self.flush()
        self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.words += data


def shape(html: str) -> list[object]:
    """What two pieces of HTML must share; `aria-invalid` is ours and they have none."""
    parser = _Shape()
    parser.feed(html)
    parser.close()
    parser.flush()
    return parser.found
