"""How often the rule is right and wrong, on generated days with known changes (docs/changes.md)."""

import pytest

from bench.series import WORLDS, detection, false_alarms
from dailycare.trends.measures import MEASURES

# Marks a year, for somebody with whom nothing is the matter; for everything together.
MOST_FALSE_EPISODES = 6
MOST_OF_ALL = 16


def test_every_measure_that_is_marked_has_its_world():
    assert {one.slug for one in MEASURES if one.marked.is_ever} == WORLDS.keys()


def test_false_alarms_are_few():
    found = {slug: false_alarms(slug, people=40).episodes_a_year for slug in WORLDS}

    assert max(found.values()) <= MOST_FALSE_EPISODES, found
    assert sum(found.values()) <= MOST_OF_ALL, found


@pytest.mark.parametrize("slug", WORLDS)
def test_a_large_change_is_marked_within_a_week_and_a_larger_one_sooner(slug):
    small, *_, large = (detection(slug, shift, people=60) for shift in WORLDS[slug].shifts)

    assert large.in_a_week >= 0.9
    assert small.in_a_week <= large.in_a_week


def test_the_same_seed_gives_the_same_figures():
    assert detection("fluid", -450, people=20) == detection("fluid", -450, people=20)
