"""What is asked for comes from the pages themselves."""

import gzip

from bench.scenes import Page
from bench.visitor import Answer

HTML = """
<a href="/people/1/">Art</a>
<form action="/out/"><button>Out</button></form>
<form method="post" action="write/">
  <input type="hidden" name="kind" value="drink">
  <input type="radio" name="meal" value="lunch">
  <input type="radio" name="meal" value="tea" checked>
  <textarea name="text"></textarea><input type="submit">
</form>
"""


def test_a_form_is_filled_in_as_a_browser_would_send_it():
    page = Page(Answer(200, {}, HTML.encode()))

    assert page.links == ["/people/1/"]
    assert page.forms == [
        ("/out/", {}),
        ("write/", {"kind": "drink", "meal": "tea", "text": ""}),
    ]


def test_a_packed_page_is_unpacked():
    packed = Answer(200, {"content-encoding": "gzip"}, gzip.compress(HTML.encode()))

    assert Page(packed).links == ["/people/1/"]
