"""Markup and damaged letters: what a person would have read there."""

import pytest

from imports.markup import mended, plain_text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Ate well", "Ate well"),
        ("BP <120 & well", "BP <120 & well"),
        ("<p>Ate well</p><p>Slept&nbsp;well</p>", "Ate well\nSlept well"),
        ("Tea<br/>and toast", "Tea\nand toast"),
        ("<ul><li>Tea</li><li>Toast</li></ul>", "- Tea\n- Toast"),
        ("<b>Do not</b> leave &amp; watch", "Do not leave & watch"),
        ("<p>Hi<script>alert(1)</script></p>", "Hi"),
        ("<style>p{}</style><div>Ate</div>", "Ate"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_the_words_of_a_text_with_markup(typed, read):
    assert plain_text(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Muriel\u00e2\u20ac\u2122s tea", "Muriel\u2019s tea"),
        ("caf\u00c3\u00a9", "caf\u00e9"),
        ("plain", "plain"),
        ("\u00e2\u20acx", "\u00e2\u20acx"),
    ],
)
def test_letters_that_were_encoded_twice_are_put_right_where_one_reading_fits(typed, read):
    assert mended(typed) == read
