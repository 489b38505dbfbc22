"""What is usual for a person in one area of everyday and nursing needs (CPL-18)."""

from typing import Any

from django import forms

from nhsui.widgets import MeasureInput
from records.forms.boxes import PLAIN_ERRORS, Words
from records.forms.writing import WritingForm
from records.models import NursingNeed
from records.nursing import AREAS, NursingQuestion

ANSWERED = "Leave this empty, or untick at the end of the page that they preferred not to say"


class NursingForm(WritingForm):
    """The questions of one area. Each may stay unasked, or be declined, which is not the same."""

    model = NursingNeed
    marks_optional = False  # everything is

    def __init__(self, *args: Any, area: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {question.id: question for question in AREAS[area]}
        asked = {name: _box(question) for name, question in self.questions.items()}
        asked["declined"] = forms.MultipleChoiceField(
            label="Which of these did they prefer not to answer?",
            choices=[(name, question.words) for name, question in self.questions.items()],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            error_messages=PLAIN_ERRORS,
        )
        self.fields = asked | self.fields

    def clean(self) -> dict[str, Any]:
        """Refuse an answer to what was declined."""
        cleaned = super().clean()
        for name in cleaned.get("declined", ()):
            if cleaned.get(name) not in ("", None):
                self.add_error(name, ANSWERED)
        return cleaned

    @property
    def written(self) -> dict[str, Any]:
        """Return the answers as the record keeps them, from clean data."""
        said = {name: self.cleaned_data.get(name) for name in self.questions}
        answers = {name: str(value) for name, value in said.items() if value not in ("", None)}
        return {"answers": answers | dict.fromkeys(self.cleaned_data.get("declined", ()))}

    def stand_beside(self, latest: Any, author: str) -> None:
        """Show a colleague's answers where both wrote; take theirs where its author wrote none."""
        found = latest.versions.filter(version=self.cleaned_data["replaces"]).first()
        before, mine = (found.answers if found else {}), self.written["answers"]
        super(WritingForm, self).stand_beside(latest, author)
        for name, question in self.questions.items():
            theirs = latest.answers.get(name, "")
            if theirs in (mine.get(name, ""), before.get(name, "")):
                continue
            if mine.get(name, "") == before.get(name, ""):
                self.taken_over.add(name)
                self._take_over(name, theirs)
            else:
                self.theirs[name] = question.in_words(theirs) if theirs != "" else "Nothing"

    def _take_over(self, name: str, theirs: str | None) -> None:
        declined = [one for one in self.data.getlist("declined") if one != name]
        self.data.setlist("declined", [*declined, name] if theirs is None else declined)
        self.data[name] = theirs or ""


def as_answers(written: NursingNeed | None) -> dict[str, Any]:
    """Return what is recorded of an area, as the first values of its form."""
    if written is None:
        return {}
    declined = [name for name, answer in written.answers.items() if answer is None]
    return written.answers | {"declined": declined, "replaces": written.version}


def _box(question: NursingQuestion) -> forms.Field:
    about: dict[str, Any] = {"label": question.words, "required": False}
    if question.choices:
        choices = [("", "Not asked yet"), *question.choices.items()]
        return forms.ChoiceField(choices=choices, error_messages=PLAIN_ERRORS, **about)
    if question.unit:
        return forms.DecimalField(
            min_value=question.least,
            max_value=question.most,
            max_digits=4,
            decimal_places=1,
            widget=MeasureInput(question.unit),
            error_messages=PLAIN_ERRORS | {"invalid": "Enter a number, such as 61.5"},
            **about,
        )
    return Words(error_messages=PLAIN_ERRORS, **about)
