"""Calls one function with Django set up, JSON in and out: `python -m bench.inside MODULE FUNCTION`.

Each application has settings of its own, and a process has room for one set.
"""

import json
import sys
from importlib import import_module

import django


def main(module: str, function: str) -> None:
    """Pass the arguments from standard input, print what comes back."""
    django.setup()
    arguments = json.load(sys.stdin)
    json.dump(getattr(import_module(module), function)(*arguments), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
