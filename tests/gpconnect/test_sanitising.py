"""A GP system's HTML as it may be shown: nothing that could run, and no word of it lost."""

import json
import re
from html.parser import HTMLParser

import pytest

from gpconnect.sections.sanitising import ATTRIBUTES, CLASSES, DROPPED_WHOLE, TAGS, clean, narrative
from tests.gpconnect.published import example

# Each would act in a browser if it came through; none has a word for a reader.
HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//elsewhere.example></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '<td onclick="alert(1)" onmouseover=alert(1)></td>',
    "<body onload=alert(1)>",
    '<p style="background:url(javascript:alert(1));position:fixed"></p>',
    "<style>@import '//elsewhere.example'; body{display:none}</style>",
    '<iframe src="//elsewhere.example" srcdoc="<script>alert(1)</script>"></iframe>',
    "<object data=//elsewhere.example><embed src=x></object>",
    '<form action="//elsewhere.example"><input name=a><button formaction=x></button></form>',
    "<svg onload=alert(1)><script>alert(1)</script><animate onbegin=alert(1) /></svg>",
    '<svg><use href="data:image/svg+xml;base64,AAAA#x"/></svg>',
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    '<meta http-equiv="refresh" content="0;url=//elsewhere.example">',
    '<base href="//elsewhere.example">',
    '<link rel=stylesheet href="//elsewhere.example">',
    '<a href="javascript:alert(1)"></a>',
    '<a href="data:text/html,<script>alert(1)</script>"></a>',
    '<a href=" &#x6A;avascript:alert(1)"></a>',
    '<a href="//elsewhere.example" ping="//elsewhere.example" target=_top></a>',
    '<div id="maincontent" name="location"></div>',
    '<table background="javascript:alert(1)"></table>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<textarea><img title="</textarea><img src onerror=alert(1)>">',
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<template><img src=x onerror=alert(1)></template>",
    "<video poster=javascript:alert(1)><source onerror=alert(1)></video>",
    "<marquee onstart=alert(1)></marquee>",
    "<details open ontoggle=alert(1)></details>",
    '<p class="nhsuk-button content-banner"></p>',
]


class Seen(HTMLParser):
    """What a browser would make of it: each tag with its attributes, and the words."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.words = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words += data.split()


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_comes_through_that_is_not_on_the_lists(html):
    for before, after in (("<div>", "</div>"), ("<table><tr><td>", "</td></tr></table>"), ("", "")):
        for tag, attributes in Seen(clean(f"{before}{html}{after}")).tags:
            assert tag in TAGS
            assert set(attributes) <= ATTRIBUTES.get(tag, set()) | {"class"}
            assert set(attributes.get("class", "").split()) <= CLASSES.get(tag, set())


@pytest.mark.parametrize("html", HOSTILE)
def test_what_is_cleaned_twice_is_the_same(html):
    """Else a browser that reads it once more would find something that was not there before."""
    assert clean(clean(html)) == clean(html)


@pytest.mark.parametrize("html", HOSTILE)
def test_the_words_around_it_stay(html):
    cleaned = Seen(clean(f"<p>Before</p>{html}"))

    assert cleaned.words[0] == "Before"


def test_no_tag_that_acts_is_on_the_list():
    acting = {"a", "img", "form", "input", "iframe", "object", "embed", "svg", "math", "link",
              "meta", "base", "video", "audio", "template", "noscript", *DROPPED_WHOLE}  # fmt: skip

    assert not TAGS & acting


def test_the_words_of_what_is_taken_away_stay():
    html = '<a href="x">A link</a> <form>A form <button>A button</button></form> <font>Old</font>'

    assert Seen(clean(html)).words == ["A", "link", "A", "form", "A", "button", "Old"]


def test_tables_banners_and_signs_stay_as_they_are():
    html = (
        '<div><div class="exclusion-banner"><p>Left &amp; out</p></div>'
        '<table id="all-tab-curr"><thead><tr><th scope="col">When</th></tr></thead>'
        '<tbody><tr><td class="date-column" colspan="2">&lt;5 mg &gt; "x"</td></tr></tbody>'
        "</table></div>"
    )

    assert clean(html) == html


def fragments():
    return json.loads(example("html/section_fragments.json").read_text())["sections"]


def words_of(html):
    return Seen(re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)).words


def test_the_published_fragments_lose_no_word_table_or_banner():
    for html in fragments().values():
        cleaned = clean(html)

        assert words_of(cleaned) == words_of(html)
        for kept in ("<table", "<th>", "<td", "-banner"):
            assert cleaned.count(kept) >= re.sub(r"<!--.*?-->", "", html).count(kept)


def test_the_published_answer_loses_no_word():
    html = narrative(example("html/care_record_section_response_dstu2.json").read_bytes())

    assert words_of(clean(html)) == words_of(html)
    assert "Latex allergy" in clean(html)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"entry": [{"resource": {"resourceType": "Patient"}}]},
        {"entry": [{"resource": {"resourceType": "Composition"}}]},
        {"entry": [{"resource": {"resourceType": "Composition", "section": [{"text": {}}]}}]},
        {"entry": [{"resource": {"resourceType": "Composition", "section": "x"}}]},
    ],
)
def test_an_answer_without_a_page_has_none(answer):
    assert narrative(json.dumps(answer).encode()) == ""
