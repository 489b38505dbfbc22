"""Plain Django forms are drawn as nhsuk-frontend publishes its fields."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from nhsui.fields import ClockField, SplitDateField
from nhsui.widgets import MeasureInput
from tests.nhsui.published import draw, fixture, shape

CONTACT = "How do you want to be contacted about this?"
WAYS = [("email", "Email"), ("phone", "Phone"), ("text", "Text message")]
DETAIL = "Do not include personal information like your name, date of birth or NHS number"


def drawn(
    field: forms.Field,
    *,
    data: dict | None = None,
    name: str = "example",
    **extra: object,
) -> str:
    """Draw one field of a form whose ids are the names, as in the published examples."""
    kind = type("OneField", (forms.Form,), {name: field, **extra})
    return kind(data, auto_id="%s")[name].as_field_group()


def headed(field: forms.Field, **more: object) -> str:
    return drawn(field, heading_field="example", **more)


def test_a_box_for_words() -> None:
    html = headed(forms.CharField(label="What is your full name?"))

    assert shape(html) == shape(fixture("input", "default"))


def test_a_disabled_box() -> None:
    html = headed(forms.CharField(label="What is your full name?", disabled=True))

    assert shape(html) == shape(fixture("input", "disabled"))


def test_a_label_that_is_no_heading() -> None:
    field = forms.CharField(
        label="Address line 2",
        required=False,
        widget=forms.TextInput({"autocomplete": "address-line2"}),
    )

    html = drawn(field, name="address-line2", label_size="")

    assert shape(html) == shape(fixture("input", "example address line 2"))


def test_an_error_stands_between_label_and_box() -> None:
    field = forms.CharField(
        label="Phone number",
        widget=forms.TextInput({"class": "nhsuk-u-width-two-thirds", "type": "tel"}),
    )

    html = drawn(field, name="contact-by-phone", data={}, label_size="")

    published = fixture("input", "example phone number with error message")
    assert shape(html) == shape(published.replace("Enter your phone", "Enter phone"))


def test_a_measure_has_its_unit_behind_it() -> None:
    field = forms.CharField(
        label="Weight in kilograms", widget=MeasureInput("kg", {"inputmode": False})
    )

    html = headed(field).replace(" nhsuk-label--l", "")

    assert shape(html) == shape(fixture("input", "with suffix").replace("with-suffix", "example"))


def test_a_box_for_many_words() -> None:
    field = forms.CharField(
        label="Can you provide more detail?", help_text=DETAIL, widget=forms.Textarea
    )

    assert shape(headed(field)) == shape(fixture("textarea", "default"))


def test_a_list_to_choose_from() -> None:
    choices = [
        ("published", "Recently published"),
        ("updated", "Recently updated"),
        ("views", "Most views"),
        ("comments", "Most comments"),
    ]

    html = headed(forms.ChoiceField(label="Sort by", choices=choices))

    assert shape(html) == shape(fixture("select", "default"))


def test_radios() -> None:
    html = headed(forms.ChoiceField(label=CONTACT, choices=WAYS, widget=forms.RadioSelect))

    assert shape(html) == shape(fixture("radios", "default"))


def test_radios_with_hint_and_error() -> None:
    field = forms.ChoiceField(
        label=CONTACT,
        help_text="Select 1 option",
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how you want to be contacted"},
    )

    html = headed(field, data={})

    published = fixture("radios", "with error message and hint")
    assert shape(html) == shape(published.replace("with-hint-error", "example"))


def test_boxes_to_tick() -> None:
    field = forms.MultipleChoiceField(
        label=CONTACT,
        help_text="Select all options that are relevant to you",
        choices=WAYS,
        widget=forms.CheckboxSelectMultiple,
    )

    assert shape(headed(field)) == shape(fixture("checkboxes", "default"))


def test_one_choice_is_ticked_when_it_was_chosen() -> None:
    field = forms.ChoiceField(label=CONTACT, choices=WAYS, widget=forms.RadioSelect)

    html = drawn(field, data={"example": "phone"})

    assert 'value="phone" checked' in html
    assert html.count("checked") == 1


def test_choices_in_groups_have_ids_of_their_own() -> None:
    groups = [("Drinks", [("tea", "Tea"), ("milk", "Milk")]), ("Food", [("egg", "Egg")])]

    html = drawn(forms.ChoiceField(label="What", choices=groups, widget=forms.RadioSelect))

    ids = [dict(part[1])["id"] for part in shape(html) if part[0] == "input"]
    assert ids == ["example", "example-1-2", "example-2"]
    assert "Drinks" in html


def test_a_date_in_three_boxes() -> None:
    field = SplitDateField(label="What is your date of birth?", help_text="For example, 31 3 1980")

    assert shape(as_unnamed(headed(field))) == shape(fixture("date-input", "default"))


def test_a_date_with_what_was_known() -> None:
    field = SplitDateField(
        label="What is your date of birth?",
        help_text="For example, 31 3 1980",
        initial=date(2024, 8, 5),
    )

    assert shape(as_unnamed(headed(field))) == shape(fixture("date-input", "with values"))


def test_a_missing_date_marks_all_three_boxes() -> None:
    field = SplitDateField(
        label="What is your date of birth?",
        error_messages={"required": "Enter your date of birth"},
    )

    html = headed(field, data={})

    assert shape(as_unnamed(html)) == shape(fixture("date-input", "with error message"))


def test_a_day_that_does_not_exist_marks_the_day() -> None:
    data = {"example-day": "31", "example-month": "6", "example-year": "2026"}

    html = drawn(SplitDateField(label="Review date"), data=data)

    wrong = [
        dict(part[1])["id"]
        for part in shape(html)
        if part[0] == "input" and "nhsuk-input--error" in dict(part[1])["class"]
    ]
    assert wrong == ["example-day"]
    assert "Review date: 31 June does not exist, June has 30 days" in html


def as_unnamed(html: str) -> str:
    """The published date boxes have no prefix to their names."""
    return html.replace('name="example-', 'name="')


def test_a_password_can_be_shown() -> None:
    field = forms.CharField(
        label="Password", widget=forms.PasswordInput({"autocomplete": "current-password"})
    )

    assert shape(headed(field)) == shape(fixture("password-input", "default"))


def test_a_single_box_has_its_label_behind_it() -> None:
    html = drawn(forms.BooleanField(label="Agreed with them", help_text="Or for them"), data={})

    assert '<label class="nhsuk-label nhsuk-checkboxes__label" for="example">' in html
    assert 'id="example-hint"' in html
    assert 'class="nhsuk-checkboxes__input"' in html
    assert "Enter agreed with them" in html


def test_a_number_is_typed_and_never_turned_by_a_wheel() -> None:
    html = drawn(forms.IntegerField(label="Drinks"))

    assert 'type="text"' in html
    assert 'inputmode="decimal"' in html


def test_a_file_keeps_its_own_box() -> None:
    file = SimpleUploadedFile("a.txt", b"")

    html = drawn(forms.FileField(label="Letter"), data={"other": file})

    assert "nhsuk-file-upload__input nhsuk-file-upload__input--error" in html


def test_a_time_is_asked_with_the_clock_of_the_device() -> None:
    html = drawn(ClockField(label="Time"))

    assert 'type="time"' in html


def test_a_placeholder_is_never_drawn() -> None:
    html = drawn(forms.CharField(widget=forms.TextInput({"placeholder": "Name"})))

    assert "placeholder" not in html


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (forms.CharField(label="Reason"), "Enter reason"),
        (forms.CharField(label="NHS number"), "Enter NHS number"),
        (forms.CharField(label="What happened?"), "Answer “What happened?”"),
        (forms.ChoiceField(label="Mood", choices=WAYS), "Choose mood"),
        (forms.CharField(label="Name", error_messages={"required": "Say who"}), "Say who"),
    ],
)
def test_what_is_missing_is_said_as_what_to_do(field: forms.Field, words: str) -> None:
    assert words in drawn(field, data={})


class TwoFields(forms.Form):
    """A form that can go wrong in every way."""

    started_on = SplitDateField(label="Start date")
    reason = forms.CharField(label="Reason", widget=forms.Textarea)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        raise forms.ValidationError("A colleague changed this while you were writing")


def test_the_error_summary_links_each_error_to_its_box() -> None:
    data = {"started_on-day": "4", "started_on-month": "", "started_on-year": "2026"}

    html = str(TwoFields(data))

    links = [dict(part[1])["href"] for part in shape(html) if part[0] == "a"]
    assert links == ["#id_started_on-month", "#id_reason"]
    assert 'id="id_started_on-month"' in html
    assert html.index("A colleague changed this") < html.index("Start date must include a month")


def test_nothing_typed_is_lost() -> None:
    data = {"started_on-day": "4", "started_on-month": "Junk", "started_on-year": "26"}

    html = str(TwoFields(data))

    assert all(f'value="{typed}"' in html for typed in data.values())


def test_a_form_without_errors_has_no_summary() -> None:
    html = str(TwoFields())

    assert "nhsuk-error-summary" not in html
    assert '<input type="hidden" name="secret"' in html


def test_a_summary_can_stand_above_fields_laid_out_by_hand() -> None:
    html = draw('<c-nhs.error_summary :form="form" />', form=TwoFields({}))

    assert shape(html)[0] == (
        "div",
        [("class", "nhsuk-error-summary"), ("data-module", "nhsuk-error-summary")],
    )


def test_a_filter_form_does_not_call_everything_optional() -> None:
    html = drawn(forms.CharField(label="Kind", required=False), marks_optional=False)

    assert "(optional)" not in html
