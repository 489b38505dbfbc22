"""Words of a text in RTF, as a word processor would show them; nothing in it is opened or run.

A strict reader of what carries words, lenient with damage: what is not understood is passed over,
and a group that is never closed ends with the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

START = "{\\rtf"
LONGEST = 8_000_000
MOST_INSTEAD = 8
TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<symbol>[^a-zA-Z'])"
    r"|(?P<open>\{)|(?P<close>\})"
    r"|(?P<text>[^\\{}\r\n]+)"
    r"|(?P<skipped>[\r\n]+|\\)"
)
# Groups of words that belong to no reader: fonts, colours, styles, pictures, objects, marks.
UNSEEN = frozenset(
    {
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "objdata", "themedata",
        "colorschememapping", "datastore", "latentstyles", "listtable", "listoverridetable",
        "rsidtbl", "generator", "header", "footer", "headerl", "headerr", "headerf", "footerl",
        "footerr", "footerf", "fldinst", "bkmkstart", "bkmkend", "xmlnstbl", "filetbl", "revtbl",
        "nonshppict", "pntext", "pnseclvl", "listtext", "template", "password",
    }
)  # fmt: skip
SAID = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "cell": " ", "tab": "\t",
    "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d",
    "bullet": "\u2022", "endash": "\u2013", "emdash": "\u2014", "emspace": " ", "enspace": " ",
}  # fmt: skip
SYMBOLS = {"~": "\u00a0", "_": "\u2011", "-": "", "\\": "\\", "{": "{", "}": "}", "\n": "\n",
           "\r": "\n"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within a group: whether its words are seen, and how many letters follow one that
    is given by its number, for programs that do not know it."""

    is_seen: bool = True
    instead: int = 1


def is_rtf(text: str) -> bool:
    """Whether a text says of itself that it is RTF."""
    return text.startswith(START)


def words_of_rtf(text: str) -> str:
    """The words of the text, as lines; one far longer than any note is given as it is."""
    if len(text) > LONGEST:
        return text
    words = "".join(_Reader().read(text))
    # A letter beyond the first 65 thousand is given as two numbers.
    paired = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    lines = (line.strip() for line in paired.split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader:
    """Where a reading stands: the groups that are open, and the letters to be left out."""

    def __init__(self) -> None:
        self._groups = [_Group()]
        self._encoding = "cp1252"
        self._left_out = 0

    def read(self, text: str) -> Iterator[str]:
        """The words in turn."""
        at = 0
        while at < len(text):
            token = TOKEN.match(text, at)
            assert token  # one of its parts takes any letter
            at = token.end()
            if token["word"] == "bin":  # as many letters of no meaning as it says
                at += max(int(token["number"] or 0), 0)
            elif token["open"]:
                self._groups.append(self._groups[-1])
            elif token["close"]:
                self._close()
            else:
                yield self._seen(self._said(token))

    def _close(self) -> None:
        self._left_out = 0
        if len(self._groups) > 1:
            self._groups.pop()

    def _seen(self, words: str) -> str:
        return words if self._groups[-1].is_seen else ""

    def _said(self, token: re.Match[str]) -> str:
        if token["word"]:
            return self._of_word(token["word"], int(token["number"] or 1))
        if token["symbol"] == "*":  # what only some programs know
            self._change(is_seen=False)
            return ""
        if token["symbol"]:
            return SYMBOLS.get(token["symbol"], "")
        if token["byte"]:
            return self._instead(bytes.fromhex(token["byte"]).decode(self._encoding, "replace"))
        return self._instead(token["text"] or "")

    def _instead(self, words: str) -> str:
        """The words, without those that stand for a letter which was given by its number."""
        left_out = min(self._left_out, len(words))
        self._left_out -= left_out
        return words[left_out:]

    def _of_word(self, word: str, number: int) -> str:
        if word in UNSEEN:
            self._change(is_seen=False)
        elif word == "u":
            self._left_out = self._groups[-1].instead
            return chr(number % 0x10000)
        elif word == "uc":
            self._change(instead=min(max(number, 0), MOST_INSTEAD))
        elif word == "ansicpg":
            self._take_encoding(f"cp{number}")
        return SAID.get(word, "")

    def _take_encoding(self, name: str) -> None:
        """Take a set of letters that we know; else those of Windows in England hold."""
        try:
            b"a".decode(name)
        except LookupError:
            return
        self._encoding = name

    def _change(self, *, is_seen: bool | None = None, instead: int | None = None) -> None:
        group = self._groups[-1]
        self._groups[-1] = _Group(
            group.is_seen if is_seen is None else is_seen,
            group.instead if instead is None else instead,
        )
