"""People who may be one: beside each other, decided by somebody, and remembered."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from dailycare.models import CareEntry
from governance.services import acting_for
from imports import merges, services, tasks
from imports.errors import NotNow
from imports.models import ImportRow, ImportRun, MergeDecision
from records.models import Admission, Allergy, Person
from tests.imports.homes import ARTHUR, BETTY, a_home
from tests.imports.runs import brought_in, checked, taken_back
from tests.people import signed_in

AGAIN = (*BETTY[:3], None, *BETTY[4:6], "-", "1.1.23", "Home 2.2.23", None)


def twice():
    """A home with Betty on its list twice, and Joan, who is on record already."""
    joan = ("9", "Pettigrew", "Joan", None, "3.4.38", None, *ARTHUR[6:])
    return a_home(
        residents=[BETTY, AGAIN, ARTHUR, joan],
        allergies=[("Joan Pettigrew", "Nuts", "wheeze", "GP", "1.2.24")],
        notes=[("1.6.26", "0830", "Joan P", "Sang", "AB")],
    )


@pytest.fixture
def run(adele):
    return checked(twice(), by=adele)


def decided(run, verdict="one", *, by, place=0):
    pair = merges.pairs_of(run)[place]
    return services.decide_merge(run.pk, pair.key, verdict=verdict, by=by)


def test_pairs_are_shown_with_the_facts_of_both_and_what_differs(run):
    within, with_the_record = merges.pairs_of(run)

    facts = {fact.label: (fact.first, fact.second, fact.differs) for fact in within.facts}
    assert within.why == "same NHS number and date of birth"
    assert facts["Left, or still there"] == ("", "Home 2.2.23", False)
    assert facts["Born"][2] is False
    assert facts["Moved in"][2] is True
    assert with_the_record.why == "same last name and date of birth"
    assert {fact.label: fact.first for fact in with_the_record.facts}["NHS number"] == "9990000018"


def test_what_was_decided_is_remembered_for_the_next_export(run, adele):
    decided(run, by=adele)
    decided(run, "two", by=adele, place=1)

    again = checked(twice(), by=adele)

    assert [pair.decided.verdict for pair in merges.pairs_of(again)] == ["one", "two"]
    assert merges.undecided_of(again) == 0


def test_whoever_is_not_sure_is_asked_again(run, adele):
    decided(run, "unsure", by=adele)

    assert merges.undecided_of(run) == 2


def test_a_decision_can_be_changed_and_both_are_kept(run, adele):
    decided(run, by=adele)
    decided(run, "two", by=adele)

    assert merges.pairs_of(run)[0].decided.verdict == "two"
    assert MergeDecision.objects.count() == 2


def test_nothing_is_decided_of_two_who_are_not_beside_each_other(run, adele):
    with pytest.raises(NotNow, match="not beside each other"):
        services.decide_merge(run.pk, "a b", verdict="one", by=adele)


def test_nobody_is_merged_with_themselves(run, adele):
    with pytest.raises(IntegrityError), transaction.atomic():
        MergeDecision.objects.create(
            run=run, first_key="a", second_key="a", verdict="one", decided_by=adele
        )


def brought_in_as_decided(run, *, by):
    services.check_again(run.pk, by=by)
    services.check_run(run.pk, by=by)
    services.start_commit(run.pk, by=by)
    services.commit_run(run.pk, by=by)
    run = ImportRun.objects.get(pk=run.pk)
    assert run.error == ""
    return run


def test_two_rows_of_one_person_come_to_one_record_with_the_words_of_both(run, adele):
    decided(run, by=adele)
    run = brought_in_as_decided(run, by=adele)

    betty = Person.objects.get(family_name="Green")
    [words] = CareEntry.objects.filter(person=betty)
    assert Admission.objects.filter(person=betty).count() == 1
    assert "residents row 4, said to be the same person" in words.text
    assert "Left, as typed: Home 2.2.23" in words.text
    assert "NHS number: 999 145 9995" in words.text
    assert run.report["merged_as_decided"] == [
        ["residents!3", "row 4: Elizabeth Green"],
    ]
    assert run.result["found"]["by_file"]["residents"]["expected"] == 4


def test_somebody_on_record_gets_the_rows_and_keeps_their_own_facts(run, adele, joan):
    decided(run, by=adele, place=1)
    brought_in_as_decided(run, by=adele)

    joan.refresh_from_db()
    assert joan.version == 2  # that she is allergic is what the rows add
    assert (joan.nhs_number, joan.allergy_state) == ("9990000018", "present")
    assert Person.objects.filter(family_name="Pettigrew").count() == 1
    assert Allergy.objects.get(person=joan).causative_agent == "Nuts"
    texts = set(CareEntry.objects.filter(person=joan).values_list("text", flat=True))
    assert "Sang" in texts
    assert len(texts) == 2


def test_the_next_export_adds_nothing_to_who_was_made_one(run, adele):
    decided(run, by=adele)
    decided(run, by=adele, place=1)
    brought_in_as_decided(run, by=adele)

    again = brought_in(twice(), by=adele)

    assert again.result["created"] == {}
    assert Person.objects.filter(family_name__in=["Green", "Pettigrew"]).count() == 2


def test_two_people_stay_two(run, adele):
    decided(run, "two", by=adele)
    brought_in_as_decided(run, by=adele)

    assert Person.objects.filter(family_name="Green").count() == 2


def test_what_was_made_one_is_taken_back_from_who_was_on_record(run, adele, joan):
    decided(run, by=adele, place=1)
    run = brought_in_as_decided(run, by=adele)

    taken_back(run, by=adele)

    assert not CareEntry.objects.filter(person=joan, standing="current").exists()
    assert Person.objects.get(pk=joan.pk).standing == "current"


def test_nothing_is_brought_in_before_it_was_checked_as_decided(run, adele):
    decided(run, by=adele)

    with pytest.raises(NotNow, match="Check it again first"):
        services.start_commit(run.pk, by=adele)


def test_a_check_done_again_says_the_same_rows_anew(run, adele):
    before = list(
        ImportRow.objects.filter(run=run).order_by("position").values_list("sheet", "number")
    )

    services.check_again(run.pk, by=adele)
    services.check_run(run.pk, by=adele)

    after = ImportRow.objects.filter(run=run).order_by("position").values_list("sheet", "number")
    assert list(after) == before


def test_what_was_brought_in_as_decided_is_not_decided_anew(run, adele):
    decided(run, by=adele)
    brought_in_as_decided(run, by=adele)

    with pytest.raises(NotNow, match="cannot be changed here"):
        decided(checked(twice(), by=adele), "two", by=adele)


# The page.


@pytest.fixture
def beside(cast, client):
    """Adele's browser, and a checked run of hers in which two may be one."""
    with acting_for(cast.provider.pk):
        cast.run = checked(twice(), by=cast.adele)
    cast.browser = signed_in(client, cast.adele)
    cast.address = reverse("imports:merges", args=[cast.run.pk])
    return cast


def test_somebody_decides_on_the_page_and_has_it_checked_again(
    beside, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(tasks.check_run, "delay", tasks.check_run.run)
    browser = beside.browser
    with acting_for(beside.provider.pk):
        pair = merges.pairs_of(beside.run)[0].key
    page = browser.get(beside.address).content.decode()
    assert "Mrs Elizabeth Green and Mrs Elizabeth Green" in page
    assert "Open the record" in page

    refused = browser.post(beside.address, {"pair": pair}).content.decode()
    shown = browser.post(beside.address, {"pair": pair, "verdict": "one"}, follow=True)
    assert "Choose whether they are one person" in refused
    assert "One person</b>, Adele Finch decided" in shown.content.decode()
    run_page = reverse("imports:run", args=[beside.run.pk])
    assert "Check it again" in browser.get(run_page).content.decode()
    assert "Check it again" in browser.get(f"{run_page}commit/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        browser.post(reverse("imports:check_again", args=[beside.run.pk]))
        assert "Being checked" in browser.get(run_page).content.decode()

    shown = browser.get(run_page).content.decode()
    assert "1 row of people will be merged" in shown
    assert "Check it again" not in shown


def test_a_pair_that_is_not_there_and_a_run_that_is_gone_are_refused_in_words(beside):
    said = {"pair": "a b", "verdict": "one"}
    assert (
        "not beside each other"
        in beside.browser.post(beside.address, said, follow=True).content.decode()
    )
    with acting_for(beside.provider.pk):
        services.start_commit(beside.run.pk, by=beside.adele)
        services.commit_run(beside.run.pk, by=beside.adele)

    again = reverse("imports:check_again", args=[beside.run.pk])
    shown = beside.browser.post(again, follow=True).content.decode()

    assert "brought in already" in shown
    assert "Keep this about" not in beside.browser.get(beside.address).content.decode()


def test_a_file_in_which_nobody_looks_like_another_says_so(cast, client):
    with acting_for(cast.provider.pk):
        run = checked(a_home(residents=[BETTY, ARTHUR]), by=cast.adele)

    shown = signed_in(client, cast.adele).get(reverse("imports:merges", args=[run.pk]))

    assert "Nobody in this file looks like" in shown.content.decode()


def test_the_page_asks_as_often_for_many_pairs(cast, client, django_assert_max_num_queries):
    with acting_for(cast.provider.pk):
        many = [(*BETTY[:4], f"{n}.3.38", None, *BETTY[6:]) for n in range(1, 25)]
        again = [(*row[:6], "-", "1.1.23", "Home 2.2.23", None) for row in many]
        run = checked(a_home(residents=[*many, *again]), by=cast.adele)
    browser = signed_in(client, cast.adele)
    address = reverse("imports:merges", args=[run.pk])
    browser.get(address)

    with django_assert_max_num_queries(16):
        shown = browser.get(address).content.decode()

    assert "Later pairs" in shown


@pytest.mark.parametrize("name", ["merges", "check_again"])
@pytest.mark.parametrize("who", ["ada", "marcus"])
def test_only_who_may_import_decides(beside, client, name, who):
    browser = signed_in(client, getattr(beside, who))

    answer = browser.post(reverse(f"imports:{name}", args=[beside.run.pk]))

    assert answer.status_code == 403
