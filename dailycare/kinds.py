"""The kinds of care that can be recorded, as data: what to ask, what it serves, how it reads.

Each kind needs at most one choice before saving, so the common case is three taps: the kind,
the choice, save (DLY-03). Words are ours; free text stands beside every choice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One thing a kind asks, answered by choosing. `choices` are (value, words) pairs.

    The one that `is_required` says what was done. One that nobody answers is `told_by` the hour.
    """

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    is_required: bool = False
    unit: str = ""
    told_by: Callable[[int], str] | None = None

    def in_words(self, value: object) -> str:
        """Return an answer as it reads in a sentence; a value not on the list reads as typed."""
        return dict(self.choices).get(str(value), f"{value} {self.unit}".strip())


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of care. `serves` are the areas of need for which it is evidence."""

    slug: str
    label: str
    shape: str
    questions: tuple[Question, ...]
    serves: tuple[str, ...]
    needs_words: bool = False
    asks_outcome: bool = False

    def in_words(self, values: Mapping[str, object]) -> str:
        """Return the answers as one line for the timeline, those last that no question asks."""
        answers = [q.in_words(values[q.name]) for q in self.questions if values.get(q.name)]
        asked = {question.name for question in self.questions}
        others = {name: value for name, value in values.items() if value and name not in asked}
        answers += [f"{name.replace('_', ' ')}: {value}" for name, value in others.items()]
        return ", ".join(answers)


def _same(*words: str) -> tuple[tuple[str, str], ...]:
    return tuple((w.lower().replace(" ", "_").replace(",", ""), w) for w in words)


def meal_at(hour: int) -> str:
    """Return the meal that belongs to an hour."""
    meals = ((11, "breakfast"), (15, "lunch"), (18, "tea"))
    return next((meal for before, meal in meals if hour < before), "supper")


HOW_MUCH = (
    ("all", "All of it"),
    ("most", "Most of it"),
    ("half", "About half"),
    ("little", "A little"),
    ("none", "None of it"),
)
MILLILITRES = tuple((str(ml), f"{ml} ml") for ml in (50, 100, 150, 200, 250))
HELP = (
    ("independent", "By themselves"),
    ("prompted", "With a reminder"),
    ("one", "With one helper"),
    ("two", "With two helpers"),
)

KINDS = (
    Kind(
        "drink",
        "Drink",
        "cup",
        (
            Question(
                "amount_ml", "How much did they drink?", MILLILITRES, is_required=True, unit="ml"
            ),
            Question(
                "what", "What was it?", _same("Tea", "Coffee", "Water", "Squash", "Juice", "Milk")
            ),
        ),
        ("eating_and_drinking",),
    ),
    Kind(
        "food",
        "Food",
        "plate",
        (
            Question("amount", "How much did they eat?", HOW_MUCH, is_required=True),
            Question(
                "meal",
                "Which meal?",
                _same("Breakfast", "Lunch", "Tea", "Supper", "Snack"),
                told_by=meal_at,
            ),
        ),
        ("eating_and_drinking",),
    ),
    Kind(
        "personal_care",
        "Wash and dress",
        "drop",
        (
            Question("help", "How was it done?", HELP, is_required=True),
            Question(
                "what",
                "What was done?",
                _same("Wash", "Shower", "Bath", "Oral care", "Dressing", "Shave", "Hair", "Nails"),
            ),
        ),
        ("personal_care", "skin"),
    ),
    Kind(
        "continence",
        "Toilet",
        "door",
        (
            Question(
                "what",
                "What happened?",
                (
                    ("urine", "Passed urine"),
                    ("bowels", "Opened bowels"),
                    ("both", "Both"),
                    ("pad", "Pad changed"),
                    ("nothing", "Nothing passed"),
                ),
                is_required=True,
            ),
            Question(
                "stool_type",
                "Stool type, if bowels opened",
                tuple((str(n), f"Type {n}") for n in range(1, 8)),
            ),
        ),
        ("continence",),
    ),
    Kind(
        "mobility",
        "Moving",
        "steps",
        (
            Question("help", "How did they move?", HELP, is_required=True),
            Question(
                "what",
                "What was it?",
                _same("Walked", "Stood up", "Bed to chair", "Turned in bed", "Wheelchair"),
            ),
        ),
        ("mobility", "safety", "skin"),
    ),
    Kind(
        "mood",
        "Mood",
        "face",
        (
            Question(
                "mood",
                "How were they?",
                _same("Happy", "Content", "Quiet", "Low", "Worried", "Upset", "Angry"),
                is_required=True,
            ),
        ),
        ("mood", "communication"),
    ),
    Kind(
        "activity",
        "Activity",
        "star",
        (
            Question(
                "what",
                "What did they do?",
                (
                    ("company", "Talked with somebody"),
                    ("family", "Family or friends visited"),
                    ("music", "Music"),
                    ("garden", "Garden or outdoors"),
                    ("craft", "Craft or hobby"),
                    ("exercise", "Exercise"),
                    ("tv", "Television or radio"),
                    ("outing", "Went out"),
                    ("faith", "Faith or worship"),
                ),
                is_required=True,
            ),
        ),
        ("social", "mood", "culture_and_faith"),
    ),
    Kind(
        "sleep",
        "Sleep",
        "moon",
        (
            Question(
                "state",
                "How were they?",
                (
                    ("asleep", "Asleep"),
                    ("awake", "Awake and settled"),
                    ("restless", "Restless"),
                    ("up", "Up and about"),
                    ("woke", "Woke for the day"),
                ),
                is_required=True,
            ),
        ),
        ("sleep",),
    ),
    Kind("general", "Note", "pen", (), ("health", "medicines", "safety"), needs_words=True),
)
# What is recorded for an instruction of the plan alone: what came of it is the one answer.
PLANNED = Kind("planned", "From the plan", "list", (), (), asks_outcome=True)
BY_SLUG = {kind.slug: kind for kind in (*KINDS, PLANNED)}
CHOICES = [(kind.slug, kind.label) for kind in BY_SLUG.values()]


# What an answer says when nothing was eaten, drunk or passed: it stands beside a refusal.
NOTHING = {"none", "nothing"}


def kind_of(slug: str) -> Kind:
    """Return a kind; one from elsewhere reads as it was written, and asks nothing."""
    return BY_SLUG.get(slug) or Kind(slug, slug.replace("_", " ").capitalize(), "pen", (), ())


def serving(area: str) -> list[Kind]:
    """Return the kinds that are evidence for an area of need."""
    return [kind for kind in KINDS if area in kind.serves]


def likely_at(hour: int) -> tuple[Kind, ...]:
    """Return all kinds, those that are likely at this hour of the day first."""
    if hour < 6 or hour >= 21:
        first = ["sleep", "continence", "drink", "mobility"]
    elif hour < 11:
        first = ["food", "drink", "personal_care", "continence"]
    else:
        first = ["drink", "food", "activity", "mood"]
    return (*(BY_SLUG[s] for s in first), *(kind for kind in KINDS if kind.slug not in first))
