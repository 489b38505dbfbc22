"""Every page of the record by role, by another provider's manager, and by nobody signed in."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Permission
from governance.models import Act, AuditEvent
from governance.services import acting_for
from records.kinds import KINDS
from tests.people import a_person
from tests.records.pages import a_whole_record, as_, of_kind, page, the_plan

STAFF = ("ada", "sunil", "nora", "marcus", "adele")
WHO_MAY = {
    Permission.SEE_PEOPLE: set(STAFF),
    Permission.EDIT_RECORD: {"ada", "sunil", "nora", "marcus"},
    Permission.ADD_PERSON: {"marcus", "adele"},
    Permission.EDIT_PLAN: {"sunil", "nora", "marcus"},
    Permission.REVIEW_PLAN: {"marcus"},
    Permission.SEE_AUDIT: {"marcus"},
}


# One kind for each permission: the sweep in tests/architecture opens every address of every kind.
ONE_OF_EACH = tuple({kind.permission: kind for kind in KINDS}.values())


def pages_by_permission(whole: SimpleNamespace, kinds=ONE_OF_EACH) -> dict[str, list[str]]:
    joan = whole.joan
    compared = f"?before={whole.live.pk}&after={whole.draft.pk}"
    pages = {
        Permission.SEE_PEOPLE: [
            page("identity", joan),
            page("identity_history", joan),
            page("about_me", joan),
            page("about_me_history", joan),
            page("plan_history", joan, plan_id=whole.live.pk),
            page("goal_history", joan, goal_id=whole.goal.pk),
            page("instruction_history", joan, instruction_id=whole.instruction.pk),
            the_plan(joan),
            page("plans", joan),
            page("plan", joan, plan_id=whole.live.pk),
            page("compare_plans", joan) + compared,
            page("completeness", joan),
            page("whole_record", joan),
            page("nursing_needs", joan),
            page("nursing_need_history", joan, area="mobility"),
            page("comment_on_plan", joan, plan_id=whole.live.pk),
            page("take_out_comment", joan, comment_id=whole.comment.pk),
            page("where_to_record", joan),
        ],
        Permission.EDIT_RECORD: [
            page("edit_about_me", joan),
            page("edit_nursing_need", joan, area="skin"),
            page("about_me_in_error", joan),
            page("asked", joan),
            page("state_no_known_allergies", joan),
            page("take_back_no_known_allergies", joan),
        ],
        Permission.ADD_PERSON: [page("edit_identity", joan)],
        Permission.EDIT_PLAN: [
            page("draft_plan", joan),
            page("add_for_a_time", joan),
            page("stop_early", joan, instruction_id=whole.instruction.pk),
            page("edit_plan", joan, plan_id=whole.draft.pk),
            page("discard_plan", joan, plan_id=whole.draft.pk),
            page("add_goal", joan, plan_id=whole.draft.pk),
            page("change_goal", joan, goal_id=whole.goal.pk),
            page("take_out_goal", joan, goal_id=whole.goal.pk),
            page("add_instruction", joan, goal_id=whole.goal.pk),
            page("change_instruction", joan, instruction_id=whole.instruction.pk),
            page("take_out_instruction", joan, instruction_id=whole.instruction.pk),
        ],
        Permission.REVIEW_PLAN: [
            page("send_back_plan", joan, plan_id=whole.draft.pk),
            page("end_plan", joan, plan_id=whole.live.pk),
            page("plan_in_error", joan, plan_id=whole.live.pk),
        ],
        Permission.SEE_AUDIT: [page("who_looked", joan)],
    }
    for kind in kinds:
        record_id = whole.records[kind.slug].pk
        pages[Permission.SEE_PEOPLE] += [
            of_kind("record_list", kind.slug, joan),
            of_kind("record", kind.slug, joan, record_id),
            of_kind("record_history", kind.slug, joan, record_id),
        ]
        pages[kind.permission] += [
            of_kind("add_record", kind.slug, joan),
            of_kind("change_record", kind.slug, joan, record_id),
            of_kind("withdraw_record", kind.slug, joan, record_id),
        ]
    return pages


@pytest.mark.parametrize("who", STAFF)
def test_a_role_opens_what_it_may_and_nothing_else(rosewood, who):
    pages = pages_by_permission(a_whole_record(rosewood))
    browser = as_(getattr(rosewood, who))
    expected = {
        address: 200 if who in WHO_MAY[permission] else 403
        for permission, addresses in pages.items()
        for address in addresses
    }

    answers = {address: browser.get(address).status_code for address in expected}

    assert answers == expected


def test_another_providers_manager_finds_nothing_and_the_attempt_is_on_record(rosewood, olive):
    whole = a_whole_record(rosewood)
    browser = as_(olive)
    addresses = [a for some in pages_by_permission(whole).values() for a in some]

    answers = {a: (browser.get(a).status_code, browser.post(a).status_code) for a in addresses}

    reading = {address for address, (_, post) in answers.items() if post == 405}
    assert {get for get, _ in answers.values()} == {404}
    assert {post for _, post in answers.values()} == {404, 405}
    with acting_for(rosewood.other.pk):
        refused = AuditEvent.objects.filter(act=Act.REFUSED, person_id=whole.joan.pk)
        assert refused.count() == 2 * len(addresses) - len(reading)


def test_nobody_signed_in_is_sent_to_the_door(rosewood):
    whole = a_whole_record(rosewood)
    addresses = [a for some in pages_by_permission(whole).values() for a in some]
    browser = Client()

    answers = {browser.get(a).headers.get("Location", "")[:9] for a in addresses}

    assert answers == {"/sign-in/"}


@pytest.mark.parametrize("who", ["ada", "marcus", "adele", "olive"])
def test_who_may_add_a_person(rosewood, who):
    answer = as_(getattr(rosewood, who)).get(reverse("records:add_person"))

    assert answer.status_code == (403 if who == "ada" else 200)


def test_a_record_of_another_person_is_not_found_under_this_one(rosewood, marcus, joan):
    whole = a_whole_record(rosewood)
    amy = a_person(rosewood.home, by=marcus, given_name="Amy", nhs_number="")
    browser = as_(marcus)

    for kind in KINDS:
        address = of_kind("record", kind.slug, amy, whole.records[kind.slug].pk)
        assert browser.get(address).status_code == 404
    assert browser.get(page("plan", amy, plan_id=whole.live.pk)).status_code == 404
    assert browser.get(page("change_goal", amy, goal_id=whole.goal.pk)).status_code == 404


# A test's own transaction adds a savepoint and its release to each request.
QUERIES = 12 + 2


def test_every_page_asks_the_database_little(rosewood, marcus, django_assert_max_num_queries):
    whole = a_whole_record(rosewood)
    browser = as_(marcus)

    for addresses in pages_by_permission(whole, KINDS).values():
        for address in addresses:
            with django_assert_max_num_queries(QUERIES, info=address):
                browser.get(address)
