"""Rows with keys, of people with none or with ids that others have too: each of its own person."""

import pytest

from dailycare.models import CareEntry
from governance.services import acting_for
from imports import services
from imports.files import in_memory
from imports.models import Newer
from records.models import Goal
from tests.imports.mappings import A_MAPPING, PEOPLE
from tests.imports.runs import checked_files, committed

NEEDS = {"holds": "needs", "key": "No", "person": "Who",
         "fields": {"text": "What", "category": {"words": "health"}}}  # fmt: skip
AIMS = {"holds": "goals", "key": "No", "person": "Who",
        "points_at": {"need": ["needs", "For"]}, "fields": {"description": "What"}}  # fmt: skip


@pytest.mark.django_db
def test_two_people_whose_rows_have_one_id_each_have_their_own_answered(cast):
    mapping = A_MAPPING | {
        "recognised_by": {"people": ["Id", "Last"], "needs": ["No"], "aims": ["For"]},
        "tables": {"people": A_MAPPING["tables"]["people"], "needs": NEEDS, "aims": AIMS},
    }
    files = [
        in_memory("people.csv", PEOPLE),
        in_memory("needs.csv", b"No,Who,What\n1,1,To breathe\n1,2,To hear\n"),
        in_memory("aims.csv", b"No,Who,What,For\n1,1,To sleep,1\n1,2,To sing,1\n"),
    ]
    with acting_for(cast.provider.pk):
        services.save_mapping("Willow", mapping, by=cast.adele)
        committed(checked_files(files, by=cast.adele), by=cast.adele)

        answered = {
            goal.description: goal.need.text for goal in Goal.objects.select_related("need")
        }
    assert answered == {"To sleep": "To breathe", "To sing": "To hear"}


@pytest.mark.django_db
def test_a_row_that_moved_between_people_without_keys_is_left_and_told(cast):
    people = A_MAPPING["tables"]["people"] | {"key": ""}
    diary = A_MAPPING["tables"]["diary"] | {"person_by": "name"}
    mapping = A_MAPPING | {"tables": {"people": people, "diary": diary}}
    with acting_for(cast.provider.pk):
        services.save_mapping("Willow", mapping, by=cast.adele)
        committed(checked_files(diary_of("Art Green", "Sang"), by=cast.adele), by=cast.adele)
        run = checked_files(diary_of("Ann Bell", "Slept"), by=cast.adele)
        committed(run, by=cast.adele)

        said = CareEntry.objects.values_list("person__family_name", "text")
        assert list(said) == [("Green", "Sang")]
        assert run.report["newer"] == {Newer.LEFT: 1}


def diary_of(who, said):
    rows = f"No,Who,Words,More,When,By\n1,{who},{said},,2026-10-01 08:00,AB\n"
    return [in_memory("people.csv", PEOPLE), in_memory("diary.csv", rows.encode())]
