"""What a record says, as people read it."""

from datetime import UTC, date, datetime

import pytest

from records import words
from records.models import AboutMe, Alert, Contact, Person


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("date_of_birth", date(1938, 4, 3), "3 April 1938"),
        ("recorded_at", datetime(2026, 7, 1, 13, 5, tzinfo=UTC), "1 July 2026, 14:05"),
        ("nhs_number", "9990000018", "999 000 0018"),
        ("nhs_number_status", "01", "Number present and verified"),
        ("nhs_number_status", "nonsense", "nonsense"),
        ("phone", "", ""),
        ("ethnicity", None, ""),
    ],
)
def test_a_value_is_said_in_words(field, value, said):
    assert words.in_words(Person._meta.get_field(field), value) == said


@pytest.mark.parametrize(("value", "said"), [(True, "Yes"), (False, "No")])
def test_a_tick_is_yes_or_no(value, said):
    assert words.in_words(Contact._meta.get_field("is_next_of_kin"), value) == said


def test_a_summary_leaves_out_what_is_not_recorded():
    contact = Contact(name="Peter", relationship="Son", is_next_of_kin=True)

    summary = words.summary(contact, ("is_next_of_kin", "is_unpaid_carer", "relationship", "phone"))

    assert summary.name == "Peter"
    assert [fact.words for fact in summary.facts] == ["Son"]
    assert [mark.label for mark in summary.marks] == ["Next of kin"]


def test_people_write_what_is_theirs_to_write():
    names = [field.name for field in words.written_fields(Alert)]

    assert names[:4] == ["text", "category", "started_on", "ended_on"]
    assert not {"id", "provider", "person", "version", "recorded_by", "standing"} & set(names)


def test_about_me_is_labelled_as_the_standard_does():
    field = AboutMe._meta.get_field("please_do_and_please_dont")

    assert words.label(field) == "Please do and please don't"
