"""What every page that writes does: keep the words, save them, or say why not."""

from collections.abc import Callable
from typing import Any

from accounts import queries as accounts
from accounts.doors import StaffRequest
from accounts.services import discard_draft
from governance.errors import StaleRecord
from records import queries
from records.errors import AlreadyRecorded, NotInThisState
from records.forms import KeptForm, ReplacingForm

ASK = ("GET", "HEAD", "POST")
SENT_BEFORE = "This was saved before with other words. Open it in the record to change it"


def begin[Form: KeptForm](
    request: StaffRequest,
    form: Callable[..., Form],
    *,
    initial: dict[str, Any] | None = None,
    **about: Any,
) -> Form:
    """Return a page's form: as posted, as its author left it unsaved, or as the record says."""
    return begin_at(request.path, request, form, initial=initial, **about)


def begin_at[Form: KeptForm](
    path: str,
    request: StaffRequest,
    form: Callable[..., Form],
    *,
    initial: dict[str, Any] | None = None,
    **about: Any,
) -> Form:
    """Return the form of one of the pages that share an address before the question mark."""
    if request.method == "POST":
        return form(request.POST, request.FILES, initial=initial, **about)
    draft = accounts.draft_of(request.user, path)
    begun = form(initial=draft or initial, **about)
    if draft:
        drafts = accounts.drafts_of(request.user)
        begun.unsaved = next((one for one in drafts if one.path == path), None)
    return begun


def saved(request: StaffRequest, form: ReplacingForm, save: Callable[[], Any]) -> Any:
    """Save what was posted and return it; nothing where the form now says what is not well."""
    if not form.is_valid():
        return None
    try:
        written = save()
    except StaleRecord as stale:
        form.stand_beside(stale.latest, queries.last_written(stale.latest).author)
    except NotInThisState as refusal:
        form.add_error(None, str(refusal))
    except AlreadyRecorded:
        form.add_error(None, SENT_BEFORE)
    else:
        discard_draft(request.path, by=request.user)
        return written
    return None
