"""Changes as pages say them: what was counted, and from what. Never a diagnosis."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format

from dailycare.trends.changes import Change, Drift, Limits, Missed, Run, Usual
from dailycare.trends.measures import Measure
from dailycare.trends.ranges import OwnRange


def in_words(measure: Measure, change: Change) -> str:
    """Say one change in a sentence, or in two."""
    match change:
        case Run():
            return _run(measure, change)
        case Drift():
            return _drift(measure, change)
        case Missed():
            return _missed(measure, change)
        case _:
            return f"{measure.marked.none} on {len(change.days)} days ({_days(change.days)})."


def _run(measure: Measure, found: Run) -> str:
    what = measure.marked.more if found.is_more else measure.marked.less
    period = "nights" if measure.is_night else "days"
    return (
        f"{what} on {len(found.values)} {period} ({_days(found.values)}): "
        f"{_values(measure, found.values.values())}. {usual_in_words(measure, found.usual)}."
    )


def usual_in_words(measure: Measure, usual: Usual) -> str:
    """Say what is usual, and from how many days."""
    low, high = _within(measure, usual.low), _within(measure, usual.high)
    within = f"{low} to {high} {measure.unit}"
    said = measure.in_words(usual.middle) if measure.steps or low == high else within
    period = "nights" if measure.is_night else "days"
    first, last = date_format(usual.first, "j F"), date_format(usual.last, "j F")
    said = said.lower() if measure.steps else said
    return f"Usual is {said}, from {usual.days} {period} between {first} and {last}"


def _within(measure: Measure, value: float) -> str:
    """Say an end of what is usual, which no single millilitre tells from what is not."""
    end = min(value, measure.top) if measure.top else value
    return measure.number(round(end, -1) if end >= 1000 else end)


def _drift(measure: Measure, found: Drift) -> str:
    what = measure.marked.more if found.share > 0 else measure.marked.less
    return (
        f"{what} {abs(found.share):.0%} in a month: {measure.in_words(found.now)} on "
        f"{date_format(found.on, 'j F')}, {measure.in_words(found.before)} three to five weeks "
        "before."
    )


def _missed(measure: Measure, found: Missed) -> str:
    return (
        f"{measure.title}: {limits_in_words(measure, found.limits)} was not kept on "
        f"{len(found.outside)} of the last 7 days ({found.recorded} have notes)."
    )


def limits_in_words(measure: Measure, limits: Limits) -> str:
    """Say somebody's own range: from, to, or one of them."""
    low, high = limits.lowest, limits.highest
    if low is not None and high is not None:
        return f"{measure.number(low)} to {measure.in_words(high)}"
    if low is not None:
        return f"at least {measure.in_words(low)}"
    return f"at most {measure.in_words(high or 0)}"


def range_in_words(measure: Measure, found: OwnRange) -> str:
    """Say somebody's own range, who set it and when."""
    limits = limits_in_words(measure, found)
    return f"Set for them: {limits}, by {found.set_by_name} on {date_format(found.set_on, 'j F Y')}"


def _values(measure: Measure, values: Iterable[float]) -> str:
    if measure.steps:
        return _listed([measure.in_words(value).lower() for value in values])
    return f"{_listed([measure.number(value) for value in values])} {measure.unit}"


def _days(days: Iterable[date]) -> str:
    named = list(days)
    if (named[-1] - named[0]).days > len(named) - 1:
        return _listed([date_format(day, "j F") for day in named])
    is_one_month = named[0].month == named[-1].month
    first = date_format(named[0], "j" if is_one_month else "j F")
    return f"{first} to {date_format(named[-1], 'j F')}"


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"
