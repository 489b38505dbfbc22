"""`python -m gpsimulator` as others start it, and many asking at once."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from gpsimulator.__main__ import main
from gpsimulator.catalogue import Catalogue
from tests.gpsimulator.asking import ART, IMRAN, JAMES, MARY, Consumer, resources
from tests.gpsimulator.conftest import serving
from tests.gpsimulator.test_folder import a_record, write

ROOT = Path(__file__).parents[2]


@contextmanager
def started(*options: str) -> Iterator[tuple[subprocess.Popen, list[str], str]]:
    """The command, the lines it printed until it was ready, and its address."""
    command = [sys.executable, "-m", "gpsimulator", "--port", "0", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        lines: list[str] = []
        for line in process.stdout or ():
            lines.append(line)
            if "ready" in line:
                break
        try:
            yield process, lines, lines[-1].split()[5]
        finally:
            process.send_signal(signal.SIGINT)
            try:
                assert process.wait(10) == 0
            finally:
                process.kill()


def test_it_prints_one_line_when_ready_and_serves_this_machine_only():
    with started() as (_, lines, url):
        assert httpx.get(f"{url}/healthz").json() == {"status": "ok"}

    assert len(lines) == 1
    assert url.startswith("http://127.0.0.1:")


def test_it_prints_under_which_number_each_file_is_served(tmp_path):
    write(tmp_path, good=a_record(), blanked=a_record("1234567890"), odd="{")

    with started("--bundles", str(tmp_path)) as (_, lines, url):
        people = httpx.get(f"{url}/people").json()["people"]

    number = next(one["nhs_number"] for one in people if one.get("file") == "blanked.json")
    assert lines[:-1] == [
        f"{number} serves blanked.json\n",
        "9434765919 serves good.json\n",
        "left out odd.json: it cannot be read as JSON\n",
    ]


def test_it_stops_quietly_when_interrupted(capsys, tmp_path):
    write(tmp_path, good=a_record(), odd="{")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    def interrupt_when_ready() -> None:
        with httpx.Client() as client:
            wait_for(Consumer(f"http://127.0.0.1:{port}", client))
        os.kill(os.getpid(), signal.SIGINT)

    with ThreadPoolExecutor(1) as pool:
        interrupted = pool.submit(interrupt_when_ready)
        status = main(["--port", str(port), "--bundles", str(tmp_path)])

    assert (status, interrupted.result()) == (0, None)
    printed = capsys.readouterr()
    assert f"ready at http://127.0.0.1:{port} " in printed.out
    assert "9434765919 serves good.json" in printed.out
    assert "left out odd.json" in printed.out
    assert printed.err == ""


def test_it_says_so_when_the_port_is_taken(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert main(["--port", str(port)]) == 2

    assert capsys.readouterr().err == (
        f"Cannot serve on 127.0.0.1:{port}: Address already in use.\n"
    )


def test_it_says_so_when_there_is_no_such_folder(capsys, tmp_path):
    assert main(["--bundles", str(tmp_path / "none")]) == 2

    assert "none is not a folder" in capsys.readouterr().err


def test_many_may_ask_at_once(gp: Consumer):
    everyone = [(ART, "Z99001"), (MARY, "Z99002"), (IMRAN, "Z99002"), (JAMES, "Z99003")] * 10

    def number_in(asked: tuple[str, str]) -> str:
        number, ods = asked
        patient = resources(gp.ask(number, ods=ods), "Patient")[0]
        return patient["identifier"][0]["value"]

    with ThreadPoolExecutor(16) as pool:
        answered = list(pool.map(number_in, everyone))

    assert answered == [number for number, _ in everyone]


def test_a_slow_answer_holds_up_nobody_else():
    with serving(Catalogue(), slow_seconds=3) as gp, ThreadPoolExecutor(4) as pool:
        slow = [pool.submit(gp.ask, "9990010188") for _ in range(4)]
        quick = gp.get("/healthz")
        still_waiting = [not one.done() for one in slow]

    assert quick.status_code == 200
    assert still_waiting == [True] * 4
    assert [one.result().status_code for one in slow] == [200] * 4


def test_it_runs_behind_any_wsgi_server(tmp_path):
    script = tmp_path / "wsgi.py"
    script.write_text(
        "from gpsimulator.catalogue import Catalogue\n"
        "from gpsimulator.server import Simulator\n"
        "application = Simulator(Catalogue())\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "--threads", "2"]
    command += ["--pythonpath", f"{ROOT},{tmp_path}", "--log-level", "error", "wsgi"]

    with subprocess.Popen(command, cwd=tmp_path) as process, httpx.Client() as client:
        gp = Consumer(f"http://127.0.0.1:{port}", client)
        try:
            wait_for(gp)
            answered = gp.ask(ART)
            missing = gp.ask(ART, headers={"Content-Type": None})
        finally:
            process.terminate()
            process.wait(10)

    assert json.loads(answered.content)["resourceType"] == "Bundle"
    assert missing.status_code == 415


def wait_for(gp: Consumer) -> None:
    for _ in range(200):
        try:
            gp.get("/healthz")
        except httpx.ConnectError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server did not start")
