"""A block drawn once for equal values sees those values, escapes them, and forgets in time."""

import pytest
from django.template import Context, Template

from nhsui.templatetags import nhsui

ROW = "{% load nhsui %}{% drawn_once who level %}<h{{ level }}>{{ who }}</h{{ level }}>"
END = "{% end_drawn_once %}"


class Counted:
    """A name that counts how often it is drawn, equal to others of its words."""

    drawn = 0

    def __init__(self, words: str) -> None:
        self.words = words

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counted) and other.words == self.words

    def __hash__(self) -> int:
        return hash(self.words)

    def __str__(self) -> str:
        Counted.drawn += 1
        return self.words


def test_equal_values_are_drawn_once():
    template = Template(ROW + END)
    Counted.drawn = 0

    drawn = [template.render(Context({"who": Counted("Art"), "level": 2})) for _ in range(3)]

    assert (drawn, Counted.drawn) == (["<h2>Art</h2>"] * 3, 1)


def test_another_value_of_any_name_is_drawn_anew():
    template = Template(ROW + END)
    asked = [("Art", 2), ("Art", 3), ("Mary", 2)]

    drawn = [template.render(Context({"who": who, "level": level})) for who, level in asked]

    assert drawn == ["<h2>Art</h2>", "<h3>Art</h3>", "<h2>Mary</h2>"]


def test_nothing_else_of_the_page_can_be_drawn():
    template = Template(ROW + "{% if token %}{{ token }}{% endif %}" + END)

    assert template.render(Context({"who": "Art", "level": 2, "token": "x"})) == "<h2>Art</h2>"


def test_words_are_escaped():
    template = Template(ROW + END)

    assert "&lt;b&gt;" in template.render(Context({"who": "<b>", "level": 2}))


def test_what_cannot_be_compared_is_drawn_each_time():
    template = Template("{% load nhsui %}{% drawn_once who %}{{ who.name }}" + END)
    who = {"name": Counted("Art")}
    Counted.drawn = 0

    drawn = [template.render(Context({"who": who})) for _ in range(2)]

    assert (drawn, Counted.drawn) == (["Art", "Art"], 2)


def test_it_keeps_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(nhsui, "KEPT", 2)
    template = Template("{% load nhsui %}{% drawn_once who %}{{ who }}" + END)

    for name in ("Art", "Mary", "James"):
        template.render(Context({"who": name}))

    [node] = template.nodelist.get_nodes_by_type(nhsui.DrawnOnce)
    assert list(node.kept) == [("James",)]
