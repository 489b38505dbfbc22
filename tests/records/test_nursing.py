"""Everyday and nursing needs, area by area: asked, declined or not asked (CPL-18)."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from governance.errors import StaleRecord
from governance.services import change
from records import nursing, queries, services
from records.models import NursingNeed
from records.models.observations import NeedCategory
from records.nursing import AREAS, EVERY_QUESTION
from tests.people import a_care_plan
from tests.records.pages import a_record, as_, of_kind, page, said, the_plan

EATS = "eating_and_drinking"


def wrote(joan: object, by: object, area: str, **answers: str | None) -> NursingNeed:
    """What is recorded of an area, after somebody wrote it."""
    before = queries.nursing_need(joan, area)
    return services.write_nursing_need(
        joan, area=area, replaces=before and before.version, answers=answers, by=by
    )


def test_every_question_has_an_area_a_name_of_its_own_and_one_way_to_answer():
    names = [question.id for question in EVERY_QUESTION]

    assert len(names) == len(set(names))
    assert set(AREAS) <= set(NeedCategory)
    for question in EVERY_QUESTION:
        assert not (question.choices and question.unit)
        assert bool(question.unit) == (question.most > question.least)
        assert set(question.told) <= question.choices.keys()


@pytest.mark.parametrize("area", AREAS)
def test_each_area_is_written_read_and_changed(joan, ada, area):
    browser = as_(ada)
    typed = {
        question.id: next(iter(question.choices), str(question.most or "As she likes it"))
        for question in AREAS[area]
    }
    address = page("edit_nursing_need", joan, area=area)

    answer = browser.post(address, typed, follow=True)
    browser.post(address, {"replaces": "1", "why": "Asked again"})

    assert answer.redirect_chain == [(page("nursing_needs", joan), 302)]
    for question in AREAS[area]:
        assert question.in_words(typed[question.id]) in said(answer)
    history = browser.get(page("nursing_need_history", joan, area=area))
    assert [entry.version for entry in history.context["history"]] == [2, 1]
    assert "Asked again" in said(history)
    assert "Nothing is answered at present" in said(browser.get(page("nursing_needs", joan)))


def test_not_asked_declined_and_answered_are_three_things(joan, ada):
    browser = as_(ada)
    words = {"bladder": "continent", "declined": ["bowels"]}

    browser.post(page("edit_nursing_need", joan, area="continence"), words)

    need = queries.nursing_need(joan, "continence")
    assert need.answers == {"bladder": "continent", "bowels": None}
    body = said(browser.get(page("nursing_needs", joan)))
    assert "Asked: preferred not to say" in body
    assert "What is usual for their bowels" not in body
    form = browser.get(page("edit_nursing_need", joan, area="continence")).context["form"]
    assert form["bladder"].value() == "continent"
    assert form["declined"].value() == ["bowels"]


def test_what_was_declined_has_no_answer(joan, ada):
    words = {"weight": "61.5", "diet": "Halal", "declined": ["weight"]}

    answer = as_(ada).post(page("edit_nursing_need", joan, area=EATS), words)

    assert list(answer.context["form"].errors) == ["weight"]
    assert "Halal</textarea>" in said(answer)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("weight", "19"), ("weight", "351"), ("weight", "heavy"), ("weight", "61.55"),
        ("height", "1.65"), ("appetite", "nonsense"), ("diet", "x" * 20_001),
        ("declined", "nonsense"), ("moving_staff", "5"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_is_refused_at_its_box(joan, ada, field, typed):
    area = "mobility" if field == "moving_staff" else EATS

    answer = as_(ada).post(page("edit_nursing_need", joan, area=area), {field: typed})

    assert list(answer.context["form"].errors) == [field]
    assert not NursingNeed.objects.exists()


def test_body_mass_index_is_worked_out_and_never_typed(joan, ada):
    wrote(joan, ada, EATS, weight="54.45", height="165")

    body = said(as_(ada).get(page("nursing_needs", joan)))

    assert "20.0, worked out from weight and height" in body
    assert "Body mass index" not in said(as_(ada).get(page("edit_nursing_need", joan, area=EATS)))


@pytest.mark.parametrize("answers", [{}, {"weight": "61"}, {"weight": "61", "height": None}])
def test_without_weight_or_height_there_is_no_index(answers):
    assert nursing.body_mass_index(answers) is None


def test_the_index_is_not_rounded_before_it_is_compared():
    assert nursing.body_mass_index({"weight": "46", "height": "160"}) == Decimal("17.96875")


def test_it_stands_on_the_page_of_a_need_and_in_the_plan(rosewood, joan, ada, marcus):
    need = a_record("needs", rosewood)
    social = services.add(type(need), joan, by=marcus, category="social", text="Company")
    address = of_kind("record", "needs", joan, need.pk)
    a_care_plan(joan, by=marcus)
    assert "Nothing is recorded about skin" in said(as_(ada).get(address))

    wrote(joan, ada, "skin", skin_usual="fragile", creams="Emollient on shins")

    assert "Dry or fragile" in said(as_(ada).get(address))
    assert "Emollient on shins" in said(as_(ada).get(the_plan(joan)))
    assert "Nothing is recorded about company" in said(
        as_(ada).get(of_kind("record", "needs", joan, social.pk))
    )


def test_a_stale_edit_shows_both_answers_and_takes_over_what_i_left_alone(joan, ada, marcus):
    wrote(joan, marcus, EATS, appetite="good", diet="Halal", weight="61", hydration="enough")
    wrote(joan, ada, EATS, appetite="poor", diet="No pork", weight=None)
    address = page("edit_nursing_need", joan, area=EATS)
    mine = {"replaces": "1", "appetite": "changing", "diet": "Halal", "weight": "61"}

    refused = as_(marcus).post(address, mine | {"hydration": "offered", "declined": ["height"]})
    form = refused.context["form"]

    assert "Ada Lark changed this while you were writing" in said(refused)
    assert form.theirs == {"appetite": "Poor", "hydration": "Nothing"}
    assert form.taken_over == {"diet", "weight"}
    as_(marcus).post(address, dict(form.data.lists()))
    assert queries.nursing_need(joan, EATS).answers == {
        "appetite": "changing", "diet": "No pork", "weight": None,
        "height": None, "hydration": "offered",
    }  # fmt: skip


def test_two_who_are_both_the_first_to_write_are_told(joan, ada, marcus):
    wrote(joan, ada, "skin", skin_usual="whole")

    answer = as_(marcus).post(
        page("edit_nursing_need", joan, area="skin"), {"skin_usual": "broken"}
    )

    assert answer.context["form"].theirs == {"skin_usual": "Whole and healthy"}
    with pytest.raises(StaleRecord):
        services.write_nursing_need(joan, area="skin", replaces=None, answers={}, by=marcus)


def test_the_history_of_what_nobody_asked_is_not_there(joan, ada):
    assert as_(ada).get(page("nursing_need_history", joan, area="skin")).status_code == 404


@pytest.mark.parametrize("area", ["skin", "mood"])
def test_the_database_holds_one_row_for_an_area_that_has_questions(joan, ada, area):
    wrote(joan, ada, "skin")

    with pytest.raises(IntegrityError), transaction.atomic(), change(by=ada, why="a test"):
        NursingNeed.objects.create(person=joan, area=area)


def test_what_everybody_should_know_is_told_in_a_few_words():
    answers = {"food_texture": "level_6", "mobility_usual": "aid", "falls": "none", "diet": "Halal"}

    assert nursing.told(answers, EATS) == ["Food level 6: soft and bite-sized"]
    assert nursing.told(answers, "mobility") == ["Walks with an aid"]
    assert nursing.told(answers, "mood") == []
