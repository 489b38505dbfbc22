"""What a person wants few to read is read by few, and opened with a reason (CPL-13)."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from accounts import services as accounts
from accounts.permissions import MAY, Permission, Role
from dailycare import services as care
from governance.models import Act, AuditEvent
from governance.records import Restrictable
from governance.services import change
from portability import services as portability
from records import queries, services
from records.file_types import Upload
from records.kinds import KINDS
from records.models import Document, Goal, Instruction, Need, Outcome, Problem
from tests.architecture.addresses import ADDRESSES, records_of
from tests.people import SINCE, a_worker
from tests.records.pages import TYPED, as_, of_kind, page, said, the_plan

SECRET = "Zebrafish"
PRIVATE = {"is_restricted": True, "restricted_why": "Only those who must, she said"}
RESTRICTABLE = [kind for kind in KINDS if issubclass(kind.model, Restrictable)]


def add_private(kind, joan, marcus):
    """A record of a kind whose words hold the secret, kept private."""
    named = kind.model.named_by
    words = TYPED.get(kind.slug, {}) | {named: f"{SECRET} in {kind.noun}"}
    return services.add(kind.model, joan, by=marcus, **words, **PRIVATE)


@pytest.fixture
def told(rosewood, joan, marcus):
    """Joan's record, with a private one of every kind that can be, a plan, a file, a comment."""
    ids = records_of(joan, staff=rosewood.ada, by=marcus)
    told = SimpleNamespace(ids=ids, private={})
    with change(by=marcus, why="told in confidence", person_id=joan.pk):
        for kind in RESTRICTABLE:
            told.private[kind.slug] = add_private(kind, joan, marcus)
            ids[f"record_id of {kind.slug}"] = told.private[kind.slug].pk
        letter = told.private["documents"]
        upload = Upload("letter.txt", "text/plain", SECRET.encode())
        services.revise(letter, replaces=1, by=marcus, file=upload)
        letter.refresh_from_db()
        ids["file_id"] = letter.file_id
    plan_it(told, joan, marcus)
    return told


def plan_it(told, joan, marcus):
    """Work the private need into the plan, and say what came of it."""
    draft = queries.open_draft(joan)
    need = told.private["needs"]
    goal = services.add_goal(draft, by=marcus, need=need, description=f"{SECRET} goal")
    told.instruction = services.add_instruction(
        goal, by=marcus, description=f"{SECRET} instruction", strategies=f"{SECRET} way"
    )
    asked = services.ask_for_approval(draft, replaces=draft.version, by=marcus)
    plan = services.sign_off_plan(
        asked, replaces=asked.version, review_on=date(2030, 1, 1), by=marcus
    )
    outcome = services.add(Outcome, joan, by=marcus, text=f"{SECRET} outcome", goal=goal)
    services.comment_on_plan(plan, by=marcus, text=f"{SECRET} comment", need=need)
    told.ids |= {"goal_id": goal.pk, "instruction_id": told.instruction.pk, "plan_id": plan.pk}
    told.ids["record_id of outcomes"] = outcome.pk


def pages_of(told, role):
    """Every page about Joan that a role may open, and every such page of a private record."""
    return [
        address.path(told.ids)
        for address in ADDRESSES
        if address.door in MAY[role] and "person_id" in address.parameters
    ]


def those_that_tell(browser, addresses):
    """The pages that hold the secret."""
    return {one for one in addresses if SECRET.encode() in body_of(browser.get(one))}


def body_of(answer):
    """What an answer holds, a download too."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize(
    ("who", "role"), [("ada", Role.CARE_WORKER), ("adele", Role.ADMINISTRATOR)]
)
def test_no_page_tells_a_secret(rosewood, told, who, role):
    """Lists, letter, history, search, brief, timeline, files: whatever a page reads."""
    addresses = [a for a in pages_of(told, role) if "copy" not in a]
    browser = as_(getattr(rosewood, who))

    telling = those_that_tell(browser, addresses)
    lists = those_that_tell(browser, ["/people/", "/record/", "/more/", "/people/?q=pettigrew"])

    assert len(addresses) > 100
    assert telling | lists == set()


def test_seniors_nurses_and_managers_read_it(rosewood, told, joan):
    for who in (rosewood.sunil, rosewood.nora, rosewood.marcus):
        telling = those_that_tell(as_(who), pages_of(told, Role.SENIOR))

        assert len(telling) > 20
        assert the_plan(joan) in telling


def test_whoever_reviews_plans_reads_in_the_list_what_asks_for_it(rosewood, told, joan, marcus):
    [incidents] = [kind for kind in RESTRICTABLE if kind.slug == "incidents"]
    add_private(incidents, joan, marcus)

    assert SECRET in said(as_(marcus).get("/reviews-due/"))


def test_each_page_says_how_much_is_kept_private_and_how_to_open_it(rosewood, told, joan):
    for address in (the_plan(joan), f"/people/{joan.pk}/", page("where_to_record", joan)):
        answer = said(as_(rosewood.ada).get(address))

        assert f"{len(RESTRICTABLE)} parts are kept private, as Joan Pettigrew wishes" in answer
        assert f'href="{page("private_parts", joan)}">Open with a reason' in answer
    assert "kept private" not in said(as_(rosewood.marcus).get(f"/people/{joan.pk}/"))


def test_it_opens_with_a_reason_for_one_reading_and_is_on_record(rosewood, told, joan, ada):
    browser = as_(ada)

    opened = said(browser.post(page("private_parts", joan), {"reason": "She cannot breathe"}))
    later = said(browser.get(page("private_parts", joan)))

    for kind in RESTRICTABLE:
        assert f"{SECRET} in {kind.noun}" in opened
    assert f"{SECRET} goal" in opened
    assert f"{SECRET} instruction" in opened
    assert SECRET not in later
    event = AuditEvent.objects.get(act=Act.OPENED_PRIVATE)
    assert (event.actor, event.person_id, event.why) == (ada, joan.pk, "She cannot breathe")
    looked = said(as_(rosewood.marcus).get(page("who_looked", joan)))
    assert "opened what is kept private, and said why: She cannot breathe" in looked


def test_what_was_never_asked_says_that_private_parts_are_not_counted(told, joan, ada, marcus):
    completeness = page("completeness", joan)

    assert "What stands there is not counted here" in said(as_(ada).get(completeness))
    assert "not counted here" not in said(as_(marcus).get(completeness))


def test_without_a_reason_it_stays_closed(told, joan, ada):
    answer = said(as_(ada).post(page("private_parts", joan), {"reason": " "}))

    assert "Say why, for those who read the history" in answer
    assert SECRET not in answer
    assert not AuditEvent.objects.filter(act=Act.OPENED_PRIVATE).exists()


def test_where_nothing_is_private_the_page_says_so(joan, ada):
    answer = said(as_(ada).post(page("private_parts", joan), {"reason": "To see"}))

    assert "Nothing is kept private" in answer


def test_a_role_at_another_place_opens_nothing_here(rosewood, told, joan):
    larkfield = accounts.add_location("Larkfield", "care_home", by=rosewood.system)
    mira = a_worker("mira", "Mira Holt", Role.MANAGER, larkfield, by=rosewood.system)
    accounts.give_post(mira, Role.CARE_WORKER, rosewood.home, started_on=SINCE, by=rosewood.system)

    assert SECRET not in said(as_(mira).get(the_plan(joan)))


def test_raw_queries_find_neither_it_nor_what_hangs_under_it_nor_any_version(rosewood, told, ada):
    """After a care worker's page has opened the record: row security, not the page, keeps it."""
    queries.person_seen_by(ada, rosewood.joan.pk)

    for model in (Need, Goal, Instruction, Outcome, Document, *(k.model for k in RESTRICTABLE)):
        versions = model.versions.rel.related_model._default_manager
        assert not model.objects.filter(**{f"{words_of(model)}__contains": SECRET}).exists()
        assert not versions.filter(**{f"{words_of(model)}__contains": SECRET}).exists()
    assert not Need.objects.filter(pk=told.private["needs"].pk).update(urgency="now")


def words_of(model):
    """The field that holds the words of a record."""
    return "description" if model in (Goal, Instruction) else model.named_by


def test_only_who_reads_it_keeps_something_private(rosewood, joan, ada, marcus):
    add = of_kind("add_record", "needs", joan)
    typed = TYPED["needs"] | {"is_restricted": "on", "restricted_why": "Hers"}

    forms = [as_(who).get(add).context["form"].fields for who in (ada, marcus)]
    as_(ada).post(add, typed)
    as_(marcus).post(add, typed | {"text": "Something else"})

    assert ["is_restricted" in fields for fields in forms] == [False, True]
    with as_shown():
        assert Need.objects.filter(text="Something else", is_restricted=True).exists()
        assert Need.objects.filter(text=TYPED["needs"]["text"], is_restricted=False).exists()


def as_shown():
    """Read as a lead does, whatever page was opened before in this test."""
    return connection.execute_wrapper(_shown)


def _shown(execute, sql, params, many, context):
    context["connection"].connection.execute("SELECT set_config('dscr.keeps_private', 'off', true)")
    return execute(sql, params, many, context)


def test_a_pointer_to_it_says_so_and_survives_a_change_by_who_does_not_see_it(
    rosewood, joan, ada, marcus
):
    problem = services.add(Problem, joan, by=marcus, text=SECRET, **PRIVATE)
    need = services.add(Need, joan, by=marcus, category="skin", text="Dry skin")
    services.revise(need, replaces=1, by=marcus, problem=problem)
    browser = as_(ada)

    read = said(browser.get(of_kind("record", "needs", joan, need.pk)))
    past = said(browser.get(of_kind("record_history", "needs", joan, need.pk)))
    change_it = of_kind("change_record", "needs", joan, need.pk)
    browser.post(change_it, {"category": "skin", "text": "Very dry skin", "replaces": 2})

    assert "Kept private" in read
    assert "Kept private" in past
    need.refresh_from_db()
    assert (need.text, need.problem_id) == ("Very dry skin", problem.pk)


def test_care_is_recorded_for_somebody_with_private_parts(told, joan, ada):
    entry = care.record_care(joan, by=ada, kind="general", happened_at=timezone.now(), text="Slept")

    assert as_(ada).get(f"/people/{joan.pk}/notes/{entry.pk}/").status_code in (200, 404)


def test_the_persons_own_copy_holds_it_whoever_makes_it(rosewood, told, joan, adele):
    answer = as_(adele).get(f"/people/{joan.pk}/own-copy/")

    assert SECRET in said(answer)
    _person, own = portability.open_own_copy(joan.pk, by=adele, why="Asked for")
    assert SECRET in str(own)


@pytest.fixture
def adele(rosewood):
    """The administrator, who reads nothing private."""
    return rosewood.adele


def test_the_roles_that_read_it():
    roles = {role for role, may in MAY.items() if Permission.SEE_RESTRICTED in may}

    assert roles == {Role.SENIOR, Role.NURSE, Role.MANAGER}
