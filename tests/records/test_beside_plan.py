"""What goes with a care plan: other plans, and comments that never change it (CPL-08, CPL-12)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from records import queries, services
from records.errors import NotInThisState
from records.models import CarePlan, Document, Need, PlanComment, Risk, SupportPlan
from records.models.base import Standing
from tests.people import a_care_plan, a_person
from tests.records.pages import as_, page, said, the_plan


@pytest.fixture
def live(joan, marcus) -> CarePlan:
    """Joan's plan, as everybody works from it."""
    plan = a_care_plan(joan, by=marcus)
    plan.refresh_from_db()
    return plan


def in_days(number: int) -> object:
    return timezone.localdate() + timedelta(days=number)


def test_the_plan_lists_the_other_plans_that_have_not_ended(rosewood, joan, marcus, live):
    def plan(name: str, **more: object) -> SupportPlan:
        return services.add(SupportPlan, joan, by=marcus, name=name, text="As it says", **more)

    plan("Diet", from_whom="Dee Lane, dietitian")
    plan("Wound", review_on=in_days(-1), review_by=rosewood.nora)
    plan("Behaviour", review_on=in_days(7))
    plan("Discharge", ended_on=in_days(-1))

    body = said(as_(marcus).get(the_plan(joan)))

    listed = body[body.index("Other plans that go with it") : body.index("Who agreed this")]
    names = [one.name for one in queries.beside_plan(live).plans]
    assert names == ["Wound", "Behaviour", "Diet"]
    assert "Diet</a>, from Dee Lane, dietitian" in listed
    assert 'Nora Quill answers for it <span class="mark mark--look">Review was due' in listed
    assert "next review" in listed
    assert "Discharge" not in listed
    assert "Add another plan" in listed


def test_without_other_plans_only_who_may_add_one_reads_of_them(joan, ada, marcus, live):
    assert "None are recorded, such as for a wound" in said(as_(marcus).get(the_plan(joan)))
    assert "Other plans that go" not in said(as_(ada).get(the_plan(joan)))


def test_a_risk_that_has_ended_is_no_longer_in_the_plan(joan, marcus, live):
    for words, ended_on in (("Falls", None), ("Choking", in_days(-1)), ("Burns", in_days(0))):
        services.add(Risk, joan, by=marcus, category="accident", text=words, ended_on=ended_on)

    assert [risk.text for risk in queries.beside_plan(live).risks] == ["Falls", "Burns"]


@pytest.mark.parametrize("who", ["ada", "sunil", "nora", "marcus", "adele"])
def test_everybody_who_reads_the_plan_may_comment_and_the_plan_stays(rosewood, joan, live, who):
    browser = as_(getattr(rosewood, who))
    before = (live.version, queries.edition(live))

    answer = browser.post(
        page("comment_on_plan", joan, plan_id=live.pk), {"text": "She likes this"}, follow=True
    )

    live.refresh_from_db()
    author = getattr(rosewood, who).name
    assert f"<b>{author}</b>" in said(answer)
    assert "She likes this" in said(answer)
    assert (live.version, queries.edition(live)) == before


def test_a_comment_links_to_records_and_a_web_page(rosewood, joan, ada, marcus, live):
    linked = {
        "need": Need.objects.get(person=joan),
        "risk": services.add(Risk, joan, by=marcus, category="accident", text="May choke"),
        "document": services.add(Document, joan, by=marcus, title="Letter of the dietitian"),
    }
    words = {"text": "See these", "web_address": "https://www.nhs.uk/conditions/dehydration/"}
    chosen = {name: str(record.pk) for name, record in linked.items()}

    answer = as_(ada).post(
        page("comment_on_plan", joan, plan_id=live.pk), words | chosen, follow=True
    )

    body = said(answer)
    for record in linked.values():
        assert f"/{record.pk}/" in body
    assert 'href="https://www.nhs.uk/conditions/dehydration/" rel="noreferrer noopener"' in body
    assert "May choke</a>" in body


@pytest.mark.parametrize(
    "address", ["http://example.org/", "javascript:alert(1)", "ftp://example.org/x", "nonsense"]
)
def test_a_link_that_is_not_https_is_refused_at_its_box(joan, ada, live, address):
    words = {"text": "Read this first", "web_address": address}

    answer = as_(ada).post(page("comment_on_plan", joan, plan_id=live.pk), words)

    errors = answer.context["form"].errors["web_address"]
    assert errors == ["Enter a web address that begins with https://, such as https://www.nhs.uk/"]
    assert "Read this first</textarea>" in said(answer)
    assert not PlanComment.objects.exists()


def test_a_comment_links_to_no_record_of_somebody_else(rosewood, joan, ada, marcus, live):
    amy = a_person(rosewood.home, by=marcus, given_name="Amy", nhs_number="")
    hers = services.add(Risk, amy, by=marcus, category="accident", text="May fall")

    answer = as_(ada).post(
        page("comment_on_plan", joan, plan_id=live.pk), {"text": "See", "risk": str(hers.pk)}
    )

    assert answer.context["form"].errors["risk"] == ["Choose one of the answers shown"]


@pytest.mark.parametrize(
    ("who", "may"), [("ada", True), ("adele", False), ("sunil", True), ("marcus", True)]
)
def test_its_author_or_a_lead_takes_a_comment_out(rosewood, joan, live, who, may):
    comment = services.comment_on_plan(live, by=rosewood.ada, text="Wrong plan")
    browser = as_(getattr(rosewood, who))
    address = page("take_out_comment", joan, comment_id=comment.pk)
    offered = address in said(browser.get(the_plan(joan)))

    answer = browser.post(address, {"replaces": "1", "reason": "It was about Amy"}, follow=True)

    comment.refresh_from_db()
    assert offered is may
    assert (comment.standing == Standing.WITHDRAWN) is may
    assert ("Only its author, or somebody who leads" in said(answer)) is not may
    assert bool(queries.beside_plan(live).comments) is not may


def test_the_refusal_holds_on_any_path(rosewood, live):
    comment = services.comment_on_plan(live, by=rosewood.nora, text="Mine")

    with pytest.raises(NotInThisState):
        services.take_out_comment(comment, replaces=1, reason="Not mine", by=rosewood.ada)


def test_comments_stay_with_the_version_they_were_written_about(rosewood, joan, marcus, live):
    services.comment_on_plan(live, by=rosewood.ada, text="Too many words")
    draft = services.draft_plan(joan, by=marcus)

    of_draft = said(as_(marcus).get(page("plan", joan, plan_id=draft.pk)))
    of_live = said(as_(marcus).get(page("plan", joan, plan_id=live.pk)))

    assert "Too many words" in of_live
    assert "Nobody has said anything about this plan yet" in of_draft
    assert "Too many words" not in of_draft


def test_after_a_comment_on_an_older_version_one_reads_that_version(rosewood, joan, marcus, live):
    draft = services.draft_plan(joan, by=marcus)

    answer = as_(marcus).post(
        page("comment_on_plan", joan, plan_id=draft.pk), {"text": "Better"}, follow=True
    )

    assert answer.redirect_chain == [(page("plan", joan, plan_id=draft.pk) + "#comments", 302)]
