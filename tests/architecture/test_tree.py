"""The tree speaks of the project alone, and its map is true."""

import re

import pytest

from tests.architecture.tree import ROOT, packages, short, tracked

BINARY = {".xlsx", ".woff2", ".png", ".jpg", ".ico", ".webp"}
# Written in halves, or this file would be found.
MACHINES = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/\w", "/Us" + r"ers/\w"]
REGISTRIES = ["py" + r"pi\.org", "python" + r"hosted\.", r"registry\.np" + r"mjs", "np" + "mmirror",
              "art" + "ifactory", r"index-u" + "rl"]  # fmt: skip


def texts():
    for path in tracked():
        if path.suffix not in BINARY:
            yield path, path.read_text(errors="replace")


@pytest.mark.parametrize("hint", MACHINES)
def test_no_file_knows_a_machine(hint):
    """A path of one machine breaks on every other."""
    knowing = [short(path) for path, text in texts() if re.search(rf"(?<![\w.$}}]){hint}", text)]

    assert knowing == []


@pytest.mark.parametrize("hint", REGISTRIES)
def test_no_file_names_a_registry(hint):
    """Packages come from wherever whoever installs them is told to take them."""
    assert [short(path) for path, text in texts() if re.search(hint, text)] == []


@pytest.mark.parametrize("lock", tracked("requirements/*.txt"), ids=short)
def test_every_pin_has_its_hashes(lock):
    text = lock.read_text()
    pins = re.findall(r"^([\w.\[\]-]+)==\S+((?:[^\n]*\\\n[^\n]*)*)", text, re.MULTILINE)

    assert pins
    assert [name for name, rest in pins if "--hash=sha256:" not in rest] == []
    assert "://" not in text


def test_the_front_ends_lock_names_no_address():
    lock = (ROOT / "package-lock.json").read_text()

    assert '"integrity": "sha512-' in lock
    assert '"resolved"' not in lock


def test_the_map_has_one_line_for_each_package():
    """README, section "The map": what is where, true because this fails when it is not."""
    readme = (ROOT / "README.md").read_text()
    section = re.search(r"^## The map\n.*?```\n(.*?)```", readme, re.MULTILINE | re.DOTALL)

    assert section, 'README.md has no section "The map" with a fenced block'
    named = re.findall(r"^(\w+)/ +\S", section[1], re.MULTILINE)
    assert set(packages()) <= set(named)
    assert [name for name in named if not (ROOT / name).is_dir()] == []
    assert len(named) == len(set(named))


def test_decisions_are_numbered_and_no_number_is_used_twice():
    names = [path.name for path in tracked("docs/decisions/*.md") if path.name != "README.md"]

    assert [name for name in names if not re.match(r"\d{4}-[a-z0-9-]+\.md$", name)] == []
    assert len({name[:4] for name in names}) == len(names)
