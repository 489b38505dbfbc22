import os
import signal
import socket
import stat
import subprocess
import sys

import psycopg
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from local.services import ROOT, Services, command_line, waited_for
from local.troubles import Trouble


def postmaster(services: Services) -> int:
    return int((services.pgdata / "postmaster.pid").read_text().split("\n", 1)[0])


def crash(services: Services) -> None:
    for pid in (postmaster(services), int((services.valkey / "pid").read_text())):
        os.kill(pid, signal.SIGKILL)
    assert waited_for(lambda: not services.postgres_answers() and not services.valkey_answers())


def test_starting_again_reuses_what_runs(services):
    before = postmaster(services)

    started = services.start()

    assert started == []
    assert postmaster(services) == before


def test_two_starts_at_once_make_one_server(services, state):
    services.stop()
    command = [sys.executable, "-m", "local", "env"]
    env = {**os.environ, "DSCR_STATE": str(state)}

    both = [
        subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    answers = [process.communicate()[0] for process in both]

    assert [process.returncode for process in both] == [0, 0]
    assert answers[0] == answers[1]
    assert "export DATABASE_URL=" in answers[0]


def test_a_crash_that_leaves_pid_files_is_recovered_with_its_data(services):
    with psycopg.connect(services.environment()["DATABASE_OWNER_URL"]) as owner:
        owner.execute("CREATE TABLE survivor (id int)")
    crash(services)

    started = services.start()

    assert started == ["postgres", "valkey"]
    with psycopg.connect(services.environment()["DATABASE_OWNER_URL"]) as owner:
        assert owner.execute("SELECT count(*) FROM survivor").fetchone() == (0,)
        owner.execute("DROP TABLE survivor")


def test_a_pid_file_that_names_somebody_else_is_forgotten(services):
    crash(services)
    pid_file = services.pgdata / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))

    services.start()

    assert services.postgres_answers()
    assert postmaster(services) != os.getpid()


def test_a_stranger_on_our_port_makes_valkey_move(services):
    services.stop(["valkey"])
    port = int((services.valkey / "port").read_text())
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", port))
        stranger.listen()

        services.start()

        assert services.valkey_answers()
        assert int((services.valkey / "port").read_text()) != port


def test_stopping_ends_both_and_may_be_repeated(services):
    pids = [str(postmaster(services)), (services.valkey / "pid").read_text().strip()]

    services.stop()
    services.stop()

    assert [command_line(pid) for pid in pids] == ["", ""]


def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path, nothing_set):
    services = Services(tmp_path / ("long" * 25), durable=False)
    try:
        services.start()

        assert len(str(services.socket)) < 107
        assert services.sql("SELECT 1") == "1"
    finally:
        services.stop()


def test_services_named_by_the_environment_are_left_to_the_caller(
    tmp_path, nothing_set, monkeypatch
):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@elsewhere/mine")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@elsewhere/mine")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    services = Services(tmp_path)

    started = services.start()

    assert started == []
    assert services.environment()["DATABASE_URL"] == "postgresql://me@elsewhere/mine"
    assert services.environment()["REDIS_URL"] == "redis://elsewhere"


def test_a_database_of_the_callers_needs_its_owner_too(tmp_path, nothing_set, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@elsewhere/mine")

    with pytest.raises(Trouble, match="set DATABASE_OWNER_URL as well"):
        Services(tmp_path).environment()


def test_an_address_of_ours_that_a_shell_kept_still_starts_the_services(services, monkeypatch):
    for name, value in services.environment().items():
        monkeypatch.setenv(name, value)
    services.stop()

    started = services.start()

    assert started == ["postgres", "valkey"]


def test_secrets_are_made_once_and_readable_by_their_owner_alone(services, state):
    path = state / "secrets.env"

    again = Services(state).secrets()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert again == services.secrets()
    assert len(set(again.values())) == len(again)


def test_valkey_refuses_whoever_has_no_password(services):
    port = int((services.valkey / "port").read_text())

    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=port, retry=Retry(NoBackoff(), 0)).ping()


def test_postgres_listens_on_no_network_and_refuses_a_wrong_password(services: Services):
    assert services.sql("SHOW listen_addresses") == ""
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(f"postgresql://dscr_app:wrong@/dscr?host={services.socket}")


def test_a_cluster_that_was_not_finished_is_made_again(tmp_path, nothing_set):
    services = Services(tmp_path, durable=False)
    services.pgdata.mkdir(parents=True)
    (services.pgdata / "half").touch()
    try:
        services.start()

        assert not (services.pgdata / "half").exists()
        assert services.sql("SELECT 1") == "1"
    finally:
        services.stop()
