"""Files are shown to a virus scanner, over a real socket, and none passes that it did not see."""

import io
import socket

import pytest

from governance.scanning import Infected, NotScanned, refuse_infected
from tests.governance.scanner import EICAR, Scanner

AWAY = (
    "letter.pdf was not taken, because the virus scanner cannot be reached. "
    "Try again in a few minutes."
)
NOT_THROUGH = (
    "letter.pdf was not taken, because the virus scanner could not look through it. "
    "It may be too large for it, or damaged."
)


@pytest.fixture
def scanner(settings):
    with Scanner() as running:
        settings.CLAMD_ADDRESS = running.address
        yield running


def scan(content=b"words"):
    refuse_infected(io.BytesIO(content), "letter.pdf")


def test_a_clean_file_passes_and_every_byte_of_it_was_seen(scanner):
    content = bytes(range(256)) * 1_000

    scan(content)

    assert scanner.seen == [content]


def test_a_file_with_a_virus_is_refused_with_its_name(scanner):
    with pytest.raises(Infected) as refused:
        scan(b"words" + EICAR)

    assert str(refused.value) == (
        "letter.pdf holds a virus (Eicar-Test-Signature) and was not taken."
    )


def test_a_scanner_on_this_machine_is_reached_by_its_socket(settings, tmp_path):
    with Scanner(str(tmp_path / "clamd.sock")) as running:
        settings.CLAMD_ADDRESS = running.address

        scan()

        assert running.seen == [b"words"]


def test_without_a_scanner_every_file_passes(settings):
    settings.CLAMD_ADDRESS = ""

    scan(EICAR)


def test_a_scanner_that_is_away_takes_nothing(settings, tmp_path):
    for address in ("127.0.0.1:1", str(tmp_path / "nothing.sock")):
        settings.CLAMD_ADDRESS = address

        with pytest.raises(NotScanned) as refused:
            scan()

        assert str(refused.value) == AWAY


def test_a_scanner_that_never_answers_is_waited_for_so_long_and_no_longer(settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CLAMD_ADDRESS = f"127.0.0.1:{silent.getsockname()[1]}"
        settings.CLAMD_SECONDS = 0.1

        with pytest.raises(NotScanned) as refused:
            scan()

    assert str(refused.value) == AWAY


@pytest.mark.parametrize("says", [b"UNKNOWN COMMAND\0", b"\0", b"stream: OK but\0", b"x" * 9_000])
def test_any_other_answer_takes_nothing(settings, says):
    with Scanner(says=says) as running:
        settings.CLAMD_ADDRESS = running.address

        with pytest.raises(NotScanned) as refused:
            scan()

    assert str(refused.value) == NOT_THROUGH


def test_a_file_larger_than_the_scanner_looks_through_is_not_taken(settings):
    with Scanner(largest=100_000) as running:
        settings.CLAMD_ADDRESS = running.address

        with pytest.raises(NotScanned) as refused:
            scan(bytes(5_000_000))

    assert str(refused.value) in {NOT_THROUGH, AWAY}
