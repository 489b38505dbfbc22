"""Photographs are drawn anew: the picture is kept, upright and light, and nothing else."""

import base64
import io
from datetime import date

import pytest
import time_machine
from PIL import Image

from accounts.models import User
from governance.models import Act, AuditEvent
from records import photographs, queries, services
from records.models import DocumentFile, Photograph
from records.photographs import NotTaken
from tests.pictures import TAKEN, a_face, a_photograph, an_upload
from tests.records.pages import as_, of_kind, page, said

ADD = "add_record", "photographs"


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_drawn_upright_and_without_what_stood_beside_it(kind):
    sent = a_photograph((2400, 1200), kind=kind)

    large = opened(photographs.read(sent).large.content)

    assert (large.format, large.size, dict(large.getexif())) == ("JPEG", (800, 1600), {})
    assert set(large.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("is_of_a_face", "size", "most"),
    [(False, (120, 160), 12_000), (True, (96, 96), 2_000)],
    ids=["care", "face"],
)
def test_a_small_one_stands_beside_words(is_of_a_face, size, most):
    small = photographs.read(a_photograph(), is_of_a_face=is_of_a_face).small

    assert (opened(small.content).format, opened(small.content).size) == ("WEBP", size)
    assert len(small.content) <= most


def test_what_is_seen_through_becomes_white():
    written = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(written, "PNG")

    large = opened(photographs.read(written.getvalue()).large.content)

    assert large.getpixel((20, 20)) == (255, 255, 255)


def test_a_photograph_full_of_detail_becomes_light_enough():
    written = io.BytesIO()
    Image.effect_noise((1600, 1600), 90).convert("RGB").save(written, "JPEG", quality=90)

    picture = photographs.read(written.getvalue())

    assert len(written.getvalue()) > 3 * len(picture.small.content)
    assert len(picture.large.content) < len(written.getvalue()) / 2


def with_many_dots(kind: str) -> bytes:
    """A small file that would unpack into more than our memory should hold."""
    written = io.BytesIO()
    Image.new("1", (8000, 7000)).convert("L").save(written, kind)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", photographs.NO_PICTURE),
        (b"%PDF-1.7\n", photographs.NO_PICTURE),
        (a_photograph()[:400], photographs.NO_PICTURE),
        (b"\0" * (photographs.MOST_BYTES + 1), photographs.TOO_LARGE),
        (with_many_dots("PNG"), photographs.TOO_MANY_DOTS),
        (with_many_dots("JPEG"), photographs.TOO_MANY_DOTS),
    ],
    ids=["empty", "no picture", "cut short", "too large", "dots in a PNG", "dots in a JPEG"],
)
def test_what_cannot_be_kept_is_refused_in_words(content, why):
    with pytest.raises(NotTaken, match=why[:40]):
        photographs.read(content)


def test_the_newest_that_stands_is_beside_the_name(joan, marcus):
    services.add(Photograph, joan, by=marcus, **a_face(colour="navy"))
    newer = services.add(Photograph, joan, by=marcus, **(a_face() | {"taken_on": date(2026, 9, 1)}))

    shown = queries.header(joan).photo_url

    kept = DocumentFile.objects.get(pk=newer.small_id).content
    assert shown == f"data:image/webp;base64,{base64.b64encode(bytes(kept)).decode()}"
    services.withdraw(newer, replaces=1, reason="She does not want it shown", by=marcus)
    assert queries.header(joan).photo_url not in ("", shown)
    assert queries.last_written(newer).reason == "She does not want it shown"


def test_without_a_photograph_initials_stand_there(joan, ada):
    html = said(as_(ada).get(of_kind("record_list", "photographs", joan)))

    assert queries.header(joan).photo_url == ""
    assert '<span class="face" aria-hidden="true">JP</span>' in html


@pytest.mark.parametrize(
    ("today", "note"),
    [
        (date(2027, 3, 3), ""),
        (date(2027, 3, 4), "Photograph taken 12 months ago: take a new one"),
        (date(2027, 5, 10), "Photograph taken 14 months ago: take a new one"),
    ],
)
def test_an_old_photograph_says_that_it_is(joan, marcus, today, note):
    services.add(Photograph, joan, by=marcus, **a_face())

    with time_machine.travel(today):
        assert queries.header(joan).photo_note == note


def test_whoever_may_change_who_they_are_adds_one(joan, marcus, ada):
    typed = {**TAKEN, "basis": "best_interests", "who_decided": "Marcus and her niece"}
    added = as_(marcus).post(of_kind(*ADD, joan), typed | {"upload": an_upload()}, follow=True)

    [kept] = Photograph.objects.all()
    html = said(as_(ada).get(of_kind("record", "photographs", joan, kept.pk)))
    picture = as_(ada).get(page("document_file", joan, file_id=kept.file_id))
    assert "Photograph saved" in said(added)
    assert "A best-interests decision" in html
    assert picture["Content-Type"] == "image/jpeg"
    assert {"no-store", "private"} <= set(picture["Cache-Control"].split(", "))
    assert opened(picture.content).size == (480, 640)
    assert AuditEvent.objects.filter(actor=ada, record_id=kept.file_id, act=Act.READ).exists()
    assert as_(ada).get(of_kind(*ADD, joan)).status_code == 403


def test_nothing_else_is_lost_where_it_is_no_photograph(joan, marcus: User):
    typed = {**TAKEN, "basis": "agreed", "who_decided": "Joan, over tea"}
    browser = as_(marcus)

    none = said(browser.post(of_kind(*ADD, joan), typed))
    wrong = said(browser.post(of_kind(*ADD, joan), typed | {"upload": an_upload(b"%PDF")}))
    again = said(browser.post(of_kind(*ADD, joan), {"upload": an_upload(), "who_decided": "Joan"}))

    assert "Take or choose a photograph" in none
    assert "This is no photograph that can be read here" in wrong
    assert 'value="Joan, over tea"' in wrong
    assert "Choose the photograph again: it could not be kept meanwhile" in again
    assert not Photograph.objects.exists()


def test_more_files_than_the_box_takes_are_refused(joan, marcus):
    typed = {**TAKEN, "basis": "agreed", "upload": [an_upload(), an_upload()]}

    html = said(as_(marcus).post(of_kind(*ADD, joan), typed))

    assert "Choose 1 at most" in html


def test_a_file_that_is_too_large_is_refused_before_it_is_read(joan, marcus):
    large = an_upload(b"\xff\xd8\xff" + bytes(photographs.MOST_BYTES))

    html = said(as_(marcus).post(of_kind(*ADD, joan), {"upload": large}))

    assert "larger than 10 MB" in html


def test_what_is_said_of_a_photograph_changes_and_the_picture_stays(joan, marcus):
    kept = services.add(Photograph, joan, by=marcus, **a_face())
    typed = {**TAKEN, "basis": "authority", "who_decided": "Her attorney", "replaces": "1"}

    as_(marcus).post(of_kind("change_record", "photographs", joan, kept.pk), typed)

    now = Photograph.objects.get()
    assert (now.basis, now.file_id, now.version) == ("authority", kept.file_id, 2)
