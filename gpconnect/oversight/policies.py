"""What is wrong with the asking for GP records, and what to do about it, in plain words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# The scheduler looks each five minutes: this is three looks. Ours, not national guidance.
LONGEST_SILENCE = timedelta(minutes=15)
# An attempt takes seconds, and the national register lets in five a second. Ours as well.
LONGEST_WAIT = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Signs:
    """What is known of a provider's questions that wait, and of what works on them."""

    looked_at: datetime | None
    oldest_at: datetime | None
    broken_off: int
    queued: int | None
    received: int
    failed: int


def advice(signs: Signs, *, now: datetime) -> list[str]:
    """What somebody should do; nothing when all is well."""
    said = []
    if signs.queued is None:
        said.append(
            "The queue cannot be reached, so nothing is asked for. Start Valkey, then the worker "
            "and the scheduler."
        )
    elif signs.looked_at is None or now - signs.looked_at > LONGEST_SILENCE:
        said.append(
            "Nothing has looked for records that are due for more than a quarter of an hour. See "
            "that the scheduler runs, and the worker: start them again if they do not."
        )
    if signs.oldest_at and now - signs.oldest_at > LONGEST_WAIT:
        said.append(
            "A question has waited for longer than ten minutes. See that the worker runs, and "
            "start a second one if there is more than one can do."
        )
    if signs.broken_off:
        said.append(
            "A worker was stopped in the middle. The next attempt takes over by itself; somebody "
            "who looks at the person's GP record can ask for one."
        )
    if signs.failed and not signs.received:
        said.append(
            "No record came in the last day. If the reason below is the same for every practice, "
            "it is on our side or the national one: tell whoever supports this product."
        )
    return said
