"""What a device holds so that care can go on without signal, and what it sends when it is back.

The device's side is `static/sw.js`; decision 0015 says what is held, how, and until when.
"""

import json
import logging
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts import sealing
from accounts.doors import StaffRequest, public, requires
from accounts.permissions import Permission
from dailycare import kinds, offering, own_kinds, planned, queries, services, shift, words
from dailycare.forms import HeldForm, sent
from dailycare.forms.asking import typed_name
from records import queries as records
from records.services import open_record

logger = logging.getLogger(__name__)
# An act for each time that a device asks for what is new would hide all others.
ONE_SHIFT = timedelta(hours=12)
if TYPE_CHECKING:
    from accounts.models import User

# What every page is drawn with; the device keeps these as they are, they say nothing of anybody.
ASSETS = [
    "dscr.css", "dscr.js", "favicon.svg", "nhsuk-frontend.min.js", "django_htmx/htmx-2.min.js",
    "fonts/regular.woff2", "fonts/bold.woff2",
]  # fmt: skip


@public
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that stands between the pages and the network; it must come from the root."""
    answer = HttpResponse(_service_worker(), content_type="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@cache
def _service_worker() -> str:
    parts = []
    for name in ("sw.js", "sw-pages.js"):
        with staticfiles_storage.open(name) as part:
            parts.append(part.read().decode())
    assets = [staticfiles_storage.url(name) for name in ASSETS]
    return "\n".join([f"const ASSETS = {json.dumps(assets)};", *parts])


@public
@require_safe
def without_signal(request: HttpRequest) -> HttpResponse:
    """The frame of every page that a device draws by itself. It holds nothing about anybody."""
    ways = [("My people", "my_people"), ("Record", "choose_person"), ("Waiting", "waiting")]
    nav = [
        {"label": label, "url": reverse(f"dailycare:{name}"), "current": False}
        for label, name in ways
    ]
    return render(request, "dailycare/held/frame.html", {"nav": nav})


@public
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits on this device to be sent: drawn by the device, which alone knows."""
    return render(request, "dailycare/held/nothing_kept.html")


@requires(Permission.RECORD_CARE)
@require_safe
def held(request: StaffRequest) -> HttpResponse:
    """Whom a device may hold for this worker, the forms of care, and the key to what waits."""
    stays = shift.people_of(request.user, may=Permission.RECORD_CARE).page(1)[: queries.PAGE]
    people = [words.card(stay, may_record=True) for stay in stays]
    to_record = [words.card(stay, may_record=True, opens="dailycare:record") for stay in stays]
    return JsonResponse(
        {
            "user": str(request.user.pk),
            "name": request.user.name,
            "key": sealing.key_for(request.user.pk, "what waits on a device"),
            "csrf": get_token(request),
            "at": _now(),
            "people": [str(stay.person_id) for stay in stays],
            "list": render_to_string("dailycare/held/people.html", {"people": people}),
            "choose": render_to_string("dailycare/held/people.html", {"people": to_record}),
            "kinds": {
                kind.slug: _form(kind)
                for kind in (*kinds.KINDS, kinds.PLANNED, *own_kinds.in_use())
            },
        }
    )


def _form(kind: kinds.Kind) -> dict[str, Any]:
    """The form of one kind for anybody; the device fills in whose, when and the id."""
    form = HeldForm(kind=kind, earliest=timezone.localdate)
    context = {"kind": kind, "form": form, "asked": None, "with_detail": []}
    return {
        "label": kind.label,
        "form": render_to_string("dailycare/record.html#form", context | ANYBODY),
        "must": [
            [[question.name, typed_name(question)], f"Answer: {question.label.lower()}"]
            for question in kind.questions
            if question.is_required
        ]
        + [[["text"], "Write what happened"]] * kind.needs_words
        + [[["outcome"], "Choose what came of it"]] * kind.asks_outcome,
    }


# What is drawn of one person for a device: these templates.
HELD = ("banner", "face", "page", "choose")
# What the device replaces by the name and the face of whoever it is.
ANYBODY = {"person": {"chosen_name": "%NAME%"}, "face": "%FACE%", "slip": ""}


@requires(Permission.RECORD_CARE)
@require_safe
def held_person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """What a device holds of one person: who they are in a minute, today, the latest notes."""
    why = "kept on a device to work without signal"
    person = open_record(person_id, by=request.user, why=why, once_in=ONE_SHIFT)
    plan, given = records.plan_in_brief(person), planned.given_lately(person)
    hour = timezone.localtime().hour
    now, later = plan.asked_at(hour) if plan else ([], [])
    context = {
        "header": records.header(person),
        "person": person,
        "about_me": records.about_me(person),
        "risks": records.risks_in_force(person),
        "plan": plan,
        "tasks": [words.planned(task, given, {}) for task in (*now, *later)],
        "days": words.by_day(queries.latest_entries(person)),
        "offer": offering.offered(hour, plan=plan, own=own_kinds.in_use()),
    }
    return JsonResponse(
        {
            "name": person.chosen_name,
            "at": _now(),
            **{part: render_to_string(f"dailycare/held/{part}.html", context) for part in HELD},
            "tasks": {str(task.id): task.description for task in (*now, *later)},
        }
    )


@requires(Permission.RECORD_CARE)
@require_POST
def send(request: StaffRequest) -> HttpResponse:
    """Record what a device kept. Each entry is answered by itself: recorded, or why not."""
    try:
        clock_off, entries = sent.read(json.loads(request.body))
    except (ValueError, RecursionError) as problem:
        raise BadRequest from problem
    answers = _take(request.user, entries, clock_off)
    recorded = [one for one in entries if answers.get(one.entry_id) == ""]
    sent.forget_drafts(request.user, recorded)
    return JsonResponse(
        {
            "recorded": [str(one.entry_id) for one in recorded],
            "refused": {str(entry_id): why for entry_id, why in answers.items() if why},
        }
    )


def _take(user: "User", entries: list[sent.Kept], clock_off: timedelta) -> dict[UUID, str]:
    """Record what can be; return why not, or nothing, by the id of the entry.

    One that breaks something of ours has no answer: its device keeps it, and the others go on.
    """
    try:
        with transaction.atomic():
            taken, refused = sent.Sending(user, entries, clock_off).clean()
            not_recorded = services.record_sent(taken, by=user)
    except Exception as problem:  # whatever it is, the others must not wait behind it
        if transaction.get_rollback():  # nothing at all would be kept
            raise
        if len(entries) > 1:
            return {k: v for one in entries for k, v in _take(user, [one], clock_off).items()}
        broken = entries[0].entry_id
        line = "A device sent %s, and it broke: %s"
        logger.error(line, broken, type(problem).__name__)  # noqa: TRY400 - it may quote a record
        return {}
    said = {entry_id: sent.in_words(why) for entry_id, why in not_recorded.items()}
    return dict.fromkeys((one.entry_id for one in entries), "") | refused | said


def _now() -> int:
    """Return our clock in milliseconds, as devices count."""
    return round(timezone.now().timestamp() * 1000)
