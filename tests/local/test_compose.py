"""What docker-compose.yml, the Dockerfile and their neighbours promise, read from the files."""

import ast
import json
import re
import tomllib

import pytest
import yaml

from local.services import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name for name, service in SERVICES.items() if service.get("image") == "dscr"}
EXAMPLE = {
    line.split("=")[0]
    for line in (ROOT / "deploy" / "env.example").read_text().splitlines()
    if re.match(r"\w+=", line)
}


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile, one (instruction, rest) for each, continued lines joined."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [tuple(line.split(maxsplit=1)) for line in lines]


def last_stage() -> list[tuple[str, str]]:
    every = instructions()
    starts = [at for at, (word, _) in enumerate(every) if word == "FROM"]
    return every[starts[-1] :]


def test_every_variable_the_settings_read_is_given_to_the_product():
    settings = ast.parse((ROOT / "dscr" / "settings.py").read_text())
    calls = [node for node in ast.walk(settings) if isinstance(node, ast.Call)]
    read = {
        call.args[0].value
        for call in calls
        if ast.unparse(call.func) in {"required", "is_on", "os.environ.get"}
        and isinstance(call.args[0], ast.Constant)
    }

    assert len(read) > 8
    for name in OURS:
        # The owner's address is for the tests; nothing that answers requests is told it.
        assert set(SERVICES[name]["environment"]) == read - {"DATABASE_OWNER_URL"}


def test_only_the_migration_is_given_the_owners_password():
    told = {
        name for name, service in SERVICES.items() if "DSCR_OWNER_PASSWORD" in json.dumps(service)
    }

    assert told == {"migrate", "postgres"}
    assert "dscr_owner:" in SERVICES["migrate"]["environment"]["DATABASE_URL"]
    for name in OURS - {"migrate"}:
        assert "dscr_app:" in SERVICES[name]["environment"]["DATABASE_URL"]
    assert "POSTGRES_PASSWORD" in SERVICES["postgres"]["environment"]


def test_no_secret_has_a_default_and_every_one_is_in_the_example():
    text = (ROOT / "docker-compose.yml").read_text()
    asked = set(re.findall(r"(?<!\$)\$\{(\w+)", text))
    without_default = set(re.findall(r"(?<!\$)\$\{(\w+):\?\}", text))
    secrets = {name for name in asked if name.endswith(("PASSWORD", "KEY"))}

    assert secrets | {"DOMAIN"} == without_default
    assert without_default <= EXAMPLE <= asked


def test_the_product_runs_outside_demonstration_and_debugging():
    for name in OURS:
        assert SERVICES[name]["environment"]["DEBUG"] == "0"
        assert SERVICES[name]["environment"]["DEMONSTRATION"] == "0"


def test_the_virus_scanner_is_there_when_it_is_asked_for_and_told_to_whoever_takes_files():
    scanner = SERVICES["clamd"]

    assert scanner["profiles"] == ["scanning"]
    assert "ports" not in scanner
    assert scanner["mem_limit"]
    assert "CLAMD_ADDRESS" in EXAMPLE
    for name in ("web", "worker", "importer"):
        assert SERVICES[name]["environment"]["CLAMD_ADDRESS"] == "${CLAMD_ADDRESS:-}"
        assert "clamd" not in SERVICES[name]["depends_on"]


def test_addresses_name_services_that_exist():
    environment = SERVICES["web"]["environment"]
    hosts = {re.search(r"@(\w+):", environment[name])[1] for name in ("DATABASE_URL", "REDIS_URL")}

    assert hosts == {"postgres", "valkey"}
    assert f"reverse_proxy web:{SERVICES['web']['command'][-1].split(':')[1]}" in (
        (ROOT / "deploy" / "Caddyfile").read_text()
    )


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_nothing_runs_as_more_than_it_needs(name):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["pids_limit"]
    assert service["restart"] == ("no" if name == "migrate" else "unless-stopped")


@pytest.mark.parametrize("name", sorted(OURS))
def test_the_product_can_change_nothing_on_its_machine(name):
    makes_copies = ["exports:/exports"] if name in {"web", "worker"} else []
    certificates = "gp-certificates:/gp-certificates"
    writes_packs = ["packs:/packs", certificates] if name == "worker" else []

    assert SERVICES[name].get("volumes", []) == makes_copies + writes_packs
    assert SERVICES[name]["tmpfs"] == ["/tmp"]


def test_the_databases_do_not_run_as_root_and_no_part_of_ours_takes_all_memory():
    assert SERVICES["postgres"]["user"] == "postgres"
    assert SERVICES["valkey"]["user"] == "valkey"
    assert all(SERVICES[name]["mem_limit"] for name in OURS)


def test_no_log_fills_the_disk():
    assert {service["logging"]["driver"] for service in SERVICES.values()} == {"local"}


def test_only_the_proxy_is_reachable_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    for name in ("postgres", "valkey"):
        assert SERVICES[name]["networks"] == ["inside"]
    assert "inside" not in SERVICES["proxy"]["networks"]


def test_everything_that_goes_on_running_has_a_health_check():
    assert {n for n in SERVICES if "healthcheck" not in SERVICES[n]} == {"migrate"}


def test_nothing_starts_before_the_tables_are_as_they_should_be():
    for name in ("web", "worker", "importer", "beat"):
        needs = SERVICES[name]["depends_on"]
        assert needs["migrate"]["condition"] == "service_completed_successfully"
        assert needs["postgres"]["condition"] == "service_healthy"


def test_what_must_survive_is_in_a_named_volume():
    mounted = {
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if not volume.startswith("./")
    }

    assert (
        mounted
        == set(COMPOSE["volumes"])
        == {
            "postgres",
            "valkey",
            "certificates",
            "exports",
            "packs",
            "gp-certificates",
            "signatures",
        }
    )


def test_mounted_files_exist():
    files = [
        v.split(":")[0] for s in SERVICES.values() for v in s.get("volumes", []) if v[0] == "."
    ]

    assert files
    assert all((ROOT / file).is_file() for file in files)


def test_the_image_is_built_in_stages_and_the_last_holds_no_tools():
    stages = [rest.split()[0] for word, rest in instructions() if word == "FROM"]
    runs = " ".join(rest for word, rest in last_stage() if word == "RUN")

    assert len(stages) == 3
    assert "slim" in stages[-1]
    assert not re.search(r"\b(apt-get|pip|npm|uv|curl|gcc)\b", runs)


def test_the_image_runs_as_nobody_in_particular_and_starts_the_web_server():
    words = [word for word, _ in last_stage()]
    rest = dict(last_stage())

    assert rest["USER"] == "dscr"
    assert words.index("USER") > max(at for at, word in enumerate(words) if word in {"RUN", "COPY"})
    assert json.loads(rest["CMD"]) == SERVICES["web"]["command"]


def test_every_package_in_the_image_is_pinned_by_hash():
    runs = " && ".join(rest for word, rest in instructions() if word == "RUN")
    installs = re.findall(r"(?:pip install|pip sync|npm ci|npm install)[^&]*", runs)

    assert len(installs) == 3
    assert all("--require-hashes" in step or step.startswith("npm ci") for step in installs)
    for name in ("uv", "base", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        pins = re.split(r"\n(?=\w)", text)
        assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)


def test_what_is_deployed_is_what_was_tested():
    pinned = {
        name: set(
            re.findall(r"^\w\S*==\S+", (ROOT / "requirements" / name).read_text(), re.MULTILINE)
        )
        for name in ("base.txt", "dev.txt")
    }

    assert pinned["base.txt"]
    assert pinned["base.txt"] <= pinned["dev.txt"]


def test_the_image_holds_the_product_and_neither_tests_nor_the_simulator():
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    kept = {line[1:] for line in lines if line.startswith("!")}
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]

    assert lines[0] == "*"
    assert set(packages["root_packages"]) - {"gpsimulator"} <= kept
    assert kept.isdisjoint({"gpsimulator", "tests", "local", "bench", ".local", ".env"})
    assert all((ROOT / name).exists() for name in kept)
