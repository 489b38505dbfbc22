"""A package that is not whole, not ours or not safe is refused in a sentence, never half in."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from portability import services
from portability.errors import AlreadyHere, Refused
from portability.writing import Part, sum_of
from tests.portability.conftest import copied

type Files = dict[str, bytes]


@pytest.fixture
def files(package) -> Files:
    """The files of a good package, by name."""
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Files, tmp_path: Path, *, mends: bool = False) -> Path:
    """A package of these files; `mends` makes its manifest fit, as a forger would."""
    if mends:
        manifest = json.loads(files["manifest.json"])
        manifest |= forged(files, manifest)
        files["manifest.json"] = json.dumps(manifest).encode()
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return path


def forged(files: Files, manifest: dict) -> dict:
    parts = [
        Part(name, content.count(b"\n"), len(content), hashlib.sha256(content).hexdigest())
        for name, content in files.items()
        if name != "manifest.json"
    ]
    return {
        "parts": [{field: getattr(part, field) for field in part.__slots__} for part in parts],
        "sha256": sum_of(parts),
    }


def refusal(path: Path, url: str) -> str:
    """What is said to a package, which leaves nothing behind."""
    with pytest.raises(Refused) as refused:
        services.bring_in(path, owner_url=url)
    with psycopg.connect(url) as owner:
        assert owner.execute("SELECT count(*) FROM accounts_user").fetchone() == (0,)
    return str(refused.value)


NEED = "data/records.need.jsonl"


def flipped(files: Files) -> None:
    content = bytearray(files[NEED])
    content[len(content) // 2] ^= 1
    files[NEED] = bytes(content)


def lacking(files: Files) -> None:
    del files[NEED]


def with_more(files: Files) -> None:
    files["data/records.more.jsonl"] = b"{}\n"


def with_a_way_out(files: Files) -> None:
    files["../../etc/passwd"] = b"x"


def with_other_hashes(files: Files) -> None:
    manifest = json.loads(files["manifest.json"])
    manifest["parts"][0]["sha256"] = "0" * 64
    files["manifest.json"] = json.dumps(manifest).encode()


def of_format(number: object) -> Callable[[Files], None]:
    return lambda files: in_manifest(files, format_version=number)


def in_manifest(files: Files, **fields: object) -> None:
    manifest = json.loads(files["manifest.json"]) | fields
    files["manifest.json"] = json.dumps(manifest).encode()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (flipped, f"{NEED} is damaged"),
        (lacking, f"{NEED} is missing"),
        (with_more, "data/records.more.jsonl is in the package and not in its manifest"),
        (with_a_way_out, "../../etc/passwd is in the package and not in its manifest"),
        (with_other_hashes, "manifest.json is damaged: its list of parts"),
        (of_format(2), "install a newer version of the product"),
        (of_format("x"), "install a newer version of the product"),
        (lambda files: in_manifest(files, mods_release="1.0.1"), "follows release 1.0.1 of MODS"),
        (lambda files: in_manifest(files, format="other"), "This is not a package of a record"),
        (lambda files: in_manifest(files, parts=[{}]), "something is missing in it"),
        (lambda files: in_manifest(files, provider={"id": "x", "name": "x"}), "names no provider"),
        (lambda files: files.update({"manifest.json": b"{"}), "manifest.json is damaged"),
        (lambda files: files.pop("manifest.json"), "manifest.json is missing"),
    ],
)
def test_a_package_that_was_altered_is_refused(files, tmp_path, untouched, spoil, sentence):
    spoil(files)

    assert sentence in refusal(packed(files, tmp_path), untouched)


def changed(name: str, **fields: object) -> Callable[[Files], None]:
    """Alter the first row of a part."""

    def spoil(files: Files) -> None:
        first, *rest = files[name].splitlines(keepends=True)
        row = json.loads(first) | fields
        row = {key: value for key, value in row.items() if value is not ...}
        files[name] = json.dumps(row).encode() + b"\n" + b"".join(rest)

    return spoil


def without_a_document(files: Files) -> None:
    del files[next(name for name in files if name.startswith("documents/"))]


def with_other_bytes(files: Files) -> None:
    files[next(name for name in files if name.startswith("documents/"))] = b"other"


NOBODY = "0191d9d8-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (with_more, "nothing that this version of the product knows"),
        (with_a_way_out, "nothing that this version of the product knows"),
        (changed(NEED, more=1), f"{NEED}, row 1: this version of the product knows no more"),
        (changed(NEED, id=...), f"{NEED}, row 1: id is missing"),
        (changed(NEED, text=7), f"{NEED}, row 1: text is not string"),
        (changed(NEED, location_name="x" * 201), "location_name is longer than 200 characters"),
        (changed(NEED, happened_on="31 June"), "A value does not fit"),
        (changed(NEED, id="x"), "A value does not fit"),
        (changed(NEED, person_id=NOBODY), "The rows do not fit together, in records_need"),
        (changed(NEED, recorded_by_id=NOBODY), "The rows do not fit together"),
        (changed(NEED, provider_id=NOBODY), "The database refused"),
        (lambda files: files.update({NEED: b"[1]\n"}), "row 1: it is no object"),
        (lambda files: files.update({NEED: b"{\n"}), "row 1: it is no JSON"),
        (lambda files: files.update({NEED: b"{}"}), "too long, or that breaks off"),
        (without_a_document, "is missing"),
        (with_other_bytes, "is not the file that its record names"),
        (lambda files: files.pop("schema.json"), "schema.json is missing"),
    ],
)
def test_a_package_that_was_forged_with_care_is_refused(
    files, tmp_path, untouched, spoil, sentence
):
    spoil(files)

    assert sentence in refusal(packed(files, tmp_path, mends=True), untouched)


def test_what_is_no_package_is_refused(tmp_path, untouched):
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 not really")

    assert "x.zip is not a package" in refusal(tmp_path / "x.zip", untouched)
    assert "y.zip is not a package" in refusal(tmp_path / "y.zip", untouched)


def test_a_manifest_whose_bytes_do_not_unpack_is_refused(files, tmp_path, untouched):
    path = packed(files, tmp_path)
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        entry = package.getinfo("manifest.json")
    begins = entry.header_offset + 30 + len("manifest.json")
    raw[begins : begins + 20] = b"\xff" * 20
    path.write_bytes(bytes(raw))

    assert "manifest.json is damaged" in refusal(path, untouched)


def test_a_bomb_is_refused_before_it_is_unpacked(files, tmp_path, untouched):
    files[NEED] = bytes(70 * 1024 * 1024)

    assert "would unpack to far more" in refusal(packed(files, tmp_path, mends=True), untouched)


def test_other_ways_of_packing_are_refused(files, tmp_path, untouched):
    path = packed(files, tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_BZIP2) as package:
        package.writestr("data/odd.jsonl", b"x")

    assert "packed in a way that packages do not use" in refusal(path, untouched)


def test_two_files_of_one_name_are_refused(files, tmp_path, untouched):
    path = packed(files, tmp_path)
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(NEED, b"x")

    assert "two files of one name" in refusal(path, untouched)


def test_files_that_lie_over_each_other_are_refused(tmp_path, untouched):
    """The directory of a ZIP may name the same bytes a thousand times."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a", bytes(100_000))
        entry = package.infolist()[0]
        for number in range(200):
            twin = zipfile.ZipInfo(f"b{number}")
            for name in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(twin, name, getattr(entry, name))
            package.filelist.append(twin)
    (tmp_path / "x.zip").write_bytes(whole.getvalue())

    assert "lie over each other" in refusal(tmp_path / "x.zip", untouched)


def test_the_same_package_again_is_recognised(whole, elsewhere):
    path = copied(whole, person=whole.joan)
    services.bring_in(path, owner_url=elsewhere)

    with pytest.raises(AlreadyHere):
        services.bring_in(path, owner_url=elsewhere)


def test_another_package_of_the_same_provider_is_refused(whole, elsewhere):
    services.bring_in(copied(whole, person=whole.joan), owner_url=elsewhere)

    with pytest.raises(Refused, match="Rosewood Care is on this installation already"):
        services.bring_in(copied(whole, person=whole.harry), owner_url=elsewhere)


def test_an_installation_of_somebody_else_is_refused(files, tmp_path, elsewhere):
    path = packed(files, tmp_path)
    services.bring_in(path, owner_url=elsewhere)
    in_manifest(files, provider={"id": NOBODY, "name": "Other Care"})

    with pytest.raises(Refused, match="Another provider is on this installation"):
        services.bring_in(packed(files, tmp_path), owner_url=elsewhere)


def test_the_applications_role_brings_nothing_in(files, tmp_path, untouched, settings):
    role = settings.DATABASES["default"]
    name = psycopg.conninfo.conninfo_to_dict(untouched)["dbname"]
    url = psycopg.conninfo.make_conninfo(
        host=role["HOST"], user=role["USER"], password=role["PASSWORD"], dbname=name
    )

    with pytest.raises(Refused, match="must run as the role that owns the tables"):
        services.bring_in(packed(files, tmp_path), owner_url=url)
