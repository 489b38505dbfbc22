"""docker-compose.yml without Docker: the same files, requirements, commands, settings and roles.

The image's content is laid out in a folder of its own with the runtime requirements alone; the
commands and environments are read from the Compose file, and only addresses are replaced.
"""

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import yaml

from local import product
from local.services import POSTGRES_BIN, ROOT, VALKEY_SERVERS, Services, free_port, waited_for
from local.stack import Process

SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
UV = ROOT / ".local" / "uv" / "bin" / "uv"
DOMAIN = "care.example.org"
BEHIND_TLS = {"X-Forwarded-Proto": "https"}


@dataclass
class Machine:
    """Where the image's content and the databases lie, and how Compose's words are read there."""

    app: Path
    programs: Path
    services: Services
    port: int

    def filled_in(self, text: str) -> str:
        """Compose's interpolation; a variable without value or default is an error, as there."""
        given = {**self.services.secrets(), "DOMAIN": DOMAIN}

        def value(match: re.Match[str]) -> str:
            name, default = match[1], match[2]
            return given[name] if name in given or default is None else default

        return re.sub(r"\$\{(\w+)(?::\?|:-([^}]*))?\}", value, text).replace("$$", "$")

    def here(self, text: str) -> str:
        """The same, with this machine's addresses in place of the containers'."""
        queue = self.services.redis_url().rsplit("@", 1)[1].split("/")[0]
        for theirs, ours in {
            "@postgres:5432/dscr": f"@/dscr?host={self.services.socket}",
            "@valkey:6379": f"@{queue}",
            "0.0.0.0:8000": f"127.0.0.1:{self.port}",
            "127.0.0.1:8000": f"127.0.0.1:{self.port}",
            "/tmp/beat-schedule": f"{self.app.parent}/beat-schedule",
        }.items():
            text = text.replace(theirs, ours)
        return self.filled_in(text)

    def environment(self, name: str) -> dict[str, str]:
        given = SERVICES[name]["environment"]
        env = {key: self.here(text) for key, text in given.items()}
        path = f"{self.programs}:/usr/bin:/bin"
        return {**env, "PATH": path, "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, command: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.app, env=env, capture_output=True, text=True, check=False
        )

    def process(self, name: str) -> Process:
        words = [self.here(word) for word in SERVICES[name]["command"]]
        ready = product.readiness({"GP_CONNECT_PROXY_URL": ""}, f"127.0.0.1:{self.port}")[name]
        return Process(name, words, self.app.parent / f"{name}.log", ready)

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        link.request("GET", path, headers={"Host": DOMAIN, **headers})
        answer = link.getresponse()
        answer.body = answer.read().decode()
        link.close()
        return answer


@pytest.fixture(scope="module")
def machine(state, tmp_path_factory):
    if not UV.exists():
        pytest.skip("uv is not installed in .local/uv; `make setup` does it")
    folder = tmp_path_factory.mktemp("image")
    app, venv = folder / "app", folder / "venv"
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        if line.startswith("!"):
            source = ROOT / line[1:]
            target = app / line[1:]
            lay_out = shutil.copytree if source.is_dir() else shutil.copy
            app.mkdir(exist_ok=True)
            lay_out(source, target)
    shutil.copytree(ROOT / "build" / "static", app / "build" / "static")
    with pytest.MonkeyPatch.context() as env:
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
            env.delenv(name, raising=False)
        services = Services(state, durable=False)
        services.start()
        python = os.path.realpath(ROOT / ".venv" / "bin" / "python")
        uv = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1"}
        subprocess.run([UV, "venv", "-q", "--python", python, venv], check=True, env=uv)
        sync = ["pip", "sync", "-q", "--require-hashes", "requirements/base.txt"]
        subprocess.run(
            [UV, *sync, "--python", venv / "bin" / "python"], check=True, env=uv, cwd=app
        )
        yield Machine(app, venv / "bin", services, free_port())


@pytest.fixture(scope="module")
def collected(machine):
    run = next(line for line in dockerfile_runs() if "collectstatic" in line)

    done = machine.run(["sh", "-c", run], {"PATH": f"{machine.programs}:/usr/bin:/bin"})

    assert done.returncode == 0, done.stderr
    return machine


@pytest.fixture(scope="module")
def migrated(collected):
    done = collected.run(SERVICES["migrate"]["command"], collected.environment("migrate"))

    assert done.returncode == 0, done.stderr
    return collected


@pytest.fixture(scope="module")
def running(migrated):
    before = contents(migrated.app)
    processes = [migrated.process(name) for name in ("web", "worker", "importer", "beat")]
    try:
        for process in processes:
            process.launch(migrated.environment(process.name))
        for process in processes:
            process.wait()
        yield migrated
        assert contents(migrated.app) == before, "the product wrote into its own folder"
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.kill(after=10)


def dockerfile_runs() -> list[str]:
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    return [line.removeprefix("RUN ") for line in text.splitlines() if line.startswith("RUN ")]


def contents(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def health(machine: Machine, name: str) -> subprocess.CompletedProcess[str]:
    kind, *words = SERVICES[name]["healthcheck"]["test"]
    env = {**machine.environment(name), "HOSTNAME": socket.gethostname()}
    words = [machine.here(word) for word in words]
    return machine.run(["sh", "-c", *words] if kind == "CMD-SHELL" else words, env)


@pytest.mark.parametrize("name", ["SECRET_KEY", "FIELD_KEY", "DATABASE_URL", "REDIS_URL"])
def test_nothing_starts_while_a_secret_is_missing(machine, name):
    env = machine.environment("web")
    del env[name]

    done = machine.run(["python", "manage.py", "check"], env)

    assert done.returncode != 0
    assert f"Set {name} in the environment" in done.stderr


def test_djangos_deployment_check_has_nothing_to_say(machine):
    command = ["python", "manage.py", "check", "--deploy"]

    done = machine.run(command, machine.environment("web"))

    # W021 asks for a preload list, which binds a whole domain for years: the provider's choice.
    assert set(re.findall(r"(\w+\.\w\d{3})", done.stderr)) <= {"security.W021"}


def test_every_table_belongs_to_the_owner(migrated):
    owners = migrated.services.sql(
        "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'", "dscr"
    )

    assert owners == "dscr_owner"


def test_migrating_again_changes_nothing(migrated):
    done = migrated.run(SERVICES["migrate"]["command"], migrated.environment("migrate"))

    assert done.returncode == 0
    assert "No migrations to apply" in done.stdout


def test_the_demonstration_stays_out_of_production(migrated):
    done = migrated.run(["python", "manage.py", "load_demonstration"], migrated.environment("web"))

    assert done.returncode != 0
    assert "DEMONSTRATION" in done.stderr


@pytest.mark.parametrize("name", ["web", "worker", "importer", "beat"])
def test_the_health_checks_find_it_healthy(running, name):
    done = health(running, name)

    assert done.returncode == 0, done.stderr


def test_a_scheduler_that_stands_still_is_found(running):
    written = {file: file.stat() for file in running.app.parent.glob("beat-schedule*")}
    assert written
    for file, was in written.items():
        os.utime(file, (was.st_atime, was.st_mtime - 12 * 60))

    done = health(running, "beat")

    assert done.returncode == 1
    for file, was in written.items():
        os.utime(file, (was.st_atime, was.st_mtime))


def test_a_page_asked_for_without_tls_is_sent_to_tls(running):
    answer = running.get("/")

    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{DOMAIN}/"


def test_a_page_behind_the_proxy_is_protected_in_every_header(running):
    door = running.get("/", **BEHIND_TLS).headers["Location"]

    answer = running.get(door, **BEHIND_TLS)

    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Secure" in answer.headers["Set-Cookie"]


def test_its_stylesheet_is_served_under_a_name_that_never_changes_meaning(running):
    page = running.get("/nowhere", **BEHIND_TLS).body
    address = re.search(r'href="(/static/[^"]+\.css)"', page)[1]

    answer = running.get(address, **BEHIND_TLS)

    assert re.search(r"\.[0-9a-f]{12}\.css$", address)
    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_another_host_name_is_refused(running):
    answer = running.get("/", Host="evil.example", **BEHIND_TLS)

    assert answer.status == 400


def test_a_missing_page_tells_nothing_of_the_inside(running):
    answer = running.get("/nowhere", **BEHIND_TLS)

    assert answer.status == 404
    assert "urlpatterns" not in answer.body
    assert "Traceback" not in answer.body


def test_only_the_application_role_is_connected(running):
    running.get("/healthz")

    roles = running.services.sql(
        "SELECT DISTINCT usename FROM pg_stat_activity"
        " WHERE datname = 'dscr' AND pid <> pg_backend_pid()"
    )

    assert roles == "dscr_app"


def test_the_first_administrator_is_made_by_one_command(running):
    names = ["Rosewood Care", "Rosewood House", "care_home", "ann.lee", "Ann Lee"]

    done = running.run(["python", "manage.py", "open_provider", *names], running.environment("web"))

    assert done.returncode == 0, done.stderr
    assert "User name: ann.lee" in done.stdout


def test_a_backup_restores_the_rows_and_the_walls(migrated):
    services = migrated.services
    walls = (
        "SELECT relname, relforcerowsecurity, coalesce(relacl, acldefault('r', relowner)) "
        "FROM pg_class WHERE relkind IN ('r', 'p') ORDER BY 1"
    )
    dump = migrated.app.parent / "dscr.sql"
    env = {"PGHOST": str(services.socket), "PGPASSWORD": services.secrets()["POSTGRES_PASSWORD"]}
    services.sql("CREATE DATABASE restored OWNER dscr_owner TEMPLATE template0")

    for command in (
        f"{POSTGRES_BIN}/pg_dump -U postgres dscr > {dump}",
        f"{POSTGRES_BIN}/psql -v ON_ERROR_STOP=1 -U postgres -d restored < {dump}",
    ):
        done = migrated.run(["sh", "-c", command], env)
        assert done.returncode == 0, done.stderr

    assert services.sql(walls, "restored") == services.sql(walls, "dscr")
    assert "t|{" in services.sql(walls, "restored")


def test_the_queue_keeps_what_it_was_given_and_refuses_strangers(machine):
    folder = machine.app.parent / "queue"
    folder.mkdir()
    port = free_port()
    shell, flag, script = (machine.here(word) for word in SERVICES["valkey"]["command"])
    script = script.replace("dir /data", f"dir {folder}\\nport {port}")
    server = next(VALKEY_SERVERS.iterdir())
    env = {"PATH": f"{server}:/usr/bin:/bin", "VALKEY_PASSWORD": "open sesame".replace(" ", "")}
    queue = Process("valkey", [shell, flag, script], folder / "log", lambda log: listening(port))
    queue.launch(env)
    try:
        queue.wait()
        with socket.create_connection(("127.0.0.1", port)) as link:
            link.sendall(b"PING\r\n")
            assert link.recv(99).startswith(b"-NOAUTH")
            link.sendall(b"AUTH opensesame\r\nSET kept 1\r\n")
            assert link.recv(99).startswith(b"+OK")
        assert waited_for(lambda: any((folder / "appendonlydir").iterdir()))
    finally:
        queue.kill()


def listening(port: int) -> bool:
    return product.listens("127.0.0.1", port)


def test_the_database_is_made_by_the_file_that_compose_mounts(machine):
    mounted = [v.split(":") for v in SERVICES["postgres"]["volumes"]]
    roles = next(source for source, target, *_ in mounted if target.endswith("roles.sql"))

    assert (machine.services.pgdata / "made-with").read_text() == (ROOT / roles).read_text()
    assert set(SERVICES["postgres"]["environment"]) >= set(
        re.findall(r"\\getenv \w+ (\w+)", (ROOT / roles).read_text())
    )
    with psycopg.connect(machine.environment("web")["DATABASE_URL"]) as app:
        assert app.execute("SELECT current_user").fetchone() == ("dscr_app",)


def test_the_image_starts_what_compose_starts():
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")

    assert json.loads(text.rsplit("CMD ", 1)[1]) == SERVICES["web"]["command"]
