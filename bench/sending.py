"""`python -m bench.sending`: what devices kept, sent in batches to the server, in one JSON line."""

import argparse
import json
import statistics
import sys
import threading
import time
from datetime import datetime

from bench.figures import show
from bench.stage import Stage, set_up
from bench.visitor import Visitor
from governance.ids import uuid7
from local.troubles import Trouble

PROMISED = 1_000  # entries a second, on two cores


def main() -> None:
    """Let devices send at once for a while, and print how many entries were recorded a second."""
    parser = argparse.ArgumentParser(prog="python -m bench.sending", description=__doc__)
    parser.add_argument("--devices", type=int, default=4)
    parser.add_argument("--at-once", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with set_up(options.devices, sys.stderr.write) as stages:
        ours = stages[0]
        speeds = [_round(ours, options) for _ in range(options.rounds)]
    speed = round(statistics.median(speeds), 1)
    show(
        figure="sending", devices=options.devices, at_once=options.at_once, entries_a_second=speed,
        goal=PROMISED, is_met=speed >= PROMISED,
    )  # fmt: skip


def _round(stage: Stage, options: argparse.Namespace) -> float:
    recorded: list[int] = []
    until = time.monotonic() + options.seconds
    devices = [
        threading.Thread(target=_send, args=[visitor, options.at_once, until, recorded])
        for visitor in stage.visitors
    ]
    for device in devices:
        device.start()
    for device in devices:
        device.join()
    if len(recorded) < len(devices):
        raise Trouble("A device could not send: see the log of the server")
    return sum(recorded) / options.seconds


def _send(visitor: Visitor, at_once: int, until: float, recorded: list[int]) -> None:
    """Send batches of drinks in turn, and believe only what the answer says of each."""
    visitor.connection = visitor.connected()  # the server closes one that was idle
    held = json.loads(visitor.visit("GET", "/offline/held/").unpacked)
    people = held["people"]
    headers = {"Content-Type": "application/json", "X-CSRFToken": held["csrf"]}
    while time.monotonic() < until:
        entries = [_drink(people[number % len(people)]) for number in range(at_once)]
        body = json.dumps({"sent_at": round(time.time() * 1000), "entries": entries})
        answer = json.loads(visitor.visit("POST", "/offline/send/", body, **headers).unpacked)
        recorded.append(len(answer["recorded"]))


def _drink(person: str) -> dict[str, object]:
    now = datetime.now()  # noqa: DTZ005 - the clock of a device
    entry_id = str(uuid7())
    typed = {
        "entry_id": entry_id, "kind": "drink", "instruction": "", "outcome": "done",
        "amount_ml": "200", "what": "tea", "text": f"Asked for a second cup, {entry_id}",
        "day-day": now.day, "day-month": now.month, "day-year": now.year, "time": f"{now:%H:%M}",
    }  # fmt: skip
    at = round(time.time() * 1000)
    return {"id": entry_id, "person": person, "written_at": at, "typed": list(typed.items())}


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        sys.exit(str(trouble))
