"""The three things that are measured, as requests made from what the pages themselves offer."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from bench.story import PASSWORD, PEOPLE, username
from bench.visitor import NEW_ID, Answer, Visitor, WrongAnswer

PERSON = re.compile(r"^/people/[0-9a-f-]+/$")


@dataclass(frozen=True, slots=True)
class Request:
    """One request, before it is put on the wire."""

    method: str
    path: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What each visitor asks for in turn, and the status of a right answer."""

    requests: list[list[Request]]
    status: int


class Page(HTMLParser):
    """The links of a page, and its forms as a browser would send them."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.feed(answer.unpacked)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link, a form or a field."""
        found = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(found.get("href", ""))
        elif tag == "form":
            self.forms.append((found.get("action", ""), {}))
        elif tag in {"input", "textarea"} and self.forms and "name" in found:
            is_choice = found.get("type") in {"radio", "checkbox"}
            if not is_choice or "checked" in found:
                self.forms[-1][1][found["name"]] = found.get("value", "")


def prepare(name: str, visitors: list[Visitor], signs_in_at: str) -> dict[str, Scene]:
    """Sign everybody in, each to another home, and find out what they may ask for."""
    listed, opened, written = [], [], []
    for number, visitor in enumerate(visitors):
        _sign_in(visitor, signs_in_at, username(number))
        home = {"ours": "/people/", "bare": "/"}[name]
        people = [link for link in Page(visitor.visit("GET", home)).links if PERSON.match(link)]
        if len(people) != PEOPLE:
            raise WrongAnswer(f"{len(people)} people on the list instead of {PEOPLE}")
        listed.append([Request("GET", home)])
        opened.append([Request("GET", person) for person in people])
        where, fields = _drink(name, visitor, people[0])
        written.append([Request("POST", person + where, fields) for person in people])
    return {
        "list": Scene(listed, 200),
        "open": Scene(opened, 200),
        "record": Scene(written, 302),
    }


def _sign_in(visitor: Visitor, path: str, user: str) -> None:
    _action, fields = Page(visitor.visit("GET", path)).forms[-1]
    login = "login" if "login" in fields else "username"
    answer = visitor.visit("POST", path, urlencode(fields | {login: user, "password": PASSWORD}))
    if answer.status != 302:
        raise WrongAnswer(f"{user} could not sign in: {answer.status}")


def _drink(name: str, visitor: Visitor, person: str) -> tuple[str, str]:
    """Fill in the form that records a drink; where it goes below a person's address, and what."""
    page = {"ours": f"{person}record/?kind=drink", "bare": person}[name]
    forms = Page(visitor.visit("GET", page)).forms
    action, fields = next(form for form in forms if "kind" in form[1])
    fields |= {"kind": "drink", "text": f"Asked for a second cup, {NEW_ID}"}
    if name == "ours":
        fields |= {"amount_ml": "200", "entry_id": NEW_ID}
    return urlsplit(urljoin(page, action)).path.removeprefix(person), urlencode(fields)
