"""What goes wrong is said in words, on a page that axe finds nothing on, at 360 and 1280 pixels."""

import httpx
import psycopg
import pytest

from dscr.demonstration.sign_ins import PASSWORD
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.journeys.test_administrator import checks

# Another address of this machine, so that its many tries do not count against the other stories.
ELSEWHERE = "127.0.0.2"
TRIES_A_MINUTE = 30

pytestmark = pytest.mark.parametrize("has_scripts", ["scripts on"], indirect=True)


@pytest.fixture
def ada(visitor):
    ada = visitor()
    ada.sign_in("ada")
    return ada


def looks_right_everywhere(visitor: Visitor) -> None:
    for size in (PHONE, DESK):
        visitor.page.set_viewport_size(size)
        visitor.looks_right()


def says(visitor: Visitor, *words: str) -> None:
    visitor.reads(*words)
    looks_right_everywhere(visitor)


def answers(visitor: Visitor, path: str, status: int, *words: str) -> None:
    answer = visitor.page.goto(visitor.stack.base_url + path)
    assert answer.status == status
    says(visitor, *words)


def of_mr_green(visitor: Visitor, page: str) -> str:
    visitor.go("/people/?q=green")
    return visitor.page.locator(".people__card a").first.get_attribute("href") + page


def test_a_request_that_cannot_be_read(ada):
    answers(ada, "/people/?" + "q=x&" * 1001, 400, "This request could not be read", "try again")


def test_a_page_that_a_role_may_not_see(ada):
    address = of_mr_green(ada, "gp-record/")

    answers(ada, address, 403, "Your role does not allow this", "ask your manager")


def test_a_page_that_is_not_there(ada):
    answers(ada, "/people/nobody/", 404, "Nothing is here for you", "Go to my people")


def test_a_page_that_is_not_there_for_a_stranger(visitor):
    answers(visitor(), "/nowhere/", 404, "Nothing is here for you")


def test_a_fault_on_our_side(visitor, product):
    adele = visitor()
    adele.sign_in("adele")
    with psycopg.connect(product.env["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("REVOKE SELECT ON imports_importrun FROM dscr_app")
        try:
            answers(adele, "/imports/", 500, "Something went wrong on our side", "look at the")
        finally:
            owner.execute("GRANT SELECT ON imports_importrun TO dscr_app")


def test_a_page_too_old_to_be_saved(visitor):
    """In a browser that keeps nothing: what it asks for by itself would bring the cookie back."""
    ada = visitor(service_workers="block")
    ada.sign_in("ada")
    ada.go("/more/")
    ada.page.context.clear_cookies(name="csrftoken")

    ada.tap("Dark")

    says(ada, "Your page was too old to be saved", "go back to see whether it is still there")


def test_a_page_too_old_to_be_saved_keeps_the_words_of_a_note(visitor):
    """In a browser that keeps nothing for later; others send under a token of the device's own."""
    ada = visitor(service_workers="block")
    ada.sign_in("ada")
    ada.go(of_mr_green(ada, "record/?kind=general"))
    ada.fill("What happened?", "He sang all the way to the garden.")
    ada.page.context.clear_cookies(name="csrftoken")

    ada.tap("Save note for Art Green")

    says(ada, "What you typed is kept for you, and not saved yet")
    assert ada.page.get_by_label("What happened?").input_value().startswith("He sang")
    ada.tap("Throw away what I had not saved")


def test_too_many_tries(visitor):
    from_elsewhere = httpx.HTTPTransport(local_address=ELSEWHERE)
    somebody = visitor()
    sign_in = f"{somebody.stack.base_url}/sign-in/"
    with httpx.Client(transport=from_elsewhere) as client:
        client.get(sign_in)
        fields = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
        for _ in range(TRIES_A_MINUTE):
            client.post(sign_in, data=fields)
        refused = client.post(sign_in, data=fields)
    page = {"status": refused.status_code, "headers": {"content-type": "text/html"}}
    somebody.page.route("**/sign-in/", lambda door: door.fulfill(body=refused.text, **page))

    answers(somebody, "/sign-in/", 429, "Too many tries", "Wait five minutes")


def test_signing_in_wrongly(visitor):
    somebody = visitor()
    somebody.go("/sign-in/")
    somebody.tap("Sign in")
    says(somebody, "There is a problem", "Enter your user name", "Enter your password")

    somebody.fill("User name", "nobody")
    somebody.page.get_by_label("Password", exact=True).fill("not the password")
    somebody.tap("Sign in")
    says(somebody, "There is a problem", "The user name or the password is wrong")


def test_a_second_step_that_is_wrong(visitor):
    marcus = visitor()
    marcus.go("/sign-in/")
    marcus.fill("User name", "marcus")
    marcus.page.get_by_label("Password", exact=True).fill(PASSWORD)
    marcus.tap("Sign in")
    marcus.page.get_by_label("code").first.fill("000000")
    marcus.tap("Sign in")

    says(marcus, "There is a problem", "code")


@pytest.mark.parametrize(
    ("kind", "button", "problem"),
    [
        ("general", "Save note for Art Green", "Write what happened"),
        ("drink", "Save drink for Art Green", "how much did they drink?"),
    ],
)
def test_care_recorded_without_an_answer(ada, kind, button, problem):
    ada.go(of_mr_green(ada, f"record/?kind={kind}"))

    ada.tap(button)

    says(ada, "There is a problem", problem)


def test_a_person_added_without_a_name(visitor):
    marcus = visitor()
    marcus.sign_in("marcus")
    marcus.go("/people/add/")

    marcus.tap("Save this person")

    says(marcus, "There is a problem", "Enter")


def test_a_picture_renamed_to_a_workbook(visitor, tmp_path):
    picture = tmp_path / "residents.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    adele = visitor()
    adele.sign_in("adele")

    checks(adele, picture)

    says(adele, "There is a problem", "picture")
