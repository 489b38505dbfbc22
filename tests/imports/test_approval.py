"""A second person's word on an import: who may give it, and what waits for it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import services as accounts
from accounts.permissions import Role
from governance.services import acting_for
from imports import approvals, services
from imports.errors import NotNow
from imports.models import ImportApproval, ImportRun
from tests.imports.runs import brought_in, checked, counts, small_home
from tests.people import SINCE, a_worker, signed_in

APPROVED, SENT_BACK = "approved", "sent_back"


@pytest.fixture
def anil(rosewood):
    """Another administrator of Rosewood."""
    return a_worker("anil", "Anil Roe", Role.ADMINISTRATOR, rosewood.home, by=rosewood.system)


@pytest.fixture
def asked(adele, anil):
    """What Adele asks about a file that was checked."""
    return services.ask_for_approval(checked(small_home(), by=adele).pk, by=adele)


def answers(asked, *, by, answer=APPROVED, words=""):
    services.answer_approval(asked.run_id, asked.pk, answer=answer, words=words, by=by)


def test_nothing_is_brought_in_while_approval_is_asked_for(asked, adele):
    with pytest.raises(NotNow, match="waits for somebody to approve"):
        services.start_commit(asked.run_id, by=adele)

    assert counts()["people"] == 0


def test_what_somebody_else_approved_is_brought_in(asked, adele, anil):
    answers(asked, by=anil)

    services.start_commit(asked.run_id, by=adele)
    services.commit_run(asked.run_id, by=adele)

    assert counts()["people"] == 2


def test_nobody_approves_what_they_asked_about(asked, adele):
    with pytest.raises(NotNow, match="Somebody else"):
        answers(asked, by=adele)


def test_the_database_too_keeps_anybody_from_approving_their_own(asked, adele):
    own = {"answer": APPROVED, "answered_by": adele, "answered_at": asked.run.created_at}

    with pytest.raises(IntegrityError), transaction.atomic():
        ImportApproval.objects.update(**own)


def test_what_was_sent_back_is_asked_for_again(asked, adele, anil):
    answers(asked, by=anil, answer=SENT_BACK, words="Whose is row 3?")

    with pytest.raises(NotNow, match="was sent back"):
        services.start_commit(asked.run_id, by=adele)
    again = services.ask_for_approval(asked.run_id, by=adele)
    answers(again, by=anil)
    services.start_commit(asked.run_id, by=adele)

    assert [one.answer for one in approvals.of_run(asked.run)] == [APPROVED, SENT_BACK]


def test_what_was_answered_is_not_answered_again(asked, anil):
    answers(asked, by=anil)

    with pytest.raises(NotNow, match="Look at it again"):
        answers(asked, by=anil, answer=SENT_BACK, words="No")


def test_an_answer_to_what_was_asked_before_does_not_count(asked, adele, anil):
    answers(asked, by=anil, answer=SENT_BACK, words="Look at row 3")
    services.ask_for_approval(asked.run_id, by=adele)

    with pytest.raises(NotNow, match="Look at it again"):
        answers(asked, by=anil)


def test_nobody_is_asked_twice_at_once(asked, adele):
    with pytest.raises(NotNow, match="asked already"):
        services.ask_for_approval(asked.run_id, by=adele)


def test_nobody_is_asked_where_nobody_else_may_bring_people_in(adele):
    run = checked(small_home(), by=adele)

    with pytest.raises(NotNow, match="Nobody else may bring people in"):
        services.ask_for_approval(run.pk, by=adele)


def test_nobody_is_asked_about_what_is_in_the_record(adele, anil):
    run = brought_in(small_home(), by=adele)

    with pytest.raises(NotNow, match="brought in already"):
        services.ask_for_approval(run.pk, by=adele)


def test_a_new_check_takes_the_approval_away(asked, adele, anil):
    answers(asked, by=anil)
    services.check_again(asked.run_id, by=adele)
    services.check_run(asked.run_id, by=adele)

    assert approvals.standing(asked.run) is None
    with pytest.raises(NotNow, match="Look at it again"):
        answers(asked, by=anil)


# The pages.


@pytest.fixture
def two(cast):
    """Adele and Anil, who both bring people in at Rosewood, and a checked run of Adele's."""
    with acting_for(cast.provider.pk):
        cast.anil = a_worker("anil", "Anil Roe", "administrator", cast.home, by=cast.system)
        cast.run = checked(small_home(), by=cast.adele)
    return cast


def page(client, name, run):
    return client.get(reverse(f"imports:{name}", args=[run.pk])).content.decode()


def posted(client, name, run, data=None):
    where = reverse(f"imports:{name}", args=[run.pk])
    return client.post(where, data or {}, follow=True).content.decode()


def given(two):
    """The id of what was asked last."""
    with acting_for(two.provider.pk):
        return approvals.standing(two.run).pk


def test_one_asks_and_the_other_approves_on_their_pages(two, client):
    adele = signed_in(client, two.adele)
    assert "somebody else looks at it first: Anil Roe" in page(adele, "run", two.run)

    assert "waits for Anil Roe to approve" in posted(adele, "ask_for_approval", two.run)
    assert "Waits for Anil Roe to approve" in adele.get(reverse("imports:runs")).content.decode()
    assert "waits for Anil Roe to approve" in page(adele, "commit", two.run)
    assert "You asked. It waits for Anil Roe" in page(adele, "approval", two.run)
    assert "Somebody was asked already" in posted(adele, "ask_for_approval", two.run)
    assert "waits for somebody to approve" in posted(adele, "commit", two.run)

    anil = signed_in(client, two.anil)
    assert (
        "Waits for you to approve. Adele Finch asked"
        in anil.get(reverse("imports:runs")).content.decode()
    )
    assert "2 will be brought in" in page(anil, "approval", two.run)
    said = {"approval": given(two), "answer": APPROVED, "words": "Looked at ten rows"}
    shown = posted(anil, "approval", two.run, said)

    assert "Your answer is kept" in shown
    assert "by Anil Roe" in shown
    assert "“Looked at ten rows”" in shown
    assert "Go on to bring this in" in shown
    assert "to approve" not in anil.get(reverse("imports:runs")).content.decode()
    assert "Nobody waits for an answer" in page(anil, "approval", two.run)
    assert "Look at it again" in posted(anil, "approval", two.run, said)


def test_who_sends_a_file_back_says_why(two, client):
    posted(signed_in(client, two.adele), "ask_for_approval", two.run)
    said = {"approval": given(two), "answer": SENT_BACK}
    anil = signed_in(client, two.anil)

    assert "Enter what has to be looked at" in posted(anil, "approval", two.run, said)
    assert "Choose whether you approve it" in posted(anil, "approval", two.run, {"words": "Well"})
    posted(anil, "approval", two.run, said | {"words": "Whose is row 3?"})

    adele = signed_in(client, two.adele)
    shown = page(adele, "run", two.run)
    assert "Sent back</b> by Anil Roe" in shown
    assert "Whose is row 3?" in shown
    assert "Ask somebody to approve" in shown
    assert "Go on to bring this in" not in shown
    assert "Sent back to you" in adele.get(reverse("imports:runs")).content.decode()
    assert "has to be asked for again" in page(adele, "commit", two.run)


def test_who_is_alone_is_not_offered_to_ask(cast, client):
    with acting_for(cast.provider.pk):
        run = checked(small_home(), by=cast.adele)

    shown = page(signed_in(client, cast.adele), "run", run)

    assert "Ask somebody to approve" not in shown
    assert "Go on to bring this in" in shown


@pytest.mark.parametrize("name", ["approval", "ask_for_approval"])
@pytest.mark.parametrize("who", ["ada", "marcus", "nora"])
def test_only_who_may_import_asks_or_answers(two, client, name, who):
    browser = signed_in(client, getattr(two, who))

    answer = browser.post(reverse(f"imports:{name}", args=[two.run.pk]))

    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["approval", "ask_for_approval"])
def test_who_imports_at_another_place_neither_asks_nor_answers(two, client, name):
    with acting_for(two.provider.pk):
        lodge = accounts.add_location("The Lodge", "care_home", by=two.system)
        far = a_worker("fay", "Fay Orme", "administrator", lodge, by=two.system)

    answer = signed_in(client, far).post(reverse(f"imports:{name}", args=[two.run.pk]))

    assert answer.status_code == 404


def test_the_list_of_imports_asks_the_database_as_often_for_many(
    two, client, django_assert_max_num_queries
):
    with acting_for(two.provider.pk):
        services.ask_for_approval(two.run.pk, by=two.adele)
        for _ in range(5):
            run = checked(small_home(), by=two.adele)
            services.ask_for_approval(run.pk, by=two.adele)
    browser = signed_in(client, two.adele)
    browser.get(reverse("imports:runs"))

    with django_assert_max_num_queries(14):
        shown = browser.get(reverse("imports:runs")).content.decode()

    assert shown.count("Waits for Anil Roe") == 6


def test_somebody_with_posts_at_two_places_is_named_once(asked, anil, adele, rosewood):
    run = ImportRun.objects.get(pk=asked.run_id)
    lodge = accounts.add_location("The Lodge", "care_home", by=rosewood.system)
    accounts.give_post(anil, Role.ADMINISTRATOR, lodge, started_on=SINCE, by=rosewood.system)

    [shown] = approvals.shown([run], to=adele)

    assert shown.waits_for == "Waits for Anil Roe to approve. Adele Finch asked"
