"""The pages on which the GP record stands beside ours, and on which it is decided."""

import re

import pytest
from django.urls import reverse

from gpconnect import accepting
from gpconnect.deciding import decide
from records import services as records
from records.models import Allergy, GPDecision, GPNotice
from tests.gpconnect.beside import (
    PENICILLIN,
    PRACTICE,
    choose,
    compare_of,
    decide_of,
    pairs,
    post,
)
from tests.gpconnect.lists import allergies, allergy, area, medicine
from tests.records.pages import as_, said


def test_the_page_sets_both_side_by_side_and_leads_to_the_decision(comes, edith, nora):
    records.add(Allergy, edith, by=nora, causative_agent="penicillin", severity="mild")
    comes(allergies(PENICILLIN, allergy("latex", "Latex <b>gloves</b>")))
    browser = as_(nora)

    shown = said(browser.get(compare_of(edith)))

    assert "From the GP record at <b>Millbrook Surgery</b> (Z99901), retrieved" in shown
    assert "2 to decide." in shown
    assert "In both, but not alike" in shown
    assert "Only in the GP record" in shown
    assert "High: may threaten life" in shown
    assert "Latex &lt;b&gt;gloves" in shown
    assert len(re.findall(r'id="decide-', shown)) == 2


def test_the_page_to_decide_says_exactly_what_accepting_writes(comes, edith, nora):
    records.state_no_known_allergies(edith, by=nora)
    security = {"security": [{"code": "NOPAT"}]}
    comes(allergies(PENICILLIN | {"meta": security}))
    [pair] = pairs(edith, by=nora)

    shown = said(as_(nora).get(decide_of(edith, pair)))

    assert "A new entry in our record, in your name:" in shown
    for words in ("Penicillin", "Swelling of the lips", "Life threatening", "4 May 1962", PRACTICE):
        assert words in shown
    assert "Accepting this ends that" in shown
    assert "not for the person or family" in shown


def test_a_lead_accepts_on_the_page_and_is_told(comes, edith, nora):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)
    browser = as_(nora)

    shown = said(post(browser, edith, pair, decision="accepted"))
    again = said(post(browser, edith, pair, decision="accepted"))

    assert "accepted into our record" in shown
    assert "Nothing is to be decided" in shown
    assert "Penicillin (from the GP record at Millbrook Surgery" in shown
    assert "accepted into our record" in again
    assert Allergy.objects.filter(person=edith).count() == 1


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, "Choose what you decide"),
        ({"decision": "kept"}, "Write why our record stays as it is"),
        ({"decision": "queried"}, "Write what you ask the practice, or what it said"),
    ],
)
def test_the_page_says_what_is_missing(comes, edith, nora, fields, error):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)

    assert error in said(post(as_(nora), edith, pair, **fields))
    assert not GPDecision.objects.exists()


def test_the_page_offers_ours_that_may_be_the_same(comes, edith, nora):
    ours = records.add(Allergy, edith, by=nora, causative_agent="All penicillins")
    comes(allergies(allergy("penicillin")))
    theirs, alone = pairs(edith, by=nora)
    browser = as_(nora)

    offered = said(browser.get(decide_of(edith, theirs)))
    wrong = said(post(browser, edith, theirs, decision="accepted", same_as=str(ours.pk)))
    right = said(
        post(browser, edith, theirs, decision="kept", words="The same", same_as=str(ours.pk))
    )

    assert "Is it one of ours in other words?" in offered
    assert "Choose this only if you keep our record" in wrong
    assert "our record stays as it is" in right
    assert "Is it one of ours" not in said(browser.get(decide_of(edith, alone)))


def test_the_page_shows_both_as_they_are_when_one_moved(comes, edith, nora):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)
    browser = as_(nora)
    comes(allergies(PENICILLIN | {"reaction": [{"description": "Collapsed"}]}))

    shown = said(post(browser, edith, pair, decision="accepted"))
    [now] = pairs(edith, by=nora)

    assert "changed after this page was shown. Nothing was written" in shown
    assert "Collapsed" in shown
    assert now.state in shown
    assert not Allergy.objects.filter(person=edith).exists()


def test_what_is_not_there_to_be_decided_leads_back(comes, edith, nora):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)
    comes(allergies())

    shown = said(as_(nora).get(decide_of(edith, pair), follow=True))

    assert "This is not to be decided" in shown
    assert "The GP record beside ours" in shown


def test_what_only_we_have_offers_nothing_to_accept(comes, edith, nora):
    records.add(Allergy, edith, by=nora, causative_agent="Nuts")
    comes(allergies())
    [pair] = pairs(edith, by=nora)

    shown = said(as_(nora).get(decide_of(edith, pair)))

    assert "What accepting writes" not in shown
    assert 'value="accepted"' not in shown


def test_what_cannot_be_accepted_says_why(comes, edith, nora):
    comes(allergies(allergy("x", "Penicillin " * 30)))
    [pair] = pairs(edith, by=nora)

    shown = said(as_(nora).get(decide_of(edith, pair)))

    assert accepting.TOO_LONG in shown
    assert 'value="accepted"' not in shown


def test_an_ended_allergy_says_what_accepting_takes_out(comes, edith, nora):
    records.add(Allergy, edith, by=nora, causative_agent="Penicillin")
    comes(allergies(ended=[PENICILLIN | {"clinicalStatus": "resolved"}]))
    [pair] = pairs(edith, by=nora)

    assert "Takes “Penicillin” out of our record" in said(as_(nora).get(decide_of(edith, pair)))


def test_what_was_decided_stands_beside_it_and_what_moved_since(comes, edith, nora):
    comes(allergies(PENICILLIN, allergy("latex")))
    latex, penicillin = sorted(pairs(edith, by=nora), key=lambda one: one.entry.item.display)[::-1]
    for pair in (penicillin, latex):
        decide(edith, choose(pair, "accepted"), by=nora)
    comes(allergies(PENICILLIN | {"assertedDate": "2026-11-02"}, allergy("latex")))
    ours = Allergy.objects.get(person=edith, causative_agent="latex")
    records.withdraw(ours, replaces=1, reason="Wrong person", by=nora)
    browser = as_(nora)

    shown = said(browser.get(compare_of(edith)))

    assert "Updated at the GP since you accepted it on" in shown
    assert "Our record changed since then on" in shown
    assert "Accepted into our record: Nora Quill," in shown


def test_a_decision_may_be_taken_anew_and_both_are_kept(comes, edith, nora):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)
    decide(edith, choose(pair, "kept", "Not so"), by=nora)
    browser = as_(nora)
    [pair] = pairs(edith, by=nora)
    offered = "Decide anew" in said(browser.get(compare_of(edith)))

    post(browser, edith, pair, decision="accepted", words="So it is")

    decision = GPDecision.objects.get(person=edith)
    assert offered
    assert [one.decision for one in decision.versions.order_by("version")] == ["kept", "accepted"]
    assert Allergy.objects.filter(person=edith).exists()


@pytest.mark.parametrize("who", ["ada", "adele", "iris", "olive"])
def test_whoever_may_not_gets_neither_page_nor_words(comes, rosewood, edith, nora, who):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)
    browser = as_(getattr(rosewood, who))

    for address in (compare_of(edith), decide_of(edith, pair)):
        answered = browser.get(address)
        assert answered.status_code in (403, 404)
        assert "enicillin" not in said(answered)
    assert browser.post(decide_of(edith, pair), {"decision": "accepted"}).status_code in (403, 404)
    assert not Allergy.objects.filter(person=edith).exists()


def test_without_a_record_held_there_is_nothing_to_compare(edith, nora):
    shown = said(as_(nora).get(compare_of(edith)))

    assert "No GP record is held here now" in shown


def test_what_we_took_over_says_so_in_its_list_and_on_its_page(comes, edith, nora, ada):
    comes(allergies(PENICILLIN))
    [pair] = pairs(edith, by=nora)
    decide(edith, choose(pair, "accepted"), by=nora)
    ours = Allergy.objects.get(person=edith)
    where = {"person_id": edith.pk, "kind": "allergies"}
    browser = as_(ada)

    listed = said(browser.get(reverse("records:record_list", kwargs=where)))
    read = said(browser.get(reverse("records:record", kwargs=where | {"record_id": ours.pk})))
    opened = said(browser.get(reverse("dailycare:person", args=[edith.pk])))

    assert PRACTICE in listed
    assert PRACTICE in read
    assert "Where it came from" in read
    assert "Penicillin (from the GP record at Millbrook Surgery" in opened


def test_the_feed_leads_to_the_page_where_it_is_decided(comes, edith, marcus):
    comes(allergies(PENICILLIN))
    browser = as_(marcus)
    notice = GPNotice.objects.get(person=edith)
    seen = reverse(
        "dailycare:exception_seen", args=[edith.pk], query={"what": f"gp-differs:{notice.pk}"}
    )

    feed = said(browser.get(reverse("dailycare:exception_feed")))
    answered = browser.get(seen)

    assert f'href="{compare_of(edith)}">Compare and decide' in feed
    assert answered.headers["Location"] == compare_of(edith)


def test_a_large_record_is_compared_in_as_many_queries_as_a_small_one(
    comes, edith, nora, django_assert_max_num_queries
):
    comes(area("medications", *(medicine(f"medicine-{number}") for number in range(300))))
    browser = as_(nora)

    with django_assert_max_num_queries(40):
        shown = said(browser.get(compare_of(edith)))

    assert "300 to decide." in shown
