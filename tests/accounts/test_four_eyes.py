"""Nobody gives power to themselves, or anywhere that is not theirs to manage (decision 0008)."""

import pytest

from accounts import queries, services
from accounts.errors import NotForYourself, NotTheirsToManage
from accounts.models import Post
from accounts.permissions import Role
from tests.accounts.conftest import code_of, sign_in, submit
from tests.people import SINCE, a_worker, signed_in


@pytest.fixture
def larkfield(rosewood):
    """The provider's other home, with a manager of its own."""
    larkfield = services.add_location("Larkfield", "care_home", by=rosewood.system)
    a_worker("lena", "Lena Frost", Role.MANAGER, larkfield, by=rosewood.system)
    return larkfield


@pytest.fixture
def adele(rosewood):
    """The administrator of Rosewood."""
    return rosewood.adele


def a_post(role, place, **differences):
    """What somebody types to give a post."""
    return {
        "role": role,
        "location": str(place.pk),
        "employment": "employed",
        "started_on-day": "4",
        "started_on-month": "3",
        "started_on-year": "2026",
        **differences,
    }


def ends_today():
    """What somebody types to end a post."""
    return {"ended_on-day": "4", "ended_on-month": "3", "ended_on-year": "2030"}


def test_nobody_gives_or_ends_a_post_of_their_own(adele, rosewood):
    with pytest.raises(NotForYourself):
        services.give_post(adele, Role.MANAGER, rosewood.home, started_on=SINCE, by=adele)
    with pytest.raises(NotForYourself):
        services.end_post(adele.posts.get().pk, ended_on=SINCE, by=adele)

    assert adele.posts.count() == 1


def test_the_pages_of_ones_own_posts_do_not_open(adele, rosewood, client):
    signed_in(client, adele)
    end = f"/staff/{adele.pk}/posts/{adele.posts.get().pk}/end/"
    give = f"/staff/{adele.pk}/posts/add/"

    answers = [
        client.get(give),
        client.post(give, a_post("manager", rosewood.home)),
        client.get(end),
        client.post(end, ends_today()),
    ]
    page = client.get(f"/staff/{adele.pk}/").content.decode()

    assert [answer.status_code for answer in answers] == [403] * 4
    assert adele.posts.get().ended_on is None
    assert "A colleague gives and ends your posts" in page
    assert "/posts/" not in page


def test_a_post_is_given_only_where_the_giver_manages_staff(rosewood, larkfield, client):
    marcus, ada = rosewood.marcus, rosewood.ada
    signed_in(client, marcus)
    path = f"/staff/{ada.pk}/posts/add/"

    page = client.get(path).content.decode()
    answer = client.post(path, a_post("senior", larkfield))

    assert "Larkfield" not in page
    assert "location" in answer.context["form"].errors
    with pytest.raises(NotTheirsToManage):
        services.give_post(ada, Role.SENIOR, larkfield, started_on=SINCE, by=marcus)
    with pytest.raises(NotTheirsToManage):
        services.welcome_staff(
            "bea", "Bea", by=marcus, role=Role.SENIOR, location=larkfield, started_on=SINCE
        )


def test_an_administrator_makes_no_second_manager(adele, rosewood, client):
    """Not of an account that they have just made and know the password of, either."""
    signed_in(client, adele)
    new = a_post("manager", rosewood.home, name="Bea Moss", username="bea")

    added = client.post("/staff/add/", new)
    given = client.post(f"/staff/{rosewood.ada.pk}/posts/add/", new)

    for answer in (added, given):
        assert "Rosewood has a manager, who gives this post" in answer.content.decode()
    assert Post.objects.filter(role=Role.MANAGER).count() == 1


def test_a_manager_appoints_a_second_one_and_ends_their_post(rosewood):
    services.give_post(
        rosewood.nora, Role.MANAGER, rosewood.home, started_on=SINCE, by=rosewood.marcus
    )
    post = rosewood.nora.posts.get(role=Role.MANAGER)

    with pytest.raises(NotTheirsToManage):
        services.end_post(post.pk, ended_on=SINCE, by=rosewood.adele)
    services.end_post(post.pk, ended_on=SINCE, by=rosewood.marcus)

    post.refresh_from_db()
    assert post.ended_on == SINCE


def test_an_administrator_gives_a_place_its_first_manager(adele, rosewood):
    services.end_post(rosewood.marcus.posts.get().pk, ended_on=SINCE, by=rosewood.system)

    services.give_post(rosewood.nora, Role.MANAGER, rosewood.home, started_on=SINCE, by=adele)

    assert rosewood.nora.posts.filter(role=Role.MANAGER).exists()


def test_a_place_where_nobody_manages_staff_waits_for_nobody(rosewood):
    empty = services.add_location("New House", "care_home", by=rosewood.system)

    assert empty in queries.places_managed_by(rosewood.marcus)
    services.give_post(rosewood.nora, Role.MANAGER, empty, started_on=SINCE, by=rosewood.marcus)
    with pytest.raises(NotTheirsToManage):
        services.give_post(rosewood.ada, Role.SENIOR, empty, started_on=SINCE, by=rosewood.sunil)


def test_keys_are_for_whoever_manages_every_post_of_their_owner(rosewood, larkfield):
    """They open what their owner sees at the other place too."""
    services.give_post(
        rosewood.ada, Role.SENIOR, larkfield, started_on=SINCE, by=rosewood.system
    )  # fmt: skip

    with pytest.raises(NotTheirsToManage):
        services.give_one_time_password(rosewood.ada, by=rosewood.marcus)
    with pytest.raises(NotTheirsToManage):
        services.remove_second_step(rosewood.ada, reason="lost", by=rosewood.marcus)


def test_the_page_says_who_helps_instead(rosewood, larkfield, client):
    services.give_post(rosewood.ada, Role.SENIOR, larkfield, started_on=SINCE, by=rosewood.system)

    page = signed_in(client, rosewood.marcus).get(f"/staff/{rosewood.ada.pk}/").content.decode()

    assert "A manager there helps them" in page
    assert "They forgot their password" not in page
    assert page.count("End this post") == 1


def test_pages_of_keys_and_posts_of_others_do_not_open(rosewood, larkfield, client):
    services.give_post(rosewood.ada, Role.SENIOR, larkfield, started_on=SINCE, by=rosewood.system)
    sign_in(client, "marcus")
    submit(client, "/sign-in/second-step/", code=code_of(rosewood.marcus))
    post = rosewood.ada.posts.get(location=larkfield)

    answers = [
        client.post(f"/staff/{rosewood.ada.pk}/password/"),
        client.post(f"/staff/{rosewood.ada.pk}/second-step/", {"reason": "lost"}),
        client.post(f"/staff/{rosewood.ada.pk}/posts/{post.pk}/end/", ends_today()),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3


def test_the_keys_of_a_manager_are_a_managers_where_there_is_another(rosewood, adele):
    services.give_one_time_password(rosewood.marcus, by=adele)  # the only one, and locked out
    services.give_post(
        rosewood.nora, Role.MANAGER, rosewood.home, started_on=SINCE, by=rosewood.marcus
    )

    with pytest.raises(NotTheirsToManage):
        services.give_one_time_password(rosewood.marcus, by=adele)
    nora = type(adele).objects.get(pk=rosewood.nora.pk)
    assert services.give_one_time_password(rosewood.marcus, by=nora)
