"""Making copies: who may, what is in them, and that being interrupted changes nothing."""

import json
import zipfile
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.services import add_location
from governance.errors import NotYours
from governance.models import Act, AuditEvent
from governance.protection import every_model, provider_column
from governance.services import acting_for
from governance.versions import Version
from portability import queries, services
from portability.errors import NotNow
from portability.models import Copy
from portability.schema import misfit, schema
from portability.selecting import Selection
from portability.services import copying, parts
from portability.services.parts import Work
from portability.tables import LEFT_OUT, tables
from portability.writing import Folder, Part, digest_of
from records import services as records
from tests.portability.conftest import copied
from tests.portability.two_databases import everything_there


def rows(package, name: str) -> list[dict]:
    """The rows of one part."""
    with zipfile.ZipFile(package) as archive:
        return [json.loads(line) for line in archive.read(name).splitlines()]


def manifest(package) -> dict:
    with zipfile.ZipFile(package) as archive:
        return json.loads(archive.read("manifest.json"))


def test_every_table_is_in_a_package_or_has_its_reason():
    in_packages = {table.label for table in tables()}
    walled = {
        model._meta.label_lower
        for model in every_model()
        if provider_column(model) and not issubclass(model, Version)
    }

    assert walled <= in_packages | LEFT_OUT.keys()
    assert not in_packages & LEFT_OUT.keys()
    assert all(reason.endswith(".") for reason in LEFT_OUT.values())


def test_every_row_of_a_package_fits_its_schema(whole):
    package = copied(whole)
    listed = manifest(package)["parts"]

    names = [part["name"] for part in listed if part["name"].endswith(".jsonl")]
    for name in names:
        assert [wrong for row in rows(package, name) if (wrong := misfit(name, row))] == []
    assert set(names) == schema()["$defs"].keys()
    assert rows(package, "data/records.need.jsonl")


def test_the_schema_says_what_each_field_holds_of_the_standard():
    need = schema()["$defs"]["data/records.need.jsonl"]["properties"]

    assert need["person_id"]["x-points-at"] == "records.person"
    assert need["category"]["x-codes"]["skin"]
    assert any(name.startswith("need.") for name in need["text"]["x-mods"])
    json.dumps(schema())


def test_the_manifest_says_what_it_is_of_whom_and_by_whom(whole):
    said = manifest(copied(whole))

    assert (said["format"], said["format_version"], said["mods_release"]) == (
        "dscr-package",
        1,
        "1.0.0",
    )
    assert said["provider"] == {"id": str(whole.provider.pk), "name": "Rosewood Care"}
    assert said["scope"] == {"kind": "provider"}
    assert said["made_by"] == {"id": str(whole.adele.pk), "name": "Adele Finch"}
    assert said["made_for"] == "We are moving"
    assert "kept for a set time only" in said["left_out"]["gpconnect.gprecordpull"]
    assert said["product"]["version"]


def test_no_password_leaves(whole):
    users = rows(copied(whole), "data/accounts.user.jsonl")

    assert {"ada", "marcus"} <= {user["username"] for user in users}
    assert all(not {"password", "pin", "last_login"} & user.keys() for user in users)


def test_versions_carry_their_author_reason_and_time(whole):
    versions = rows(copied(whole), "versions/records.need.jsonl")

    seen = [one for one in versions if one["reason"] == "Seen"]
    assert [one["author_name"] for one in seen] == ["Ada Lark", "Ada Lark"]
    assert {one["version"] for one in seen} == {2, 3}
    assert all(one["pgh_created_at"].endswith("+00:00") for one in seen)


def test_acts_are_added_up_by_person_member_of_staff_kind_and_day(whole):
    records.open_record(whole.joan.pk, by=whole.ada, why="read")
    records.open_record(whole.joan.pk, by=whole.ada, why="read")

    # A test is one transaction, and the moment of a copy is before whatever is still open.
    soon = timezone.now() + timedelta(minutes=1)
    copy = Copy.objects.create(why="Moving", as_of=soon, created_by=whole.adele)
    services.make_copy(copy.pk, by=whole.adele)
    acts = rows(queries.folder_of(copy.pk).archive, "audit/summary.jsonl")

    today = str(timezone.localdate())
    reads = [act for act in acts if act["actor_name"] == "Ada Lark" and act["act"] == "read"]
    assert [(act["person_id"], act["day"], act["times"]) for act in reads] == [
        (str(whole.joan.pk), today, 2)
    ]


def test_one_persons_copy_holds_nobody_else(whole, elsewhere):
    package = copied(whole, person=whole.harry)

    people = {row["id"] for row in rows(package, "data/records.person.jsonl")}
    assert people == {str(whole.harry.pk)}
    for table in tables():
        for name in table.names:
            found = {row.get("person_id", str(whole.harry.pk)) for row in rows(package, name)}
            assert found <= {str(whole.harry.pk)}, name
    assert rows(package, "data/accounts.post.jsonl") == []
    names = {row["username"] for row in rows(package, "data/accounts.user.jsonl")}
    assert "marcus" in names
    assert "nora" not in names
    assert "Pettigrew" not in str(rows(package, "data/records.person.jsonl"))
    services.bring_in(package, owner_url=elsewhere)
    there = everything_there(elsewhere, whole.provider.pk)
    assert len(there["records_person"]) == 1
    assert there["records_document"]


def test_nothing_of_another_provider_is_in_a_copy(whole):
    package = copied(whole)

    for table in tables():
        for name in table.names:
            found = {row.get("provider_id") for row in rows(package, name)} - {None}
            assert found <= {str(whole.provider.pk)}, name
    assert "olive" not in str(rows(package, "data/accounts.user.jsonl"))


@pytest.fixture
def asked(whole) -> Copy:
    """A copy that was asked for and is not made yet."""
    return services.start_copy(why="Moving", by=whole.adele)


class Interrupted(Exception):
    """The worker was ended."""


def stop_after(monkeypatch, number: int) -> None:
    """Have the worker end after so many parts."""
    given = parts.work_of

    def some(selection: Selection) -> dict[str, Work]:
        def end(_folder: object) -> Part:
            raise Interrupted

        work = given(selection)
        return {
            name: one if at < number else Work(end) for at, (name, one) in enumerate(work.items())
        }

    monkeypatch.setattr(copying, "work_of", some)


def test_what_was_interrupted_goes_on_after_the_last_whole_part(whole, asked, monkeypatch):
    folder = queries.folder_of(asked.pk)
    with monkeypatch.context() as stopping:
        stop_after(stopping, 40)
        with pytest.raises(Interrupted):
            services.make_copy(asked.pk, by=whole.adele)
    made = folder.parts()
    with (folder.path / "ledger.jsonl").open("a") as ledger:
        ledger.write('{"name": "half a li')
    times = {name: (folder.path / name).stat().st_mtime_ns for name in made}

    kept = {}
    given = copying.Folder.pack
    monkeypatch.setattr(
        copying.Folder,
        "pack",
        lambda self, *words: (
            kept.update({name: (self.path / name).stat().st_mtime_ns for name in made})
            or given(self, *words)
        ),
    )
    services.make_copy(asked.pk, by=whole.adele)

    assert len(made) == 40
    assert kept == times
    asked.refresh_from_db()
    assert asked.state == Copy.State.READY


def test_a_ledger_that_broke_off_twice_is_read_as_far_as_it_is_whole(tmp_path):
    folder = Folder(tmp_path)
    whole = [folder.write_bytes(name, b"x") for name in ("a", "b")]
    with (tmp_path / "ledger.jsonl").open("a") as ledger:
        ledger.write('{"name": "half a li')
    folder.write_bytes("c", b"x")
    after = folder.write_bytes("d", b"x")
    (tmp_path / "b").write_bytes(b"")

    assert folder.parts() == {"a": whole[0], "d": after}


def test_an_interrupted_copy_says_what_an_uninterrupted_one_does(
    whole, asked, monkeypatch, elsewhere
):
    twin = Copy.objects.create(why="Moving", as_of=asked.as_of, created_by=whole.adele)
    services.make_copy(twin.pk, by=whole.adele)
    with monkeypatch.context() as stopping:
        stop_after(stopping, 60)
        with pytest.raises(Interrupted):
            services.make_copy(asked.pk, by=whole.adele)

    services.make_copy(asked.pk, by=whole.adele)

    one, other = (manifest(queries.folder_of(copy.pk).archive) for copy in (asked, twin))
    assert one["sha256"] == other["sha256"]


def test_what_is_written_after_the_moment_of_a_copy_is_not_in_it(whole):
    moment = timezone.now() - timedelta(days=1)
    copy = Copy.objects.create(why="Moving", as_of=moment, created_by=whole.adele)

    services.make_copy(copy.pk, by=whole.adele)

    package = queries.folder_of(copy.pk).archive
    assert rows(package, "data/records.need.jsonl") == []
    assert rows(package, "versions/records.need.jsonl") == []
    assert not [part for part in manifest(package)["parts"] if part["name"].startswith("docu")]


def test_a_finished_copy_is_kept_for_a_week_and_known_by_its_hash(whole, asked):
    services.make_copy(asked.pk, by=whole.adele)

    asked.refresh_from_db()
    folder = queries.folder_of(asked.pk)
    assert asked.sha256 == digest_of(folder.archive)
    assert asked.size == folder.archive.stat().st_size
    assert timedelta(days=6) < asked.keep_until - timezone.now() < timedelta(days=8)
    assert sorted(path.name for path in folder.path.iterdir()) == ["lock", "package.zip"]
    assert folder.archive.stat().st_mode & 0o077 == 0
    assert folder.path.stat().st_mode & 0o077 == 0


def test_making_it_a_second_time_does_nothing(whole, asked):
    services.make_copy(asked.pk, by=whole.adele)
    before = queries.folder_of(asked.pk).archive.stat().st_mtime_ns

    services.make_copy(asked.pk, by=whole.adele)

    assert queries.folder_of(asked.pk).archive.stat().st_mtime_ns == before


def test_two_workers_do_not_make_one_copy(whole, asked):
    with queries.folder_of(asked.pk).alone() as is_mine:
        services.make_copy(asked.pk, by=whole.adele)

    asked.refresh_from_db()
    assert (is_mine, asked.state, asked.parts_done) == (True, Copy.State.WAITING, 0)


def test_a_full_disk_is_said_in_a_sentence(whole, asked, monkeypatch):
    def full(*_words: object) -> Part:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying.Folder, "pack", full)

    services.make_copy(asked.pk, by=whole.adele)

    asked.refresh_from_db()
    assert (asked.state, asked.error) == (Copy.State.FAILED, copying.NO_ROOM)


def test_a_row_that_nobody_could_read_is_said_in_a_sentence(whole, asked, monkeypatch):
    monkeypatch.setattr("portability.writing.MOST_ROW", 100)

    services.make_copy(asked.pk, by=whole.adele)

    asked.refresh_from_db()
    assert asked.state == Copy.State.FAILED
    assert "too long for a package" in asked.error
    assert 'data/accounts.provider.jsonl, {"' in asked.error


def test_copies_are_forgotten_when_their_time_is_over(whole, asked):
    services.make_copy(asked.pk, by=whole.adele)
    services.forget_copies()
    assert queries.folder_of(asked.pk).archive.exists()
    with acting_for(whole.provider.pk):
        Copy.objects.update(keep_until=timezone.now() - timedelta(seconds=1))

    services.forget_copies()

    with acting_for(whole.provider.pk):
        asked.refresh_from_db()
        assert asked.state == Copy.State.GONE
        assert not queries.folder_of(asked.pk).path.exists()
        with pytest.raises(NotNow):
            services.open_archive(asked.pk, by=whole.adele)


def test_who_had_a_copy_is_on_record_with_everybody_in_it(whole):
    copied(whole)

    acts = AuditEvent.objects.filter(actor=whole.adele)
    copies = acts.filter(act=Act.READ, why="copied whole, to be taken away")
    assert {act.person_id for act in copies} == {whole.joan.pk, whole.harry.pk}
    assert acts.filter(act=Act.CHANGE, why="copy of the record asked for: We are moving").exists()
    assert acts.filter(why="copy of the record downloaded").count() == 1


def test_everybodys_record_is_for_whoever_may_at_every_place(rosewood):
    assert queries.may_take_everything(rosewood.marcus)
    assert not queries.may_take_everything(rosewood.ada)
    add_location("Larkfield", "care_home", by=rosewood.system)

    assert not queries.may_take_everything(rosewood.marcus)
    with pytest.raises(NotNow, match="You may not copy records at every place"):
        services.start_copy(why="Moving", by=rosewood.marcus)


def test_somebody_elses_person_is_not_copied(rosewood: SimpleNamespace, olive):
    with pytest.raises(NotYours):
        services.start_copy(person_id=rosewood.joan.pk, why="x", by=olive)
