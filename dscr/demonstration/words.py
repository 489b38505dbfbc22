"""How a note is worded: a sentence for what was done, now and then a detail, never twice alike."""

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any

from dscr.demonstration.source import read

MALE = {"he": "he", "him": "him", "his": "his", "himself": "himself"}
FEMALE = {"he": "she", "him": "her", "his": "her", "himself": "herself"}
# What somebody says is worth writing a few times; more, and it reads as copied.
SAID_AT_MOST = 5


class Words:
    """The words for one person's notes. A narrative that repeats an earlier one is left out."""

    def __init__(
        self, person: dict[str, Any], says: Sequence[str], place: str, chance: Random
    ) -> None:
        pronouns = MALE if person["sex"] == "1" else FEMALE
        name = person.get("preferred_name") or person["given_name"]
        self.fixed = pronouns | {"He": pronouns["he"].capitalize(), "n": name}
        self.here = read("phrases").get(place, {})
        self.says = says
        self.said: Counter[str] = Counter()
        self.chance = chance
        self.used: set[str] = set()

    def for_(self, kind: str, answer: str, **slots: str) -> str:
        """Return words for a kind of care and what was answered, or none if all are used up."""
        return self.fresh(self._bank(kind, answer), kind, **slots)

    def fresh(self, sentences: Sequence[str], kind: str, **slots: str) -> str:
        """Return one of these sentences, sometimes with more after it, that was not used before."""
        for _ in range(8 if sentences else 0):
            parts = [self.chance.choice(sentences), *self._more(kind)]
            text = " ".join(self._filled(part, slots) for part in parts)
            if text not in self.used:
                self.used.add(text)
                return text
        return ""

    def plain(self, kind: str, answer: str, **slots: str) -> str:
        """Return words for what must be written each time, whether or not it was said before."""
        return self._filled(self.chance.choice(self._bank(kind, answer)), slots)

    def _bank(self, kind: str, answer: str) -> list[str]:
        banks = (read("phrases")["anywhere"][kind], self.here.get(kind, {}))
        return [sentence for bank in banks for sentence in bank.get(answer, [])]

    def _more(self, kind: str) -> list[str]:
        details = self._bank(kind, "details")
        drawn = self.chance.random()
        if not details or drawn > 0.5:
            return []
        if self.says and drawn < 0.12:
            said = self.chance.choice(self.says)
            self.said[said] += 1
            return [said] if self.said[said] <= SAID_AT_MOST else []
        return [self.chance.choice(details)]

    def _filled(self, text: str, slots: dict[str, str]) -> str:
        lists = read("phrases")["slots"] | self.here.get("slots", {})
        drawn = {name: self.chance.choice(of) for name, of in lists.items()}
        text = text.format_map(drawn | self.fixed | slots)
        return text[0].upper() + text[1:]
