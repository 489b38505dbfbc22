"""What every door does before and after its page, and how a refusal is answered and written."""

import pytest
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.test import RequestFactory
from django.urls import ResolverMatch
from django.utils.functional import SimpleLazyObject

from accounts.doors import public, requires
from accounts.models import User
from accounts.permissions import Permission
from governance.errors import NotYours
from governance.models import AuditEvent
from governance.services import acting_for
from tests.people import signed_in


def test_a_refusal_says_nothing_of_what_was_behind_the_door(cast, client):
    page = signed_in(client, cast.ada).get(f"/staff/{cast.marcus.pk}/")

    assert page.status_code == 403
    assert b"Marcus" not in page.content


def test_a_refusal_is_on_record(cast, client, acts):
    signed_in(client, cast.ada).get(f"/staff/{cast.marcus.pk}/")

    assert acts(cast.ada)[-1] == (
        "refused",
        "member_of_staff: no permission: manage_staff",
        "refused",
    )
    with acting_for(cast.provider.pk):
        assert AuditEvent.objects.filter(actor=cast.ada, record_id=cast.marcus.pk).exists()


def test_a_stranger_and_nobody_get_the_same_answer(cast, client, acts):
    signed_in(client, cast.marcus)

    stranger = client.get(f"/staff/{cast.olive.pk}/")
    nobody = client.get(f"/staff/{cast.joan.pk}/")

    assert (stranger.status_code, nobody.status_code) == (404, 404)
    assert stranger.content.split(b"<main")[1] == nobody.content.split(b"<main")[1]
    assert b"Olive" not in stranger.content
    assert acts(cast.marcus)[-1] == (
        "refused",
        "member_of_staff: not found among what they may see",
        "refused",
    )


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("path", ["/staff/", "/staff/add/", "/more/"])
def test_other_verbs_are_refused(cast, client, method, path):
    answer = getattr(signed_in(client, cast.marcus), method)(path)

    assert answer.status_code == 405


@pytest.mark.parametrize("method", ["put", "delete", "head", "options"])
def test_other_verbs_do_not_go_round_the_door(cast, client, method):
    answer = getattr(signed_in(client, cast.ada), method)("/staff/")

    assert answer.status_code == 403


def test_a_verb_named_in_a_field_or_header_is_not_followed(cast, client):
    answer = signed_in(client, cast.ada).post(
        "/more/", {"_method": "DELETE"}, headers={"x-http-method-override": "GET"}
    )

    assert answer.status_code == 405


def test_the_page_is_drawn_while_its_rows_can_be_seen(cast):
    """Django would draw a TemplateResponse after the transaction, where no row is seen."""

    @requires(Permission.SEE_PEOPLE)
    def page(request):
        return TemplateResponse(request, "account/logout.html", {"redirect_field": ""})

    answer = page(a_request(cast.ada))

    assert answer.is_rendered
    assert b"Rosewood" in answer.content


def a_request(user: User):
    request = RequestFactory().get("/")
    request.user = SimpleLazyObject(lambda: user)
    request.htmx = False
    request.session = {}
    request.resolver_match = ResolverMatch(public, (), {}, url_name="a_page")
    return request


def test_what_the_page_wrote_is_undone_when_it_finds_a_stranger(cast):
    @requires(Permission.SEE_PEOPLE)
    def page(request) -> HttpResponse:
        User.objects.filter(pk=cast.ada.pk).update(name="Changed")
        raise NotYours

    with pytest.raises(Exception, match=r"^$"):
        page(a_request(cast.ada))

    cast.ada.refresh_from_db()
    assert cast.ada.name == "Ada Lark"
