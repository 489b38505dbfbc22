"""Lenient access to FHIR JSON: a wrong type reads as nothing said, never as an exception.

Real GP answers fail strict models four times in ten (a list where an object belongs, an id with
an underscore, an empty string), so each value is asked for by the shape we need.
"""

import re
from functools import lru_cache
from typing import Any

from gpconnect.reading.codes import DEGRADED

type Json = dict[str, Any]

SNOMED = "http://snomed.info/sct"
NOTHING: Json = {}
MAX_NAME = 300  # a longer extension address is not one we know, and is not worth remembering
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_VERSION = re.compile(r"-\d+$")


def objects(value: object) -> list[Json]:
    """The objects in a list; a lone object counts as a list of one."""
    if isinstance(value, list):
        return [each for each in value if isinstance(each, dict)]
    return [value] if isinstance(value, dict) else []


def first(value: object) -> Json:
    """The object itself, or the first object of a list, or an empty one."""
    if isinstance(value, dict):
        return value
    return next(iter(objects(value)), NOTHING)


def text(value: object) -> str:
    """What can be shown of a value: whole, with only unprintable characters replaced."""
    if isinstance(value, str):
        if not value or value.isspace():
            return ""
        # Most can be printed as they are, which is quicker seen than looked through.
        if value.isprintable():
            return value
        return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    try:
        return str(value)
    except ValueError:  # Python refuses to write out a number of thousands of digits
        return ""


def each_of(value: object) -> list[object]:
    """What is in a list; anything else but nothing counts as a list of one."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def holders(listed: Json) -> list[object]:
    """What each entry of a list points with; nothing for one that cannot be read."""
    entries = each_of(listed.get("entry"))
    return [entry.get("item") if isinstance(entry, dict) else None for entry in entries]


def references(document: object) -> set[str]:
    """Every reference at any depth of a document."""
    found: set[str] = set()
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if isinstance(sent := node.get("reference"), str):
                found.add(sent)
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return found


def texts(value: object) -> tuple[str, ...]:
    """Every text in a list of texts; a lone text counts as a list of one."""
    return tuple(filter(None, map(text, each_of(value))))


def words(value: object) -> str:
    """A text, or the texts of a list where one belongs."""
    return "; ".join(texts(value))


def written(value: object) -> tuple[str, ...]:
    """What is written in a list of notes or doses, or in place of them."""
    said = (one.get("text") if isinstance(one, dict) else one for one in each_of(value))
    return tuple(filter(None, map(words, said)))


def code(value: object) -> str:
    """A code: text without the stray spaces that some systems put around it."""
    return text(value).strip()


def concept(value: object) -> str:
    """What a coded thing is called: its text, else the chosen description, else a display.

    A degraded code means "see the text", and the text comes first, so it is never lost.
    """
    coded = first(value)
    if said := words(value) or words(coded.get("text")):
        return said
    codings = objects(coded.get("coding"))
    codings.sort(key=lambda coding: coding.get("system") != SNOMED)
    for coding in codings:
        if said := _description(coding) or words(coding.get("display")):
            return said
    return words(coded.get("coding"))


def concepts(value: object) -> str:
    """What a list of coded things is called, in its order."""
    return "; ".join(filter(None, map(concept, each_of(value))))


def codes(value: object) -> list[str]:
    """Every code of one coded thing, or of a list of them."""
    return [
        code(coding.get("code"))
        for coded in objects(value)
        for coding in objects(coded.get("coding"))
    ]


def snomed(value: object) -> str:
    """The first SNOMED CT or dm+d code of a coded thing that says what the thing is."""
    codings = objects(first(value).get("coding"))
    sent = (code(each.get("code")) for each in codings if each.get("system") == SNOMED)
    return next((each for each in sent if each and each not in DEGRADED), "")


def _description(coding: Json) -> str:
    for name in ("coding-sctdescid", "coding-sctdecsid"):  # the second is a published misspelling
        for extended in extensions(coding, name):
            if said := text(extension(extended, "descriptiondisplay")):
                return said
    return ""


@lru_cache(maxsize=1024)
def _short_name(url: str) -> str:
    name = url.rstrip("/").rpartition("/")[2].lower()
    for prefix in ("extension-", "careconnect-", "gpc-"):
        name = name.removeprefix(prefix)
    return _VERSION.sub("", name)


def extensions(resource: Json, name: str) -> list[Json]:
    """The extensions of that name, whichever of the publishers' addresses they were sent under."""
    return [
        each
        for each in objects(resource.get("extension"))
        if isinstance(url := each.get("url"), str)
        and len(url) < MAX_NAME
        and _short_name(url) == name
    ]


def extension(resource: Json, name: str) -> object:
    """The value of the first extension of that name, whatever its type; None when there is none."""
    for each in extensions(resource, name):
        for key, value in each.items():
            if key.startswith("value"):
                return value
    return None


def identifiers(resource: Json) -> tuple[str, ...]:
    """The provider's lasting identifiers, as `system|value`: what may be kept to recognise it."""
    return tuple(
        f"{text(each.get('system'))}|{value}"
        for each in objects(resource.get("identifier"))
        if (value := text(each.get("value")))
    )


def identifier(resource: Json, system_ending: str) -> str:
    """The value of the identifier whose system ends so."""
    for each in objects(resource.get("identifier")):
        if text(each.get("system")).strip().endswith(system_ending):
            return code(each.get("value"))
    return ""


def notes(resource: Json) -> tuple[str, ...]:
    """Every note, whole."""
    return written(resource.get("note"))


def period_or_moment(resource: Json, name: str) -> str:
    """When it happened, as given: `nameDateTime`, or the start of `namePeriod`."""
    return code(resource.get(f"{name}DateTime")) or code(
        first(resource.get(f"{name}Period")).get("start")
    )


def person_name(value: object) -> str:
    """A name as one line: its text, or prefix, given and family names."""
    name = first(value)
    parts = (*texts(name.get("prefix")), *texts(name.get("given")), *texts(name.get("family")))
    return text(name.get("text")) or " ".join(parts)
