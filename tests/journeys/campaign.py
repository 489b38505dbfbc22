"""`make faults`: two phones record for minutes while the network is cut and the product killed.

What to do next is drawn from a seed, which is printed. In the end everything is mended, the phones
send what waits, and each id whose saving was said to somebody is looked up in the database: it
must be there, once, with one version. One JSON line is the tally.
"""

import argparse
import json
import os
import random
import sys
import time

import django
from playwright.sync_api import sync_playwright

from local.chromium import chromium
from local.services import Services, state_folder
from local.stack import running_stack


def main() -> None:
    """Run the campaign, and fail when an entry was lost or doubled."""
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--minutes", type=float, default=8.0)
    options = parser.parse_args()
    os.environ["DSCR_STATE"] = str(state_folder() / "faults")
    services = Services()
    services.start()
    _know_the_settings(services)
    from tests.journeys.conftest import FLAGS
    from tests.journeys.faults import Campaign, run
    from tests.journeys.wire import wire_to

    with (
        running_stack(database="dscr_faults", services=services, names=("web", "worker")) as stack,
        wire_to(stack.base_url) as wire,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        campaign = Campaign(stack, services, wire, random.Random(options.seed))
        tally = run(campaign, browser, time.monotonic() + 60 * options.minutes)
    services.stop()
    sys.stdout.write(json.dumps({"figure": "faults", "seed": options.seed} | tally) + "\n")
    sys.exit(bool(tally["lost"] or tally["doubled"]))


def _know_the_settings(services: Services) -> None:
    """What the stories import reads the settings; the services stay ours to kill."""
    before = dict(os.environ)
    os.environ.update(services.environment(), DJANGO_SETTINGS_MODULE="dscr.settings")
    django.setup()
    os.environ.clear()
    os.environ.update(before)


if __name__ == "__main__":
    main()
