"""The way back: a run that was read wrongly is mapped once more, and what it was is dropped."""

import csv
import io
import json
from collections import Counter
from copy import deepcopy
from itertools import islice
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.permissions import Role
from governance.services import acting_for
from imports import approvals, merges, services
from imports.adapters import ADAPTERS
from imports.columns import profiles
from imports.errors import NotNow
from imports.files import in_memory, on_disk, unpacked
from imports.mapped.adapter import MappedAdapter
from imports.mapped.spec import parsed
from imports.mapping import drafts, saved
from imports.mapping.checking import mistakes_in
from imports.mapping.drafting import drafted, finished, lacking
from imports.models import ImportDraft, ImportRow, ImportRun, StagedRecord
from imports.services.checking import dry_run
from imports.tables.anything import handed_over
from records.models import Person
from tests.imports.extracts import ART, AS_OF, as_csv, rondel, tidewell
from tests.imports.homes import a_file, a_home
from tests.imports.mappings import A_MAPPING, DIARY, PEOPLE, changed
from tests.imports.runs import brought_in_files, checked_files, committed, taken_back
from tests.people import a_worker, signed_in

pytestmark = pytest.mark.django_db
State = ImportRun.State
SAMPLE = Path("tests/samples/legacy/homecare-csv")
WILLOW = [in_memory("people.csv", PEOPLE), in_memory("diary.csv", DIARY)]
TWICE = [
    in_memory("people.csv", PEOPLE + b"3,Bell,Ann,Jo,12/24/1940,F\n"),
    in_memory("diary.csv", DIARY),
]


@pytest.fixture
def version(adele):
    return services.save_mapping("Willow", A_MAPPING, by=adele)


@pytest.fixture
def run(version, adele):
    """A run that was checked as Willow reads it."""
    run = checked_files(WILLOW, by=adele)
    assert run.state == State.CHECKED
    return run


def mapped_again(run, *, by):
    services.map_again(run.pk, by=by)
    services.look_at_run(run.pk, by=by)
    return ImportRun.objects.get(pk=run.pk)


def said_anew(run, *, by, name="Willow", **tables):
    """The run checked once more, with lists said otherwise."""
    draft = drafts.draft_of(run)
    for table, options in tables.items():
        services.keep_draft(run.pk, {table: draft.tables[table] | options}, by=by)
    services.finish_mapping(run.pk, name=name, times="local", by=by)
    services.check_run(run.pk, by=by)
    run = ImportRun.objects.get(pk=run.pk)
    assert run.error == ""
    return run


def in_state(run, state, **more):
    ImportRun.objects.filter(pk=run.pk).update(state=state, **more)


def test_it_is_mapped_from_what_it_was_read_with_and_the_check_is_dropped(run, adele):
    run = mapped_again(run, by=adele)

    draft = drafts.draft_of(run)
    assert (run.state, run.report, run.mapping_version_id is not None) == (State.MAPPING, {}, True)
    assert not ImportRow.objects.filter(run=run).exists()
    assert not StagedRecord.objects.filter(run_id=run.pk).exists()
    assert (draft.content["label"], draft.content["times"]) == ("Willow", "local")
    assert draft.tables["people"]["dates"] == {"Born": "month first"}
    assert draft.tables["diary"]["fields"]["text"] == {
        "all": [{"from": "Words"}, {"from": "More", "label": "More"}], "between": "\n",
    }  # fmt: skip
    assert draft.lacks == []


def test_it_is_checked_with_the_next_version(run, version, adele):
    run = said_anew(mapped_again(run, by=adele), by=adele, diary={"holds": ""})

    assert run.state == State.CHECKED
    assert (run.mapping_version.number, run.adapter) == (2, saved.adapter_from(version).name)
    assert run.report["rows"]["diary"]["outcome"] == {"not taken": 2}
    assert ImportRow.objects.filter(run=run).count() == 4


def test_what_is_said_as_before_makes_no_version_more(run, adele):
    run = said_anew(mapped_again(run, by=adele), by=adele)
    said_anew(mapped_again(run, by=adele), by=adele)

    assert [one.number for one in saved.by_name()["Willow"]] == [2, 1]  # 1 was written by hand


@pytest.mark.parametrize("answer", ["approved", "sent_back", None])
def test_what_a_second_person_said_does_not_count_any_more(run, adele, rosewood, answer):
    anil = a_worker("anil", "Anil Roe", Role.ADMINISTRATOR, rosewood.home, by=rosewood.system)
    asked = services.ask_for_approval(run.pk, by=adele)
    if answer:
        services.answer_approval(run.pk, asked.pk, answer=answer, words="As I see it", by=anil)

    run = said_anew(mapped_again(run, by=adele), by=adele)

    assert approvals.standing(run) is None
    with pytest.raises(NotNow, match="Look at it again"):
        services.answer_approval(run.pk, asked.pk, answer="approved", words="", by=anil)
    services.ask_for_approval(run.pk, by=adele)
    with pytest.raises(NotNow, match="waits for somebody to approve"):
        services.start_commit(run.pk, by=adele)


def decided(run, *, by):
    [pair] = merges.pairs_of(run)
    services.decide_merge(run.pk, pair.key, verdict="one", by=by)


def test_who_is_one_person_stays_decided_while_rows_are_told_apart_as_before(version, adele):
    run = checked_files(TWICE, by=adele)
    decided(run, by=adele)

    run = said_anew(mapped_again(run, by=adele), by=adele, diary={"holds": ""})

    assert not merges.is_decided_since(run)
    assert len(run.report["merged_as_decided"]) == 1
    committed(run, by=adele)
    assert Person.objects.filter(family_name="Bell").count() == 1


def test_what_was_decided_of_rows_is_never_taken_for_others(version, adele):
    run = checked_files(TWICE, by=adele)
    decided(run, by=adele)
    run = mapped_again(run, by=adele)

    with pytest.raises(NotNow, match="the rows of “people” apart by “Id”"):
        said_anew(run, by=adele, people={"key": ""})
    run = said_anew(run, by=adele, name="Another", people={"key": ""})

    assert merges.undecided_of(run) == 1


def test_rows_in_the_record_are_never_taken_for_others(version, adele):
    run = brought_in_files(WILLOW, by=adele)

    with pytest.raises(NotNow, match="By “Last” they would be taken for others"):
        services.save_mapping("Willow", changed(A_MAPPING, "tables.people.key", "Last"), by=adele)
    services.save_mapping("Willow", changed(A_MAPPING, "times", "utc"), by=adele)
    services.save_mapping(
        "Willow", changed(A_MAPPING, "tables", {"people": A_MAPPING["tables"]["people"]}), by=adele
    )
    taken_back(run, by=adele)
    services.save_mapping("Willow", changed(A_MAPPING, "tables.people.key", "Last"), by=adele)


def test_a_file_that_would_mix_rows_up_is_refused_on_its_page(cast, client, version):
    with acting_for(cast.provider.pk):
        brought_in_files(WILLOW, by=cast.adele)
    words = json.dumps(changed(A_MAPPING, "tables.people.key", "Last")).encode()

    answer = signed_in(client, cast.adele).post(
        reverse("imports:add_mapping"),
        {"mapping_file": SimpleUploadedFile("willow.yaml", words), "name": "Willow"},
    )

    assert "would be taken for others" in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.WAITING, "still being checked"),
        (State.COMMITTING, "being brought in now"),
        (State.PAUSED, "A part of this file"),
        (State.COMMITTED, "brought in already"),
        (State.UNDOING, "being taken back"),
        (State.UNDONE, "was taken back"),
        (State.CANCELLED, "was cancelled"),
    ],
)
def test_what_is_or_was_at_work_is_not_mapped_again(run, adele, state, why):
    in_state(run, state)

    with pytest.raises(NotNow, match=why):
        services.map_again(run.pk, by=adele)

    assert StagedRecord.objects.filter(run_id=run.pk).exists()


def test_a_part_in_the_record_keeps_it_from_being_mapped_again(run, adele):
    in_state(run, State.FAILED, committed_to=1, error="A file went missing.")

    with pytest.raises(NotNow, match="A part of this file has been brought in"):
        services.map_again(run.pk, by=adele)


def test_a_commit_that_was_refused_leaves_nothing_for_the_next_check(run, adele):
    in_state(run, State.FAILED, error="Another import changed some of these rows.")

    run = said_anew(mapped_again(run, by=adele), by=adele)

    committed(run, by=adele)
    assert Person.objects.filter(family_name__in=["Green", "Bell"]).count() == 2


def test_rows_that_mend_an_import_are_read_as_that_was(run, adele):
    mended = checked_files(WILLOW, by=adele)
    ImportRun.objects.filter(pk=mended.pk).update(mends=run)

    with pytest.raises(NotNow, match="read as that was"):
        services.map_again(mended.pk, by=adele)


def test_files_that_a_saved_mapping_reads_are_mapped_from_it(version, adele):
    run = services.start_mapping(
        WILLOW, file_name="x.zip", location=adele.locations[0], as_of=AS_OF, by=adele
    )

    services.look_at_run(run.pk, by=adele)

    run.refresh_from_db()
    assert drafts.draft_of(run).content["label"] == "Willow"
    assert drafts.draft_of(run).tables["people"]["dates"] == {"Born": "month first"}


def test_lists_and_columns_that_are_not_there_stay_in_the_mapping(adele):
    more = deepcopy(A_MAPPING)
    more["tables"]["falls"] = {"holds": "incidents", "key": "No", "person": "Who",
                               "fields": {"text": "Words", "happened_on": "Day"}}  # fmt: skip
    more["tables"]["people"]["fields"]["room"] = "Room"
    more["tables"]["people"]["secrets"] = ["Key safe"]
    more["tables"]["people"]["fields"]["sex"]["values"]["U"] = "X"
    services.save_mapping("Willow", more, by=adele)

    run = said_anew(mapped_again(checked_files(WILLOW, by=adele), by=adele), by=adele)

    content = saved.content_of(run.mapping_version)
    assert content["tables"]["falls"] == more["tables"]["falls"]
    assert parsed(content).tables["people"] == parsed(more).tables["people"]
    assert list(content["recognised_by"]) == ["people", "diary"]
    assert run.report["people"]["rows"] == 2


def exported():
    """The sample of Rondel, as it is handed over."""
    skipped = {"README.md", "expected.json"}
    return [file for file in on_disk(SAMPLE) if file.base not in skipped]


def opened(file):
    return io.StringIO(file.start(file.size).decode(errors="replace"))


class Pages:
    """The pages of a run that is mapped again, sent as they stand."""

    def __init__(self, browser, run):
        self.browser, self.run = browser, run

    def opens(self, name, **query):
        return self.browser.get(reverse(f"imports:{name}", args=[self.run.pk]), query)

    def sends(self, name, about=None, **query):
        form = self.opens(name, **query).context["form"]
        values = {one.html_name: one.value() for one in form}
        data = {name: value for name, value in values.items() if value not in (None, False)}
        address = reverse(f"imports:{name}", args=[self.run.pk])
        return self.browser.post(address, data | (about or {}), query_params=query)


@pytest.fixture
def pages(cast, client):
    """A run of the first rows of Rondel's sample, mapped from the mapping that we came with."""
    lists = [
        in_memory(file.base, as_csv(list(islice(csv.DictReader(opened(file)), 60))).encode())
        for file in unpacked(exported())
        if file.suffix == ".csv" and file.size
    ]
    with acting_for(cast.provider.pk):
        run = mapped_again(checked_files(lists, by=cast.adele), by=cast.adele)
    return Pages(signed_in(client, cast.adele), run)


def content_of_draft(run):
    content = json.loads(ImportDraft.objects.get(run=run).content)
    return finished(content)["tables"]


def test_what_is_gone_through_without_a_change_stays_as_it_was(cast, pages):
    with acting_for(cast.provider.pk):
        before = content_of_draft(pages.run)

    for name in before:
        assert pages.sends("mapping_table", table=name).status_code == 302, name
    where = {"table": "clients", "column": "Sex", "field": "sex"}
    assert pages.sends("mapping_codes", **where).status_code == 302

    with acting_for(cast.provider.pk):
        assert content_of_draft(pages.run) == before


def test_a_mapping_of_ours_goes_on_as_one_of_their_own(adele):
    brought_in_files(rondel(), by=adele)
    run = checked_files(rondel(clients=[ART | {"Surname": "Grey"}]), by=adele)

    run = mapped_again(run, by=adele)
    assert drafts.draft_of(run).content["label"] == ""
    run = said_anew(run, by=adele, name="Our Rondel")
    committed(run, by=adele)

    # The rows are known by the keys of before: nobody is brought in a second time.
    assert [one.family_name for one in Person.objects.exclude(family_name="Pettigrew")] == ["Grey"]
    assert (run.adapter, saved.label_of(run)) == ("homecare_csv", "Our Rondel, version 1")


def as_a_set(report):
    """A reconciliation whatever the order in which its lists were read."""
    return {name: Counter(map(str, said)) if isinstance(said, list) else said
            for name, said in report.items()}  # fmt: skip


def test_a_mapping_of_ours_says_the_same_when_it_was_a_draft():
    files = unpacked(exported())
    found = profiles(handed_over(files).tables)
    ours = "homecare_csv"
    said = saved.read_with(ImportRun(adapter=ours))

    draft = drafted(said, [profile.name for profile in found])
    content = finished(draft)

    assert list(lacking(draft["tables"])) == []
    assert list(mistakes_in(content)) == []
    reader = MappedAdapter(parsed(content), handed_over)
    was, now = (dry_run(files, as_of=AS_OF, reader=one) for one in (ADAPTERS[ours], reader))
    assert as_a_set(now) == as_a_set(was)


@pytest.mark.parametrize("files", [tidewell(), a_file(a_home(notes=[]))], ids=["code", "workbook"])
def test_what_code_reads_is_mapped_from_what_we_suggest(adele, files):
    run = mapped_again(checked_files(files, by=adele), by=adele)

    assert (run.state, run.adapter) == (State.MAPPING, "")
    assert drafts.draft_of(run).content["name"] == "draft"


def test_the_page_offers_the_way_back_where_there_is_one(cast, client, version):
    browser = signed_in(client, cast.adele)
    with acting_for(cast.provider.pk):
        run = checked_files(WILLOW, by=cast.adele)
    page = reverse("imports:run", args=[run.pk])

    assert "Change the mapping" in browser.get(page).content.decode()
    browser.post(reverse("imports:map_again", args=[run.pk]))
    with acting_for(cast.provider.pk):
        services.look_at_run(run.pk, by=cast.adele)
    assert "then everything is checked again" in browser.get(page).content.decode()
    with acting_for(cast.provider.pk):
        in_state(run, State.FAILED, error="Why", committed_to=1)
    assert "Change the mapping" not in browser.get(page).content.decode()
