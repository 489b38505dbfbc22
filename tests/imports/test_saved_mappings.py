"""Mappings that are saved, kept in versions, known again by their lists, handed over and used."""

import json

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from governance.services import acting_for
from imports import services
from imports.errors import ImportProblem
from imports.files import in_memory
from imports.mapping import saved
from imports.models import ImportMapping, ImportMappingVersion, ImportRun
from records.models import Person
from tests.imports.homes import AS_OF
from tests.imports.mappings import A_MAPPING, DIARY, PEOPLE, as_yaml, changed
from tests.imports.runs import checked_files, committed
from tests.people import signed_in

pytestmark = pytest.mark.django_db
FILES = [in_memory("people.csv", PEOPLE), in_memory("diary.csv", DIARY)]
UPLOAD = {"as_of-day": "31", "as_of-month": "10", "as_of-year": "2026"}


@pytest.fixture
def browser(cast, client):
    """The browser of Rosewood's administrator, signed in."""
    return signed_in(client, cast.adele)


def upload(browser, cast, **more):
    files = [SimpleUploadedFile(file.name, file.start(file.size)) for file in FILES]
    about = UPLOAD | {"export": files, "location": str(cast.home.pk)} | more
    return browser.post(reverse("imports:upload"), about)


def the_run(cast):
    with acting_for(cast.provider.pk):
        return ImportRun.objects.select_related("mapping_version__mapping").get()


def save(by, name="Willow", content=A_MAPPING):
    with acting_for(by.provider_id):
        return services.save_mapping(name, content, by=by)


def test_a_mapping_is_saved_in_versions_and_the_earlier_stay(rosewood):
    first = save(rosewood.adele)
    again = save(rosewood.adele)
    second = save(rosewood.adele, content=changed(A_MAPPING, "times", "utc"))

    assert (first.number, again.pk, second.number) == (1, first.pk, 2)
    assert [version.number for version in saved.by_name()["Willow"]] == [2, 1]
    assert [version.pk for version in saved.latest()] == [second.pk]
    assert list(saved.content_of(first)["tables"]) == ["people", "diary"]


def test_a_version_is_never_changed(rosewood):
    version = save(rosewood.adele)

    with pytest.raises(Exception, match=r"permission denied|Cannot update"), transaction.atomic():
        ImportMappingVersion.objects.filter(pk=version.pk).update(content="{}")


def test_a_name_stands_for_one_mapping(rosewood):
    save(rosewood.adele)

    with pytest.raises(IntegrityError), transaction.atomic():
        ImportMapping(name="Willow", created_by=rosewood.adele).save(force_insert=True)


def test_an_upload_with_its_lists_is_read_by_it(cast, browser):
    version = save(cast.adele)
    save(cast.adele, "Smaller", changed(A_MAPPING, "recognised_by", {"people": ["Id"]}))
    save(cast.adele, "Knows nothing", changed(A_MAPPING, "recognised_by", {}))

    answer = upload(browser, cast)

    run = the_run(cast)
    assert answer.url == reverse("imports:run", args=[run.pk])
    assert (run.mapping_version_id, run.adapter) == (
        version.pk, saved.adapter_from(version).name,
    )  # fmt: skip
    page = browser.get(answer.url).content.decode()
    assert "Willow, version 1" in page


def test_another_mapping_may_be_chosen(cast, browser):
    save(cast.adele)
    other = save(cast.adele, "Other", changed(A_MAPPING, "recognised_by", {}))

    upload(browser, cast, read_as=str(other.pk))

    assert the_run(cast).mapping_version_id == other.pk


def test_a_run_is_read_with_the_version_it_was_begun_with(rosewood):
    version = save(rosewood.adele)
    run = services.start_check(
        FILES, file_name="willow", location=rosewood.home, as_of=AS_OF, by=rosewood.adele
    )
    save(rosewood.adele, content=changed(A_MAPPING, "tables.people.dates", {}))

    services.check_run(run.pk, by=rosewood.adele)
    services.start_commit(run.pk, by=rosewood.adele)
    services.commit_run(run.pk, by=rosewood.adele)

    run.refresh_from_db()
    assert (run.mapping_version_id, run.error) == (version.pk, "")
    assert {str(p.date_of_birth) for p in Person.objects.filter(import_run_id=run.pk)} == {
        "1942-03-14", "1940-12-24",
    }  # fmt: skip


def test_the_mappings_of_a_provider_are_listed_and_taken_along(cast, browser):
    assert "No mapping has been saved yet" in browser.get("/imports/mappings/").content.decode()
    version = save(cast.adele)

    page = browser.get("/imports/mappings/").content.decode()
    file = browser.get(reverse("imports:mapping_file", args=[version.pk]))

    assert "Willow" in page
    assert file["Content-Disposition"] == 'attachment; filename="willow-1.yaml"'
    assert yaml.safe_load(file.content) == A_MAPPING | {"label": "Willow"}


def test_many_mappings_are_listed_with_as_many_queries_as_few(
    cast, browser, django_assert_max_num_queries
):
    for number in range(5):
        save(cast.adele, f"Willow {number}")

    with django_assert_max_num_queries(8):
        browser.get("/imports/mappings/")


@pytest.mark.parametrize(("typed", "name"), [("", "Willow 3"), ("Ours", "Ours")])
def test_a_mapping_comes_in_from_a_file(cast, browser, typed, name):
    file = SimpleUploadedFile("willow.yaml", as_yaml(A_MAPPING))

    answer = browser.post("/imports/mappings/add/", {"mapping_file": file, "name": typed})

    assert answer.url == "/imports/mappings/"
    with acting_for(cast.provider.pk):
        assert list(saved.by_name()) == [name]


def test_a_mapping_with_mistakes_says_which(cast, browser):
    file = SimpleUploadedFile("x.yaml", as_yaml(changed(A_MAPPING, "tables.people.key", 3)))

    page = browser.post("/imports/mappings/add/", {"mapping_file": file}).content.decode()

    assert "In “people”: “key” is not said as it should be." in page
    assert (
        "Choose the file" in browser.post("/imports/mappings/add/", {"name": ""}).content.decode()
    )


@pytest.fixture
def a_folder(tmp_path):
    for file in FILES:
        (tmp_path / file.name).write_bytes(file.start(file.size))
    return tmp_path


def test_the_command_takes_a_saved_mapping_by_its_name(cast, a_folder, capsys):
    save(cast.adele, "Willow House")

    for name in ("Willow House", "willow-house"):
        call_command("import_legacy", str(a_folder), "--mapping", name, "--as-of", "2026-10-31")
        assert "2 people and 1 notes could be brought in" in capsys.readouterr().out


def test_the_command_takes_a_file_and_keeps_it_with_what_it_brings_in(cast, a_folder, tmp_path):
    file, report = tmp_path.parent / "willow.yaml", tmp_path.parent / "report.json"
    file.write_bytes(as_yaml(A_MAPPING))
    about = ["import_legacy", str(a_folder), "--mapping", str(file), "--as-of", "2026-10-31"]

    call_command(*about)
    call_command(*about, "--commit", "--location", "Rosewood", "--report", str(report))

    assert json.loads(report.read_text())["result"]["created"]["people"] == 2
    assert the_run(cast).mapping_version.mapping.name == "Willow 3"
    call_command(*about[:2], "--mapping", "Willow 3", "--commit", "--location", "Rosewood")


def test_a_name_that_is_no_mapping_is_a_sentence(cast, a_folder):
    with pytest.raises(CommandError, match="There is not one mapping called “spaceship”"):
        call_command("import_legacy", str(a_folder), "--mapping", "spaceship")
    assert services.reader_named("homecare_csv").name == "homecare_csv"
    (a_folder / "x.yml").write_bytes(b"a: [")
    with pytest.raises(ImportProblem, match="no YAML file"):
        services.reader_named(str(a_folder / "x.yml"))


def test_people_of_one_file_read_under_another_name_may_be_on_record(cast):
    with acting_for(cast.provider.pk):
        save(cast.adele)
        committed(checked_files(FILES, by=cast.adele), by=cast.adele)
        again = checked_files(FILES, by=cast.adele)
        save(cast.adele, "Another name")  # taken first: by its name
        anew = checked_files(FILES, by=cast.adele)

    assert again.report["already_on_record"] == []
    assert [one["name"] for one in anew.report["already_on_record"]] == ["Ann Jo Bell", "Art Green"]
