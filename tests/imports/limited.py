"""Read each file of the corpus in a process of its own, and say what it took.

`python -m tests.imports.limited` prints one JSON line for each: how it ended, which words did not
come out, the most memory above what the process had before, the seconds of a processor. A process
that would take far more is ended.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import django

MOST_MEGABYTES, MOST_SECONDS = 256, 20  # what a file may take, however it was made
FAR_TOO_MUCH = 1024**3
FAR_TOO_LONG = 120


def main() -> None:
    """Read one file after another, each in a fork."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dscr.settings")
    django.setup()
    from tests.imports.broken import BROKEN, ended

    for name in sys.argv[1:] or BROKEN:
        files = BROKEN[name].make()
        reader = os.fork()
        if not reader:
            _limit()
            before, started = _memory("VmRSS"), time.process_time()
            says, rows, words = ended(files)
            took = {
                "id": name,
                "says": says,
                "rows": rows,
                "missing": [each for each in BROKEN[name].words if each not in words],
                "megabytes": (_memory("VmHWM") - before) // 1024,
                "seconds": round(time.process_time() - started, 1),
            }
            sys.stdout.write(json.dumps(took) + "\n")
            sys.stdout.flush()
            os._exit(0)
        _, status = os.waitpid(reader, 0)
        if status:
            sys.stdout.write(json.dumps({"id": name, "ended": status}) + "\n")
            sys.stdout.flush()


def _memory(which: str) -> int:
    """A figure of this process's memory, in kilobytes."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(which))


def _limit() -> None:
    size = _memory("VmSize") * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size + FAR_TOO_MUCH, size + FAR_TOO_MUCH))
    resource.setrlimit(resource.RLIMIT_CPU, (FAR_TOO_LONG, FAR_TOO_LONG))


if __name__ == "__main__":
    main()
