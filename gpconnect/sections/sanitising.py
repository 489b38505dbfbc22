"""A GP system's HTML, let through by a list of what may stand in it (decision 0043)."""

import json

import nh3
from django.utils.safestring import mark_safe

from gpconnect.reading.fhir import first, objects, text

TAGS = {
    *("div", "p", "span", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("ul", "ol", "li", "dl", "dt", "dd", "b", "strong", "i", "em", "u", "small", "sub", "sup"),
    *("pre", "code", "blockquote", "address"),
}
SPANS = {"colspan", "rowspan"}
ATTRIBUTES = {"table": {"id"}, "td": SPANS, "th": SPANS | {"scope"}}
# The names that the specification gives, by which our stylesheet tells banners apart.
BANNERS = {"gptransfer-banner", "content-banner", "date-banner", "exclusion-banner"}
CLASSES = {"div": BANNERS, "td": {"date-column"}, "th": {"date-column"}}
# What stands in these is never words for a reader; of anything else unknown the words stay.
DROPPED_WHOLE = {"script", "style"}


def narrative(answer: bytes) -> str:
    """The HTML of the one section in an answer, as it came; nothing when there is none."""
    for entry in objects(json.loads(answer).get("entry")):
        resource = first(entry.get("resource"))
        if resource.get("resourceType") == "Composition":
            return text(first(first(resource.get("section")).get("text")).get("div"))
    return ""


def clean(html: str) -> str:
    """Only the tags, attributes and classes of our lists; the words of all others stay."""
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=DROPPED_WHOLE,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=set(),
        link_rel=None,
    )
    return mark_safe(cleaned)
