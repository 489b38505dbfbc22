"""May this be done with a copy, in its state and by whoever asks?"""

from portability.errors import NotNow

WAITING, READY = "waiting", "ready"


def may_be_downloaded(state: str) -> None:
    """Only a copy that is ready can be taken. Raises NotNow."""
    if state != READY:
        raise NotNow("This copy cannot be downloaded: it is not ready, or it is no longer kept")


def may_take_everything(*, places: int, of: int) -> None:
    """Everybody's record is for whoever may do this at every place of the provider (SEC-07)."""
    if places < of:
        raise NotNow(
            "You may not copy records at every place of this provider, so you cannot copy "
            "everybody's. Ask somebody who may, or copy the record of one person"
        )
