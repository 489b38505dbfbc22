"""`make faults`, its first part: GP records damaged at random, twenty thousand of them.

Which, and how, is drawn from a seed, which is printed; the published examples are among them
where they are beside the project. Nothing may escape the reader, and nothing that was sent may
vanish uncounted. One JSON line is the tally.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter

from gpconnect.reading import as_json, read_bundle
from tests.gpconnect.accounting import check_accounts
from tests.gpconnect.damage import Original, damaged
from tests.gpconnect.published import EXAMPLES
from tests.gpconnect.simulated import SERVED, whole_record

MOST_TOLD = 5


def originals():
    """The simulator's records, and the published ones."""
    made = [Original(name, whole_record(name)) for name in SERVED]
    published = [*EXAMPLES.glob("full-records/*.json"), *EXAMPLES.glob("spec-responses/*.json")]
    return made + [Original(path.name, path.read_bytes()) for path in sorted(published)]


def run(records, times, seed):
    """How many answers were damaged, what became of them, and the faults found, with their seed."""
    tally, faults = Counter(), []
    for number in range(times):
        chance = random.Random(f"{seed}/{number}")
        original = chance.choice(records)
        try:
            is_record = _is_record(damaged(original, chance))
            tally["records" if is_record else "not_records"] += 1
        except Exception as fault:  # that none escapes is what is asked here
            faults.append(f"{seed}/{number} {original.name}: {fault!r}")
    return tally, faults


def _is_record(data):
    read = read_bundle(data)
    understood = as_json(read)
    check_accounts(data, read, understood)
    return "error" not in understood


def main():
    """Damage, read, account, and fail when something escaped or vanished."""
    parser = argparse.ArgumentParser(prog="python -m tests.gpconnect.campaign", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--times", type=int, default=20_000)
    options, _ = parser.parse_known_args()  # the rest is for the second part
    started = time.monotonic()
    tally, faults = run(originals(), options.times, options.seed)
    sys.stderr.write("".join(f"{fault[:500]}\n" for fault in faults[:MOST_TOLD]))
    figure = {"figure": "damaged GP records", "seed": options.seed, "damaged": options.times}
    figure |= {**tally, "faults": len(faults), "seconds": round(time.monotonic() - started)}
    sys.stdout.write(json.dumps(figure) + "\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
