"""Numbers and ids by name, in little memory."""

import random
from uuid import uuid4

from imports.compact import Ids, Numbers, hashed


def test_numbers_are_counted_and_kept_as_a_dictionary_would():
    chance, numbers, counted = random.Random(7), Numbers(), {}
    for _ in range(20_000):
        key = hashed(f"note {chance.randrange(9_000)}")
        counted[key] = counted.get(key, 0) + 1
        assert numbers.add(key) == counted[key]

    assert all(numbers.get(key) == number for key, number in counted.items())
    assert numbers.get(hashed("never seen")) == 0


def test_what_came_first_is_kept():
    numbers = Numbers()

    assert [numbers.before(hashed("a"), value) for value in (5, 9)] == [0, 5]
    assert numbers.get(hashed("a")) == 5


def test_ids_are_found_by_their_names():
    ids, kept = Ids(), {f"tasks!{number}": uuid4() for number in range(3_000)}
    for name, its_id in kept.items():
        ids.keep(name, its_id)
    ids.keep("tasks!1", uuid4())

    assert all(ids.of(name) == its_id for name, its_id in kept.items())
    assert ids.of("tasks!of nobody") is None
