"""Joiners, movers and leavers (SEC-01), and lost phones and passwords."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from accounts import policies, queries, services
from accounts.errors import NobodyWouldManageStaff, UserNameTaken
from accounts.models import Draft, Room, Unit, User
from accounts.permissions import Permission, Role
from governance.errors import NotYours
from governance.services import acting_for
from tests.accounts.conftest import sign_in, submit
from tests.people import SINCE, a_worker, signed_in

TODAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def wednesday():
    """Wednesday 4 March 2026, about noon."""
    with time_machine.travel("2026-03-04T12:00:00Z", tick=True):
        yield


def bea(rosewood, **differences: str) -> dict[str, str]:
    """What a manager types to add Bea, an agency worker who starts today."""
    return {
        "name": "Bea Moss",
        "username": "Bea.Moss",
        "role": "care_worker",
        "location": str(rosewood.home.pk),
        "employment": "agency",
        "started_on-day": "4",
        "started_on-month": "3",
        "started_on-year": "2026",
        "ended_on-day": "",
        "ended_on-month": "",
        "ended_on-year": "",
    } | differences


def test_a_manager_adds_agency_staff_who_leave_by_themselves_after_a_week(rosewood, client, acts):
    answer = signed_in(client, rosewood.marcus).post("/staff/add/", bea(rosewood))

    member = User.objects.get(username="bea.moss")
    post = member.posts.get()
    assert (post.role, post.location, post.ended_on) == (
        Role.CARE_WORKER,
        rosewood.home,
        TODAY + timedelta(days=7),
    )
    assert member.check_password(answer.context["password"])
    assert member.must_change_password
    assert acts(rosewood.marcus)[-1] == ("change", "member of staff added", "done")


def test_the_password_is_shown_once_and_nowhere_kept(rosewood, client):
    signed_in(client, rosewood.marcus)
    password = client.post("/staff/add/", bea(rosewood)).context["password"]
    member = User.objects.get(username="bea.moss")

    page = client.get(f"/staff/{member.pk}/")

    assert password not in page.content.decode()
    assert password not in str(dict(client.session))


def test_a_new_member_signs_in_chooses_a_password_and_works(rosewood, client, browser):
    password = (
        signed_in(client, rosewood.marcus).post("/staff/add/", bea(rosewood)).context["password"]
    )

    sign_in(browser, "bea.moss", password)
    new = "yellow ladder on tuesday"
    submit(browser, "/me/password/", oldpassword=password, password1=new, password2=new)

    assert browser.get("/more/").status_code == 200


def test_an_employed_worker_stays(rosewood, client):
    signed_in(client, rosewood.marcus).post("/staff/add/", bea(rosewood, employment="employed"))

    assert User.objects.get(username="bea.moss").posts.get().ended_on is None


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("username", "ADA", "Somebody has this user name"),
        ("username", "olive", "Somebody has this user name"),
        ("username", "bea moss", "Use letters, numbers, dots and hyphens"),
        ("username", "système", "Use letters, numbers, dots and hyphens"),
        ("role", "owner", "Select a valid choice"),
        ("name", "", "Enter their name"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(rosewood, client, field, typed, says):
    answer = signed_in(client, rosewood.marcus).post("/staff/add/", bea(rosewood, **{field: typed}))

    assert says in str(answer.context["form"].errors[field])
    assert not User.objects.filter(name="Bea Moss").exists()


def test_access_cannot_end_before_it_begins(rosewood, client):
    typed = bea(rosewood) | {"ended_on-day": "4", "ended_on-month": "3", "ended_on-year": "2026"}

    answer = signed_in(client, rosewood.marcus).post("/staff/add/", typed)

    assert "after the first day" in str(answer.context["form"].errors["ended_on"])


def test_fields_that_no_form_asks_for_change_nothing(rosewood, client):
    """Mass assignment: provider, powers and keys cannot be typed in."""
    typed = bea(rosewood) | {
        "provider": str(rosewood.other.pk),
        "provider_id": str(rosewood.other.pk),
        "is_system": "1",
        "is_active": "",
        "must_change_password": "",
        "password": "known to me already",
        "by": str(rosewood.olive.pk),
    }

    signed_in(client, rosewood.marcus).post("/staff/add/", typed)

    member = User.objects.get(username="bea.moss")
    assert member.provider_id == rosewood.provider.pk
    assert (member.is_system, member.is_active, member.must_change_password) == (False, True, True)
    assert not member.check_password("known to me already")


def test_a_place_of_another_provider_cannot_be_chosen(rosewood, client):
    typed = bea(rosewood, location=str(rosewood.elsewhere.pk))

    answer = signed_in(client, rosewood.marcus).post("/staff/add/", typed)

    assert "location" in answer.context["form"].errors
    assert "Elsewhere" not in answer.content.decode()


def test_the_list_shows_roles_places_ends_and_second_steps(
    rosewood, client, django_assert_max_num_queries
):
    services.give_post(
        rosewood.ada, Role.SENIOR, rosewood.home, started_on=SINCE, ended_on=date(2026, 3, 9),
        by=rosewood.marcus,
    )  # fmt: skip
    signed_in(client, rosewood.marcus)

    with django_assert_max_num_queries(12):
        page = client.get("/staff/").content.decode()

    names = ["Ada Lark", "Adele Finch", "Iris Vance", "Marcus Webb", "Nora Quill", "Sunil Rao"]
    assert [name for name in names if name in page] == names
    assert "Senior care worker, Rosewood, until 9 March 2026" in page
    assert page.count("Second step set up") == 3
    assert "Olive Stone" not in page
    assert "The system" not in page


def test_the_list_finds_by_name(rosewood, client):
    page = signed_in(client, rosewood.marcus).get("/staff/?q=LARK").content.decode()

    assert "Ada Lark" in page
    assert "Nora Quill" not in page


def test_finding_nobody_says_so(rosewood, client):
    page = signed_in(client, rosewood.marcus).get("/staff/?q=zz&page=9").content.decode()

    assert "Nobody found for “zz”" in page


def test_a_long_list_has_pages(rosewood, client):
    for n in range(51):
        services.add_staff(f"worker{n}", f"Worker {n:02}", password=None, by=rosewood.marcus)
    signed_in(client, rosewood.marcus)

    first, second = (client.get(f"/staff/?page={n}").content.decode() for n in (1, 2))

    assert "Worker 50" not in first
    assert "Worker 50" in second


def test_a_member_of_staff_is_shown_with_every_post(rosewood, client):
    services.end_post(rosewood.ada.posts.get().pk, ended_on=TODAY, by=rosewood.marcus)

    page = signed_in(client, rosewood.marcus).get(f"/staff/{rosewood.ada.pk}/").content.decode()

    assert "access ended 4 March 2026" in page
    assert "End this post" not in page


def test_a_mover_gets_another_post(rosewood, client):
    signed_in(client, rosewood.marcus).post(
        f"/staff/{rosewood.ada.pk}/posts/add/", bea(rosewood, role="senior", employment="employed")
    )

    assert User.objects.get(pk=rosewood.ada.pk).roles == {Role.CARE_WORKER, Role.SENIOR}


def test_a_post_without_a_role_is_asked_for_again(rosewood, client):
    path = f"/staff/{rosewood.ada.pk}/posts/add/"

    answer = signed_in(client, rosewood.marcus).post(path, bea(rosewood, role=""))

    assert "Choose a role" in answer.content.decode()
    assert rosewood.ada.posts.count() == 1


def test_a_leaver_is_out_the_same_day(rosewood, client, browser, acts):
    sign_in(browser, "ada")
    post = rosewood.ada.posts.get()

    signed_in(client, rosewood.marcus).post(
        f"/staff/{rosewood.ada.pk}/posts/{post.pk}/end/",
        {"ended_on-day": "4", "ended_on-month": "3", "ended_on-year": "2026"},
    )

    page = browser.get("/people/")
    assert page.status_code == 403
    assert "You have no post today" in page.content.decode()
    assert "Marcus Webb" in page.content.decode()
    assert acts(rosewood.ada)[-1] == ("refused", "no post today", "refused")


def test_whoever_has_no_post_can_still_see_to_their_keys_and_sign_out(rosewood, browser):
    services.end_post(rosewood.ada.posts.get().pk, ended_on=TODAY, by=rosewood.marcus)
    sign_in(browser, "ada")

    assert browser.get("/more/").status_code == 403
    assert browser.get("/me/password/").status_code == 200
    assert submit(browser, "/sign-out/").url == "/sign-in/"


def test_whom_to_ask_falls_back_to_anybody_who_manages_staff(rosewood):
    stranger = services.add_staff("bea", "Bea Moss", password=None, by=rosewood.marcus)

    assert [m.name for m in queries.who_to_ask(stranger)] == ["Adele Finch", "Marcus Webb"]


def test_nobody_is_named_when_nobody_manages_staff(rosewood, client):
    for manager in (rosewood.marcus, rosewood.adele):
        User.objects.filter(pk=manager.pk).update(is_active=False)
    bea = services.add_staff("bea", "Bea Moss", password=None, by=rosewood.marcus)

    page = signed_in(client, bea).get("/more/").content.decode()

    assert "ask the person in charge" in page


@pytest.mark.parametrize(
    ("starts", "ends", "has_access"),
    [(0, None, True), (0, 1, True), (1, None, False), (-7, 0, False), (-8, -1, False)],
)
def test_a_post_gives_access_from_its_first_day_until_the_day_it_ends(
    rosewood, starts, ends, has_access
):
    member = services.add_staff("bea", "Bea Moss", password=None, by=rosewood.marcus)
    services.give_post(
        member,
        Role.SENIOR,
        rosewood.home,
        started_on=TODAY + timedelta(days=starts),
        ended_on=None if ends is None else TODAY + timedelta(days=ends),
        by=rosewood.marcus,
    )

    assert member.may(Permission.SEE_PEOPLE) is has_access


def test_a_post_that_has_not_begun_never_begins(rosewood):
    later = TODAY + timedelta(days=30)
    post = services.give_post(
        rosewood.ada, Role.SENIOR, rosewood.home, started_on=later, by=rosewood.marcus
    )

    services.end_post(post.pk, ended_on=TODAY, by=rosewood.marcus)

    post.refresh_from_db()
    assert post.ended_on == later
    assert post.versions.count() == 2


def test_a_post_cannot_be_ended_in_the_past(rosewood, client):
    post = rosewood.ada.posts.get()

    answer = signed_in(client, rosewood.marcus).post(
        f"/staff/{rosewood.ada.pk}/posts/{post.pk}/end/",
        {"ended_on-day": "3", "ended_on-month": "3", "ended_on-year": "2026"},
    )

    assert "must be 4 March 2026 or later" in str(answer.context["form"].errors["ended_on"])


def test_the_last_who_manages_staff_at_a_place_cannot_be_ended(rosewood, client):
    tomorrow = TODAY + timedelta(days=1)
    services.end_post(rosewood.marcus.posts.get().pk, ended_on=tomorrow, by=rosewood.system)
    post = rosewood.adele.posts.get()

    answer = signed_in(client, rosewood.marcus).post(
        f"/staff/{rosewood.adele.pk}/posts/{post.pk}/end/",
        {"ended_on-day": "6", "ended_on-month": "3", "ended_on-year": "2026"},
    )

    assert "Nobody else could" in str(answer.context["form"].non_field_errors())
    post.refresh_from_db()
    assert post.ended_on is None


def test_ending_the_post_of_another_provider_finds_nothing(rosewood):
    with acting_for(rosewood.other.pk):
        theirs = rosewood.olive.posts.get()
    with acting_for(rosewood.provider.pk), pytest.raises(NotYours):
        services.end_post(theirs.pk, ended_on=TODAY, by=rosewood.marcus)


def test_the_post_of_a_colleague_is_not_ended_through_another_ones_page(rosewood, client):
    post = rosewood.nora.posts.get()

    answer = signed_in(client, rosewood.marcus).post(
        f"/staff/{rosewood.ada.pk}/posts/{post.pk}/end/"
    )

    assert answer.status_code == 404


def test_a_user_name_is_somebodys_once_whatever_its_letters(rosewood):
    with pytest.raises(UserNameTaken):
        services.add_staff("ADA", "Another Ada", password=None, by=rosewood.marcus)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=rosewood.ada.pk).update(username="Ada")


def test_welcoming_writes_nothing_when_the_post_cannot_be_given(rosewood):
    with pytest.raises(IntegrityError), transaction.atomic():
        services.welcome_staff(
            "bea", "Bea", by=rosewood.marcus, role=Role.SENIOR, location=rosewood.elsewhere,
            started_on=TODAY,
        )  # fmt: skip

    assert not User.objects.filter(username="bea").exists()


def test_a_member_of_another_provider_does_not_exist(rosewood):
    with pytest.raises(NotYours):
        queries.member_of_staff(rosewood.provider.pk, rosewood.olive.pk)
    with pytest.raises(NotYours):
        queries.member_of_staff(rosewood.provider.pk, rosewood.system.pk)


def test_somebody_must_go_on_managing_staff():
    policies.somebody_still_manages_staff(others=1)
    with pytest.raises(NobodyWouldManageStaff):
        policies.somebody_still_manages_staff(others=0)


def test_words_for_models(rosewood):
    assert str(rosewood.provider) == "Rosewood Care"
    assert str(rosewood.ada.posts.get()).startswith("Care worker ")
    assert (str(Unit(name="Garden")), str(Room(name="12"))) == ("Garden", "12")
    assert str(Draft()).startswith("Draft ")
    assert rosewood.marcus.role_in_words == "Registered manager"
    assert a_worker("two", "Two Roles", Role.NURSE, rosewood.home, by=rosewood.system).roles == {
        Role.NURSE
    }
