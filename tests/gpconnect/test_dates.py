import pytest

from gpconnect.reading.dates import in_words, moment


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("2019-03-12", "12 March 2019"),
        ("2012-03", "March 2012"),
        ("2012", "2012"),
        ("", "date not known"),
        ("2019-03-12T14:05:00Z", "12 March 2019"),
        ("2020-11-25T13:54:31.527+00:00", "25 November 2020"),
        ("2010-01-14T09:53:33.41+00:00", "14 January 2010"),
        ("2019-03-12T14:05:00", "12 March 2019"),
        ("2020-06-30T23:30:00Z", "1 July 2020"),
        ("2019-13-01", "2019-13-01"),
        ("2019-02-30", "2019-02-30"),
        ("2019-13", "2019-13"),
        ("0000", "0000"),
        ("last spring", "last spring"),
        ("0001-01-01T00:00:00+05:00", "0001-01-01T00:00:00+05:00"),
        ("<b>" * 100, "<b>" * 100),
    ],
)
def test_a_date_is_shown_as_precisely_as_it_was_given(given, words):
    assert in_words(given) == words


def test_dates_of_every_precision_can_be_put_in_order():
    given = ["2019-03-12T14:05:00Z", "2012", "2019-03", "2019-03-12"]

    ordered = sorted(given, key=lambda date: moment(date) or pytest.fail("a date has a moment"))

    assert ordered == ["2012", "2019-03", "2019-03-12", "2019-03-12T14:05:00Z"]


def test_what_is_no_date_has_no_moment():
    assert moment("unknown") is None
