"""Consultations, with what was written in them."""

from tests.gpconnect.answers import (
    a_bundle,
    a_list,
    an_extension,
    an_observation,
    only_item,
    record_of,
)


def a_structure(sent, name, *references, **more):
    return a_list(sent, *references, id=name, **more)


def an_encounter(name="e1", **more):
    return {
        "resourceType": "Encounter",
        "id": name,
        "status": "finished",
        "type": [{"text": "Home visit"}],
        "period": {"start": "2024-02-01T10:00:00Z"},
        **more,
    }


OF_E1 = {"encounter": {"reference": "Encounter/e1"}}


def test_a_consultation_is_read_with_what_was_written_under_each_heading():
    topic_about = an_extension(
        "RelatedProblemHeader",
        extension=[{"url": "target", "valueReference": {"reference": "Observation/ob1"}}],
    )
    item = only_item(
        "consultations",
        an_encounter(),
        a_structure("325851000000107", "L1", "List/T1", **OF_E1),
        a_structure("25851000000105", "T1", "List/H1", **OF_E1, extension=[topic_about]),
        a_structure(
            "24781000000107", "H1", "Observation/ob1", "Observation/x", **OF_E1, title="Plan"
        ),
        an_observation(),
    )

    (section,) = item.sections
    assert section.title == "Blood pressure: Plan"
    assert [line.display for line in section.items] == ["Blood pressure"]
    assert section.unresolved == ("Observation/x",)


def test_a_topic_about_a_problem_that_was_not_sent_has_no_title():
    target = {"url": "target", "valueReference": {"reference": "Condition/none"}}
    about = an_extension("RelatedProblemHeader", extension=[target])

    item = only_item(
        "consultations",
        an_encounter(),
        a_structure("325851000000107", "L1", "List/T1", **OF_E1),
        a_structure("25851000000105", "T1", "Observation/ob1", extension=[about]),
        an_observation(),
    )

    assert [section.title for section in item.sections] == [""]


def test_lists_that_point_at_each_other_come_to_an_end():
    item = only_item(
        "consultations",
        an_encounter(status="unknown"),
        a_structure("325851000000107", "L1", "List/T1", "List/L1", **OF_E1),
        a_structure("25851000000105", "T1", "List/L1", "List/T1", "Observation/ob1"),
        an_observation(),
    )

    assert len(item.sections) == 1
    assert item.is_draft


def test_an_entry_of_a_wrong_type_counts_as_one_that_leads_nowhere():
    consultation = a_structure("325851000000107", "L1", **OF_E1)
    consultation["entry"] = ["in words", None, {"item": {"display": "Not supported"}}]

    item = only_item("consultations", an_encounter(), consultation)

    assert item.sections[0].unresolved == ("", "", "Not supported")


def test_what_was_written_in_a_consultation_that_was_not_sent_is_told_of():
    record = record_of(
        a_bundle(
            a_list("consultations", "Encounter/e1"),
            a_structure("325851000000107", "L1", "List/T1", **OF_E1),
            a_structure("25851000000105", "T1", "Observation/ob1"),
            a_structure("24781000000107", "H1"),
            an_observation(),
        )
    )

    assert record.areas["consultations"].unresolved == ("Encounter/e1",)
    assert record.unreached == {"List": 2}


def test_headings_nested_deeper_than_any_system_does_are_told_of():
    topics = [a_structure("25851000000105", f"T{n}", f"List/T{n + 1}", title="T") for n in range(9)]

    record = record_of(
        a_bundle(
            a_list("consultations", "Encounter/e1"),
            an_encounter(),
            a_structure("325851000000107", "L1", "List/T0", **OF_E1),
            *topics,
        )
    )

    assert record.unreached == {"List": 5}


def test_a_consultation_says_who_and_where():
    place = {"resourceType": "Location", "id": "l1", "name": "Rosewood House"}
    nurse = {"resourceType": "Practitioner", "id": "n1", "name": [{"text": "Nurse Pell"}]}
    encounter = an_encounter(
        participant=[{"individual": {"reference": "Practitioner/n1"}}] * 2,
        location=[{"location": {"reference": "Location/l1"}}],
    )

    item = only_item("consultations", encounter, place, nurse)

    assert (item.by, item.place) == ("Nurse Pell", "Rosewood House")
