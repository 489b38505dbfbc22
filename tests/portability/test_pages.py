"""Pages of copies: asked for, watched, taken, and a person's own copy to read."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.services import add_location
from dailycare import services as dailycare
from dailycare.models import Assignment, CareEntry, ExceptionSeen
from governance.models import Act, AuditEvent
from governance.services import acting_for
from portability import services, tasks
from portability.models import Copy
from portability.own_copy import as_pdf, own_copy
from portability.progress import Teller
from portability.tables import tables
from records import queries as records_of
from records import services as records
from records import words
from records.models import (
    Goal,
    GoalReview,
    Instruction,
    Need,
    OpenedFromOutside,
    Person,
    PersonRecord,
    Review,
)
from records.questions import QUESTIONS
from tests.filled import a_filled_person
from tests.people import a_care_plan
from tests.pictures import a_picture
from tests.records.pages import as_, said

WORDS = {"why": "Joan moves to Leeds", "is_understood": "on"}


def at(name: str, **ids: object) -> str:
    """The address of a page of this app."""
    return reverse(f"portability:{name}", kwargs=ids)


@pytest.fixture
def queued(monkeypatch) -> list[tuple[str, str]]:
    """What was given to the queue."""
    found: list[tuple[str, str]] = []
    monkeypatch.setattr(tasks.make_copy, "delay_on_commit", lambda *ids: found.append(ids))
    return found


@pytest.fixture
def browser(rosewood):
    """Adele, who administers Rosewood, at her desk."""
    return as_(rosewood.adele)


@pytest.fixture
def waiting(rosewood) -> Copy:
    """A copy of Joan's record that was asked for."""
    return services.start_copy(person_id=rosewood.joan.pk, why="Moving", by=rosewood.adele)


def test_a_copy_of_one_person_is_asked_for_watched_and_taken(rosewood, browser, joan, queued):
    asked = browser.post(at("copy_person", person_id=joan.pk), WORDS)

    copy = Copy.objects.get()
    assert asked["Location"] == at("copy", copy_id=copy.pk)
    assert queued == [(str(copy.pk), str(rosewood.adele.pk))]
    assert (copy.person, copy.why) == (joan, "Joan moves to Leeds")
    assert "It starts in a moment" in said(browser.get(asked["Location"]))

    tasks.make_copy.apply(args=queued[0], throw=True)

    ready = said(browser.get(asked["Location"]))
    copy.refresh_from_db()
    assert "Ready to be downloaded" in ready
    assert copy.sha256 in ready
    taken = browser.post(at("download_copy", copy_id=copy.pk))
    assert taken["Content-Disposition"] == f'attachment; filename="record-{copy.pk}.zip"'
    with zipfile.ZipFile(io.BytesIO(b"".join(taken))) as package:
        assert package.testzip() is None
    downloads = AuditEvent.objects.filter(act=Act.READ, why="copy of the record downloaded")
    assert [one.person_id for one in downloads] == [joan.pk]


def test_everybodys_record_is_copied(rosewood, browser, queued):
    page = said(browser.get(at("copy_everything")))
    assert "everybody at every place" in page

    browser.post(at("copy_everything"), WORDS)

    assert Copy.objects.get().person is None
    assert "Everybody" in said(browser.get(at("copies")))


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("why", "Say what the copy is for"),
        ("is_understood", "Tick the box when you have a safe place for it"),
    ],
)
def test_a_copy_needs_a_reason_and_a_safe_place(browser, joan, queued, left_out, sentence):
    words = {name: value for name, value in WORDS.items() if name != left_out}

    answer = browser.post(at("copy_person", person_id=joan.pk), words)

    assert sentence in said(answer)
    assert (queued, Copy.objects.count()) == ([], 0)


def test_who_works_at_one_place_of_two_is_not_offered_everybody(rosewood, browser, queued):
    add_location("Larkfield", "care_home", by=rosewood.system)

    assert "<form method" not in said(browser.get(at("copy_everything"))).split("<main")[1]
    refused = browser.post(at("copy_everything"), WORDS)
    assert refused.status_code == 200
    assert not Copy.objects.exists()
    assert "Copy everybody" not in said(browser.get(at("copies")))


def test_progress_is_told_to_a_page_that_asks(browser, waiting, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    teller = Teller(waiting.pk, done=1_000, total=60_000)
    address = at("copy_progress", copy_id=waiting.pk)
    assert "1000 of 60000 rows." in said(browser.get(address, headers={"hx-request": "true"}))
    for _second in range(2):
        time_machine.shift(1)
        for _ in range(250):
            teller.one_more()

    told = browser.get(address, headers={"hx-request": "true"})

    assert "1251 of 60000 rows, 126 a second, about 466 seconds left" in said(told)
    assert "<html" not in said(told)
    assert browser.get(address)["Location"] == at("copy", copy_id=waiting.pk)
    Copy.objects.update(state="gone")
    assert browser.get(address, headers={"hx-request": "true"})["HX-Refresh"] == "true"


def test_a_worker_that_writes_one_long_part_is_still_at_work(browser, waiting):
    Copy.objects.update(state_since=timezone.now() - timedelta(hours=1))
    Teller(waiting.pk, done=0, total=10)

    page = said(browser.get(at("copy", copy_id=waiting.pk)))

    assert "Nobody is working on this" not in page
    assert "0 of 10 rows." in page


def test_what_nobody_works_on_any_more_can_be_gone_on_with(browser, waiting, queued):
    again = at("copy_again", copy_id=waiting.pk)
    browser.post(again)
    assert queued == []
    Copy.objects.update(state_since=timezone.now() - timedelta(hours=1))
    assert "Nobody is working on this" in said(browser.get(at("copy", copy_id=waiting.pk)))

    browser.post(again)

    assert len(queued) == 1


def test_a_copy_that_is_not_ready_is_not_taken(browser, waiting):
    answer = browser.post(at("download_copy", copy_id=waiting.pk))

    assert answer["Location"] == at("copy", copy_id=waiting.pk)


def test_a_failed_copy_says_why(browser, waiting):
    Copy.objects.update(state="failed", error="There is no room")

    assert "There is no room" in said(browser.get(at("copy", copy_id=waiting.pk)))


def test_many_copies_are_listed_page_by_page(rosewood, browser):
    now = timezone.now()
    Copy.objects.bulk_create(
        Copy(person=rosewood.joan, why=str(n), as_of=now, created_by=rosewood.adele)
        for n in range(60)
    )

    assert "Earlier copies" in said(browser.get(at("copies")))
    assert "Later copies" in said(browser.get(at("copies") + "?page=2"))


def test_the_clock_forgets_copies(rosewood, waiting):
    Copy.objects.update(created_at=timezone.now() - timedelta(days=8))

    tasks.forget_copies.apply(throw=True)

    with acting_for(rosewood.provider.pk):
        waiting.refresh_from_db()
        assert waiting.state == Copy.State.GONE


# A person's own copy ---------------------------------------------------------------------------


def test_an_own_copy_says_what_stands_in_the_parts_people_think_of(rosewood, browser, joan, marcus):
    a_care_plan(joan, by=marcus)
    records.write_about_me(joan, replaces=None, by=marcus, my_wellness="Well, if I sleep")
    gone = records.add(Need, joan, by=marcus, category="skin", text="Dry skin")
    records.withdraw(gone, replaces=1, reason="Healed", by=marcus)

    page = said(browser.get(at("own_copy", person_id=joan.pk)))

    assert "<h1>The record of Joan Pettigrew</h1>" in page
    assert page.index("Who I am</h2>") < page.index("What matters to me</h2>")
    assert "Well, if I sleep" in page
    assert "Drink 1.5 litres a day" in page
    assert "Offer tea hourly" in page
    assert "Dry skin" not in page
    assert AuditEvent.objects.filter(
        act=Act.READ, person_id=joan.pk, why="made their own copy to give them"
    ).exists()


def in_copy(person: Person) -> str:
    """All that a copy says, as one text."""
    chapters = own_copy(person).chapters
    records = [lines for one in chapters for section in one.sections for lines in section.records]
    return "\n".join(words for lines in records for _label, words in lines)


OF_A_PERSON = [t.model for t in tables() if issubclass(t.model, PersonRecord)]


def test_photographs_of_care_that_stand_are_named_in_the_own_copy(rosewood, joan):
    def taken(colour: str, **values: str) -> CareEntry:
        about = {"kind": "skin", "happened_at": timezone.now(), "values": values}
        pictures = [a_picture(colour=colour)]
        return dailycare.record_care(joan, by=rosewood.ada, photographs=pictures, **about)

    taken("tan", photograph_of="left heel")
    taken("gold")
    gone = {"replaces": 1, "reason": "Another person", "by": rosewood.ada}
    dailycare.mark_entered_in_error(taken("navy", photograph_of="nobody of ours"), **gone)

    sections = [section for chapter in own_copy(joan).chapters for section in chapter.sections]
    [found] = [one.records for one in sections if "that we took at care" in one.title]

    assert [dict(lines)["What it shows"] for lines in found] == ["Skin", "left heel"]


def test_whatever_stands_in_the_record_is_in_the_own_copy(rosewood):
    """Every class there is, the notes of each day apart; a new one cannot be forgotten."""
    filled = a_filled_person(rosewood, 1)
    person = filled.made[Person]
    person.refresh_from_db()
    # Whom a shift was given to and what its lead did go with the notes of each day; that a record
    # was opened from outside is among those who looked.
    apart = {CareEntry, Assignment, ExceptionSeen, OpenedFromOutside}
    parts = [*set(OF_A_PERSON) - apart, Person]

    copy = in_copy(person)

    for model in parts:
        record = filled.made[model]
        record.refresh_from_db()
        for answer in words.answers(record):
            assert answer.words in copy, (model, answer.label)


def test_an_own_copy_has_what_may_go_wrong_what_was_found_and_what_is_for_a_time(
    rosewood, joan, marcus
):
    plan = a_care_plan(joan, by=marcus)
    [goal] = records_of.goals(plan)
    records.revise(plan, replaces=plan.version, by=marcus, contingency="Ring her son")
    about = {"care_plan": plan, "by": marcus}
    until = timezone.localdate() - timedelta(days=1)
    records.add(Instruction, joan, description="Walk with two", goal=goal, ended_on=until, **about)
    records.add(Instruction, joan, description="No stairs", ended_on=until, **about)
    review = records.add(
        Review, joan, held_on=until, next_review_on=until, outcome="She drinks well", **about
    )
    records.add(
        GoalReview, joan, review=review, goal=goal, finding="going_well", comment="Likes tea",
        by=marcus,
    )  # fmt: skip
    other = a_filled_person(rosewood, 2).made[Goal]
    elsewhere = records.add(
        GoalReview, joan, review=review, goal=other, finding="ended", comment="Of a goal that went",
        by=marcus,
    )  # fmt: skip

    copy = in_copy(joan)

    for said_of_joan in [
        "Ring her son", "Walk with two", "No stairs", "She drinks well", "Going well", "Likes tea",
        elsewhere.comment,
    ]:  # fmt: skip
        assert copy.count(said_of_joan) == 1


def test_an_own_copy_says_what_was_asked_in_the_words_of_the_question(joan, marcus):
    question = QUESTIONS[0]
    records.say_asked(joan, question=question.id, answer="declined", by=marcus)

    assert f"{question.words}\nThey preferred not to say" in in_copy(joan)


def test_an_own_copy_says_who_looked_and_how_often(rosewood, joan, ada):
    for _ in range(2):
        records.open_record(joan.pk, by=rosewood.nora, why="read the plan")
    records.open_record(joan.pk, by=ada, why="read the notes")

    [looks] = own_copy(joan).chapters[-1].sections

    assert looks.records == [
        [
            ("Nora Quill", "read it 2 times"),
            ("Ada Lark", "read it once"),
            ("Marcus Webb", "wrote in it once"),
        ]
    ]


def test_an_own_copy_says_who_opened_it_from_outside(rosewood, joan, ada):
    ends_at = timezone.now() + timedelta(hours=4)
    records.open_from_outside(joan, cause="covering", words="Nights", ends_at=ends_at, by=ada)

    [looks] = own_copy(joan).chapters[-1].sections

    said = "opened it from outside their places once, wrote in it once"
    assert ("Ada Lark", said) in looks.records[0]


def test_an_own_copy_is_a_tagged_pdf(browser, joan):
    answer = browser.get(at("own_copy_pdf", person_id=joan.pk))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="own-copy.pdf"'
    assert answer.content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in answer.content
    assert b"pdfuaid:part" in answer.content


@pytest.mark.parametrize("words", ["#panic() *b* $x$ [y] @z \\ ` <l>", "Smiles \U0001f600 a lot"])
def test_what_people_typed_is_text_on_paper_and_never_markup(rosewood, joan, marcus, words):
    records.add(Need, joan, by=marcus, category="skin", text=f"{words}\nsecond line")

    assert b"/StructTreeRoot" in as_pdf(own_copy(joan))
