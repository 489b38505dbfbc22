"""`make faults`, of imports: exports of three kinds, damaged at random, some thousands of them.

Which, and how, is drawn from a seed, which is printed. Each must be refused with a sentence, or be
read to rows of which each is accounted for once. One JSON line is the tally.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter

import django

MOST_TOLD = 5


def run(times, seed):
    """How many exports were damaged, what became of them, and the faults found, with their seed."""
    from tests.imports.accounting import end_of
    from tests.imports.damage import KINDS

    tally, faults = Counter(), []
    for number in range(times):
        chance = random.Random(f"{seed}/{number}")
        kind = chance.choice(list(KINDS))
        try:
            tally[end_of(KINDS[kind](chance))] += 1
        except Exception as fault:  # that none escapes is what is asked here
            faults.append(f"{seed}/{number} {kind}: {fault!r}")
    return tally, faults


def main():
    """Damage, read, account, and fail when something escaped or vanished."""
    parser = argparse.ArgumentParser(prog="python -m tests.imports.campaign", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--exports", type=int, default=4_000)
    options, _ = parser.parse_known_args()  # the rest is for the other parts
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dscr.settings")
    django.setup()
    started = time.monotonic()
    tally, faults = run(options.exports, options.seed)
    sys.stderr.write("".join(f"{fault[:500]}\n" for fault in faults[:MOST_TOLD]))
    figure = {"figure": "damaged exports", "seed": options.seed, "damaged": options.exports}
    figure |= {**tally, "faults": len(faults), "seconds": round(time.monotonic() - started)}
    sys.stdout.write(json.dumps(figure) + "\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
