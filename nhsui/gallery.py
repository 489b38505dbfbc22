"""Invented people and notes that show every component at work."""

from datetime import date, datetime
from types import SimpleNamespace as Shown
from zoneinfo import ZoneInfo

from django import forms

from nhsui.fields import ClockField, SplitDateField
from nhsui.widgets import MeasureInput

LONDON = ZoneInfo("Europe/London")


class EveryField(forms.Form):
    """One of each field, so that each is seen beside the others."""

    name = forms.CharField(label="Name", help_text="As they like to be called")
    nhs_number = forms.CharField(label="NHS number", required=False)
    born_on = SplitDateField(label="Date of birth", help_text="For example, 31 3 1938")
    at = ClockField(label="Time")
    amount = forms.DecimalField(label="Amount", widget=MeasureInput("ml"))
    drink = forms.ChoiceField(
        label="What was the drink?",
        choices=[("tea", "Tea"), ("water", "Water"), ("squash", "Squash"), ("coffee", "Coffee")],
        widget=forms.RadioSelect(attrs={"class": "tiles"}),
    )
    mood = forms.ChoiceField(
        label="Mood", choices=[("good", "Good"), ("low", "Low")], widget=forms.RadioSelect
    )
    helped = forms.MultipleChoiceField(
        label="Who helped",
        choices=[("self", "Nobody"), ("one", "One of us"), ("two", "Two of us")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.ChoiceField(label="Reason", choices=[("", "Choose one"), ("asleep", "Asleep")])
    text = forms.CharField(label="Anything to add", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="Agreed with them", help_text="Or with their representative")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    letter = forms.FileField(label="Letter", required=False)


def person(**differences: object) -> Shown:
    """An invented person; `differences` change what the gallery needs changed."""
    art = {
        "url": "#person",
        "record_url": "#record",
        "name": "Art Green",
        "full_name": "Arthur James Green",
        "find": "arthur james green 9990000018 999 000 0018",
        "initials": "AG",
        "photo_url": "",
        "photo_note": "",
        "age": 84,
        "born_on": date(1942, 3, 31),
        "place": "Room 12, Garden",
        "nhs_number": "9990000018",
        "allergies_state": "present",
        "allergies": ["Penicillin (rash, severe)", "Kiwi fruit"],
        "alerts": ["Falls: walks with a frame"],
        "risks": ["May choke on dry food"],
        "needs": ["Speak to his left side", "Soft food, level 6"],
        "private_parts": 1,
        "private_url": "#private",
        "opened": None,
        "cpr": "no decision recorded",
        "status": "",
        "reasons": [("now", "Turn due 14:00"), ("look", "Drank 650 of 1,500 ml")],
    }
    return Shown(**(art | differences))


def stranger() -> Shown:
    """Somebody who came this morning, about whom little is known."""
    return person(
        name="Rosa",
        full_name="Rosa Diaz",
        initials="RD",
        born_on=None,
        age=None,
        nhs_number="",
        place="",
        allergies=[],
        allergies_state="not_asked",
        alerts=[],
        risks=[],
        needs=[],
        cpr="",
    )


def note(**differences: object) -> Shown:
    """An invented note."""
    drink = {
        "id": 1,
        "when": "14:05",
        "kind": "Drink",
        "outcome": "",
        "values": "Tea, 200 ml",
        "text": "Drank it all by the window and asked for the paper.",
        "author": "Ada Okafor",
        "late": "",
        "imported": "",
        "corrected": "",
        "confirmed": "",
        "shared": "",
        "is_withdrawn": False,
        "url": "#note-1",
        "action": "Correct",
    }
    return Shown(**(drink | differences))


def people() -> list[Shown]:
    """The list of people, one of each sort."""
    mary = {"name": "Mary Smith", "full_name": "Mary Smith", "initials": "MS", "place": "Room 3"}
    james = {"name": "James", "full_name": "James Łukasz Ó Briain-Featherstonehaugh"}
    return [
        person(),
        person(**mary, reasons=[("danger", "Fell at 06:10")], find="mary smith", status=""),
        person(**james, initials="JB", status="In hospital", reasons=[], find="łukasz ó briain"),
    ]


def notes() -> list[Shown]:
    """A morning of notes, one of each sort."""
    return [
        note(),
        note(id=2, when="13:40", kind="Food", outcome="Refused: asleep", values="", text=""),
        note(id=3, when="09:15", kind="Mood", values="Low", late="Written later, at 16:10"),
        note(id=4, when="Morning", kind="General", values="", imported="From the old system"),
        note(id=7, when="08:40", values="1,200 ml", confirmed="Asked about, and confirmed"),
        note(id=8, when="08:20", kind="Activity", values="Music", shared="Written for 3 people"),
        note(id=5, when="08:00", kind="Washing", corrected="Corrected by Marcus Bell, 10:02"),
        note(
            id=6, when="07:30", kind="Drink", is_withdrawn=True, corrected="Withdrawn: wrong person"
        ),
    ]


def versions() -> list[Shown]:
    """Two versions of a record."""
    at = datetime(2026, 3, 4, 14, 5, tzinfo=LONDON)
    reason = "He now speaks of his garden more than of football"
    first = "Written with Art and his daughter"
    change = Shown(label="What matters to me", before="Football", after="My garden")
    return [
        Shown(version=2, author="Marcus Bell", at=at, reason=reason, changes=(change,)),
        Shown(version=1, author="Ada Okafor", at=at, reason=first, changes=()),
    ]


def everything(form: forms.Form | None = None) -> dict[str, object]:
    """What the gallery page shows."""
    return {
        "form": form or EveryField(),
        "art": person(),
        "stranger": stranger(),
        "people": people(),
        "notes": notes(),
        "versions": versions(),
        "trail": [("My people", "#people"), ("Art Green", "#person")],
        "before": "Likes two eggs and the radio.\nSpeak to his left side.",
        "after": "Likes one egg, no sugar, and the radio.\nSpeak to his left side.",
    }
