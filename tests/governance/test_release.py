"""Every version of a record says under which release of the standard it was written."""

from io import StringIO

from django.core.management import call_command

import mods
from governance import queries
from mods.standard import SOURCE
from records import services
from records.models import Need
from tests.records.pages import as_, page, said

RELEASE = mods.standard().release


def a_need(person, by) -> Need:
    return services.add(Need, person, by=by, category="skin", text="Dry skin")


def test_a_new_record_and_its_version_name_the_release_in_force(rosewood, joan, ada):
    need = a_need(joan, ada)

    assert need.mods_release == RELEASE
    assert [one.mods_release for one in need.versions.all()] == [RELEASE]


def test_the_page_of_a_record_says_it(rosewood, joan, ada):
    need = a_need(joan, ada)

    answer = said(as_(ada).get(page("record", joan, kind="needs", record_id=need.pk)))

    assert f"MODS, release {RELEASE}" in answer


def test_a_change_is_written_under_the_release_in_force_then(rosewood, joan, ada):
    need = services.add(Need, joan, by=ada, category="skin", text="Dry skin", mods_release="0.9.0")

    services.revise(need, replaces=1, by=ada, text="Sore heel")

    assert [one.mods_release for one in need.versions.order_by("version")] == ["0.9.0", RELEASE]
    need.refresh_from_db()
    assert need.mods_release == RELEASE


def test_comparing_releases_counts_what_was_written_under_each(rosewood, joan, ada):
    services.add(Need, joan, by=ada, category="skin", text="Dry skin", mods_release="0.9.0")
    counted, out = queries.records_by_release(), StringIO()

    call_command("compare_mods", str(SOURCE), stdout=out)

    assert counted["0.9.0"] == 1
    assert counted[RELEASE] > 1
    assert "Records written under release 0.9.0: 1" in out.getvalue().splitlines()
