"""A person's days as notes: what is usual at their place, how they are, what happened to them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from dailycare.models import Outcome
from dscr.demonstration.source import moment, read, times_away
from dscr.demonstration.words import Words

DAYS = 30
USUAL: dict[str, Any] = {
    "wakes": "07:00",
    "wash": ["wash", "wash", "wash", "shower"],
    "help": {"one": 6, "prompted": 3},
    "moods": {"content": 6, "happy": 4, "quiet": 3, "low": 1, "worried": 1},
    "appetite": {"all": 5, "most": 4, "half": 2, "little": 1},
    "drinks": {"tea": 6, "water": 2, "coffee": 1, "juice": 1},
    "nights": {"asleep": 8, "awake": 1, "restless": 1},
    "moves": ["Walked", "Stood up"],
    "thirst": 200,
    "refuses": 0.03,
    "pastimes": {},
}
AMOUNTS = {200: {150: 3, 200: 5, 250: 2}, 100: {50: 3, 100: 4, 150: 2}, 50: {50: 6, 100: 1}}
MEALS = {"breakfast": "breakfasts", "lunch": "lunches", "tea": "suppers"}
# How often a note has words beside the taps, in a hundred.
WORDED = {"drink": 12, "sleep": 22, "continence": 12, "mobility": 40, "activity": 96}
ANYBODY_LIKES = {"company": 2, "music": 1, "tv": 1}
SIDES = {"left": 4, "right": 4, "back": 2}
SKIN = {"unchanged": 9, "not_checked": 1}
TOILET = {"urine": 6, "bowels": 2, "both": 1, "nothing": 1}


@dataclass(slots=True)
class Note:
    """One note as somebody wrote it: `by` is a user name, `after` how long they took to."""

    kind: str
    at: datetime
    by: str
    values: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    outcome: str = Outcome.DONE
    outcome_reason: str = ""
    after: timedelta = timedelta(minutes=4)


class Diary:
    """Writes the notes of one person, the same for the same person and day of loading."""

    def __init__(
        self, story: dict[str, Any], place: str, shifts: Mapping[str, Sequence[str]]
    ) -> None:
        self.told = story["diary"]
        self.usual = USUAL | self.told
        self.away = times_away(story)
        self.place = place
        self.shifts = shifts
        self.chance = Random(story["person"]["family_name"])
        self.words = Words(story["person"], self.told.get("says", ()), place, self.chance)
        self.habits = self.usual

    def notes(self) -> Iterator[Note]:
        """Return every note up to now, day by day, the hand-written ones last."""
        now = datetime.now().astimezone()
        for days_ago in range(self.told.get("days", DAYS), -1, -1):
            self.habits = self.usual | self._lately(days_ago)
            for note in self._day(days_ago):
                if note.at + note.after < now and not self._is_away(note.at):
                    yield note
        for event in self.told.get("events", []):
            yield written(event)

    def _lately(self, days_ago: int) -> dict[str, Any]:
        lately = self.told.get("lately", {})
        return lately if days_ago <= lately.get("days", -1) else {}

    def _is_away(self, at: datetime) -> bool:
        return any(left <= at < back for left, back in self.away)

    def _day(self, days_ago: int) -> Iterator[Note]:
        routine = read("routines")[self.place]
        if self.place != "home_care":
            slots = [*routine, *self._also("day")]
            yield from self._slots(slots, lambda slot: self._clock(slot, days_ago))
            return
        for visit in self.told["visits"]:
            start = moment(days_ago, visit) + timedelta(minutes=self.chance.randint(-6, 9))
            part = part_of_visit(start)
            slots = [*routine[part], *self._also(part)]
            yield from self._slots(slots, partial(minutes_into, start))

    def _also(self, part: str) -> Sequence[dict[str, Any]]:
        """Return what is written for this person and not for everybody."""
        weighed = [read("routines")["weighed"]] if "weight" in self.told else []
        return [
            *self.told.get("also", {}).get(part, []),
            *(weighed if part in {"day", "morning"} else []),
        ]

    def _clock(self, slot: dict[str, Any], days_ago: int) -> datetime:
        at = self.habits["wakes"] if slot["at"] == "wakes" else slot["at"]
        return moment(days_ago, at) + timedelta(
            minutes=self.chance.randint(-slot["about"], slot["about"])
        )

    def _slots(
        self, slots: Sequence[dict[str, Any]], when: Callable[[dict[str, Any]], datetime]
    ) -> Iterator[Note]:
        for slot in slots:
            at = when(slot)
            if not self._happens(slot, at):
                continue
            note = Note(slot["kind"], at, self._author(at))
            if not self._is_refused(note, slot):
                WRITERS[note.kind](self, note, slot)
            yield self._sometimes_late(note)

    def _happens(self, slot: dict[str, Any], at: datetime) -> bool:
        weekday = None if self.told.get("weighs_daily") else slot.get("weekday")
        return weekday in (None, at.weekday()) and self.chance.random() * 100 < slot.get(
            "chance", 100
        )

    def _author(self, at: datetime) -> str:
        if "authors" in self.told:
            return str(self.chance.choice(self.told["authors"]))
        hour = at.hour + at.minute / 60
        shift = "day" if 7.4 <= hour < 14.5 else "evening" if 14.5 <= hour < 22 else "night"
        return self.chance.choice(self.shifts.get(shift) or self.shifts["evening"])

    def _sometimes_late(self, note: Note) -> Note:
        note.after = timedelta(seconds=self.chance.randint(40, 900))
        if self.chance.random() < 0.025:
            note.after = timedelta(minutes=self.chance.randint(75, 250))
            why = self.chance.choice(read("phrases")["reasons"]["late"])
            note.text = f"{note.text} Written late: {why}.".strip()
        return note

    def _is_refused(self, note: Note, slot: dict[str, Any]) -> bool:
        if note.kind not in {"personal_care", "food"}:
            return False
        if self.chance.random() >= self.habits["refuses"]:
            return False
        note.outcome = Outcome.REFUSED
        note.outcome_reason = self.chance.choice(read("phrases")["reasons"]["refused"])
        if note.kind == "food":
            note.values = {"meal": slot["meal"]}
        note.text = self.words.for_(
            note.kind, "refused", dish=self._dish(note.at, slot.get("meal"))
        )
        return True

    def _weighted(self, weights: Mapping[Any, int]) -> Any:
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def _text(self, note: Note, slot: dict[str, Any], answer: str, **slots: str) -> str:
        own = self.habits["pastimes"].get(answer) if note.kind == "activity" else None
        if said := slot.get("say", own):
            return self.words.fresh(said, note.kind)
        if self.chance.random() * 100 >= WORDED.get(note.kind, 60):
            return ""
        return self.words.for_(note.kind, answer, **slots)

    def _dish(self, at: datetime, meal: str | None) -> str:
        menu = MEALS.get(meal or "", "breakfasts")
        if menu in self.told:
            return str(self.chance.choice(self.told[menu]))
        dishes = read("routines")["menu"][menu]
        return str(dishes[at.toordinal() % len(dishes)])

    def personal_care(self, note: Note, slot: dict[str, Any]) -> None:
        what = slot.get("what") or self.chance.choice(self.habits["wash"])
        note.values = {"help": self._weighted(self.habits["help"]), "what": what}
        note.text = self._text(note, slot, what)

    def food(self, note: Note, slot: dict[str, Any]) -> None:
        amount = self._weighted(self.habits["appetite"])
        note.values = {"amount": amount, "meal": slot["meal"]}
        dish = self._dish(note.at, slot["meal"])
        note.text = self._text(note, slot, amount, dish=dish, meal=slot["meal"])

    def drink(self, note: Note, slot: dict[str, Any]) -> None:
        low = self.habits.get("drinks_less", False)
        amount = self._weighted(AMOUNTS[100 if low else self.habits["thirst"]])
        note.values = {"amount_ml": amount, "what": self._weighted(self.habits["drinks"])}
        note.text = self._text(note, slot, "low" if low else "any")

    def mood(self, note: Note, slot: dict[str, Any]) -> None:
        mood = self._weighted(self.habits["moods"])
        note.values = {"mood": mood}
        note.text = self._text(note, slot, mood, part=part_of_day(note.at))

    def activity(self, note: Note, slot: dict[str, Any]) -> None:
        own = {what: len(said) for what, said in self.habits["pastimes"].items()}
        likes = own if own and self.chance.random() < 0.75 else ANYBODY_LIKES
        what = slot.get("what") or self._weighted(likes)
        note.values = {"what": what}
        note.text = self._text(note, slot, what)

    def sleep(self, note: Note, slot: dict[str, Any]) -> None:
        state = slot.get("state") or self._weighted(self.habits["nights"])
        note.values = {"state": state}
        note.text = self._text(note, slot, state)

    def mobility(self, note: Note, slot: dict[str, Any]) -> None:
        what = self.chance.choice(self.habits["moves"]).lower().replace(" ", "_")
        note.values = {"help": self._weighted(self.habits["help"]), "what": what}
        note.text = self._text(note, slot, what)

    def continence(self, note: Note, slot: dict[str, Any]) -> None:
        what = self._weighted(TOILET)
        note.values = {"what": what}
        if what in {"bowels", "both"}:
            note.values["stool_type"] = str(self._weighted({3: 3, 4: 6, 2: 1, 5: 1}))
        note.text = self._text(note, slot, "any")

    def night_check(self, note: Note, slot: dict[str, Any]) -> None:
        note.values = {"state": self._weighted(self.habits["nights"]), "did": "nothing"}

    def repositioning(self, note: Note, slot: dict[str, Any]) -> None:
        note.values = {"position": self._weighted(SIDES), "skin": self._weighted(SKIN)}
        note.text = self._text(note, slot, "turned")

    def weight(self, note: Note, slot: dict[str, Any]) -> None:
        kilograms = round(self.told["weight"] + self.chance.uniform(-0.7, 0.7), 1)
        note.values = {"weight_kg": kilograms, "how": "standing"}
        note.text = self._text(note, slot, "done")

    def general(self, note: Note, slot: dict[str, Any]) -> None:
        clock = f"{note.at:%H:%M}"
        if giver := slot.get("given_by"):
            note.outcome, note.outcome_reason = Outcome.DONE_BY_OTHER, f"Given by {giver}"
            given = moment_of_day(note.at, slot["given_at"])
            clock = f"{given + timedelta(minutes=self.chance.randint(-8, 12)):%H:%M}"
        note.text = self.words.plain("general", slot["bank"], clock=clock)


WRITERS: dict[str, Callable[[Diary, Note, dict[str, Any]], None]] = {
    "personal_care": Diary.personal_care,
    "food": Diary.food,
    "drink": Diary.drink,
    "mood": Diary.mood,
    "activity": Diary.activity,
    "sleep": Diary.sleep,
    "mobility": Diary.mobility,
    "continence": Diary.continence,
    "night_check": Diary.night_check,
    "repositioning": Diary.repositioning,
    "weight": Diary.weight,
    "general": Diary.general,
}


def part_of_visit(at: datetime) -> str:
    """Return which of the day's visits begins at this hour."""
    parts = ((11, "morning"), (15, "midday"), (20, "evening"))
    return next((part for before, part in parts if at.hour < before), "night")


def part_of_day(at: datetime) -> str:
    """Return the word a worker would use for this hour."""
    parts = ((12, "morning"), (17, "afternoon"))
    return next((part for before, part in parts if at.hour < before), "evening")


def minutes_into(start: datetime, slot: dict[str, Any]) -> datetime:
    """Return when in a visit something is written."""
    return start + timedelta(minutes=slot["visit"])


def moment_of_day(at: datetime, clock: str) -> datetime:
    """Return a clock time on the day of another moment."""
    return at.replace(hour=int(clock[:2]), minute=int(clock[3:]))


def written(event: dict[str, Any]) -> Note:
    """Return a note that is told word for word."""
    at = moment(event["days"], event["at"])
    return Note(event["kind"], at, event["by"], dict(event.get("values", {})), event["text"])
