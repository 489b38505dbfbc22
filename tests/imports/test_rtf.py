"""Notes in RTF: what a person would have read, whatever is wrong with it."""

import time

import pytest

from imports.markup import plain_text
from imports.rtf import LONGEST, words_of_rtf

WORDPAD = r"""{\rtf1\ansi\ansicpg1252\deff0\nouicompat\deflang2057
{\fonttbl{\f0\fnil\fcharset0 Calibri;}}
{\*\generator Riched20 10.0.19041}\viewkind4\uc1
\pard\sa200\sl276\slmult1\b\f0\fs22\lang9 Seen by\b0  the district nurse.\par
Dressing changed, caf\'e9 trip for 5 o\rquote clock.\par
}"""


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (WORDPAD, "Seen by the district nurse.\nDressing changed, café trip for 5 o\u2019clock."),
        (r"{\rtf1 one\line two\tab three}", "one\ntwo\tthree"),
        (r"{\rtf1 a\~b\_c\-d \{x\} \\}", "a\u00a0b\u2011cd {x} \\"),
        (r"{\rtf1\ansicpg1250 \'9a}", "š"),
        (r"{\rtf1\ansicpg99999 \'9a}", "š"),
        (r"{\rtf1 \u8217 ?s tea}", "\u2019s tea"),
        (r"{\rtf1\uc2 \u8217 ??s tea}", "\u2019s tea"),
        (r"{\rtf1\uc0 \u8217 s tea}", "\u2019s tea"),
        (r"{\rtf1\uc1\u-10179 ?\u-8704 ?!}", "\U0001f600!"),
        (r"{\rtf1 \u-10179 ? alone}", "\ufffd alone"),
        (r"{\rtf1 \u8217 \'92s tea}", "\u2019s tea"),
        (r"{\rtf1{\field{\*\fldinst HYPERLINK http://x}{\fldrslt her leaflet}}}", "her leaflet"),
        (r"{\rtf1{\pict\pngblip 89504e47}after}", "after"),
        (r"{\rtf1{\object{\*\objdata 0105}{\result shown}}after}", "shownafter"),
        ("{\\rtf1 before\\bin5 {{{}}after}", "beforeafter"),
        (r"{\rtf1\trowd Tea\cell 8 am\cell\row Toast\cell 9 am\cell\row}", "Tea 8 am\nToast 9 am"),
        ("{\\rtf1 one\\\ntwo}", "one\ntwo"),
        ("{\\rtf1 broken wo\r\nrd}", "broken word"),
        (r"{\rtf1 never closed", "never closed"),
        (r"{\rtf1 closed twice}}} and on", "closed twice and on"),
        ("{\\rtf1 ends with \\", "ends with"),
        (r"{\rtf1 \'zz \unknownword9 said}", "'zz said"),
        (r"{\rtf1}", ""),
        ("Typed {\\rtf1 by hand}", "Typed {\\rtf1 by hand}"),
    ],
)  # fmt: skip
def test_the_words_of_a_text_in_rtf(typed, read):
    assert plain_text(typed) == read


def test_a_long_note_is_read_whole():
    note = "Walked to the garden. " * 9_000

    assert plain_text("{\\rtf1 " + note + "}") == note.strip()


@pytest.mark.parametrize(
    "bomb",
    ["{", "}", "{}", "\\", "\\'", "\\u1 ", "\\uc99999999 ", "\\bin9", "\\ansicpg1 ", "\\*",
     "\\par ", " \n", "{\\pict ", "\\aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
)  # fmt: skip
def test_a_hostile_text_takes_no_more_time_than_its_length(bomb):
    started = time.process_time()

    words_of_rtf("{\\rtf1 " + bomb * (400_000 // len(bomb)))

    assert time.process_time() - started < 5


def test_a_text_longer_than_any_note_is_left_as_it_is():
    text = "{\\rtf1 " + "x" * LONGEST

    assert plain_text(text) == text
