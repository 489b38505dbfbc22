"""Today beside a person's own days, weeks and months."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import own_kinds
from dailycare.trends import marked_changes
from dailycare.trends.compared import compare as comparison_of
from dailycare.trends.periods import By
from records import queries as records
from records import services

WORDS = {By.DAY: "Days", By.WEEK: "Weeks", By.MONTH: "Months"}


@requires(Permission.SEE_PEOPLE)
@require_safe
def compare(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """What changed for somebody, and a plot with a table of each thing that is recorded."""
    # Their own page fetches the sentences after itself: nobody chose to compare anything.
    why = "was shown what changed" if request.htmx else "compared days, weeks, months"
    someone = services.open_record(person_id, by=request.user, why=why)
    if request.htmx:
        changes = marked_changes([someone.pk], timezone.now()).get(someone.pk, [])
        context = {"person": someone, "changes": changes}
        return render(request, "dailycare/changes.html", context)
    asked = request.GET.get("by", "")
    by = By(asked) if asked in set(By) else By.DAY
    context = {
        "header": records.header(someone),
        "person": someone,
        "by": by.value,
        "ways": [(way.value, words) for way, words in WORDS.items()],
        "found": comparison_of(someone, by, own_kinds.every(), now=timezone.now()),
    }
    return render(request, "dailycare/compare.html", context)
