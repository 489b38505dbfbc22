"""What can go wrong with an import as a whole, each as one sentence for the administrator."""

from uuid import UUID


class ImportProblem(Exception):
    """A reason to stop that the administrator can read and act on."""


class UnreadableFile(ImportProblem):
    """The file itself cannot be used; nothing of it was read."""


class NotNow(ImportProblem):
    """The run is not in a state in which this can be done."""


class Stopped(ImportProblem):
    """Somebody ended the work while it was being done."""


class RecordMovedOn(ImportProblem):
    """Another import brought in, or took back, some of the same rows since the check."""


class NoSuchRun(ImportProblem):
    """A command was told of a run that is not on this installation."""

    def __init__(self, run_id: UUID) -> None:
        super().__init__(
            f"There is no import {run_id}. Its id is in the address of its page and in its report."
        )


class NoSuchPlace(ImportProblem):
    """A command was not told of one place, and of one only."""

    def __init__(self, name: str, known: list[str]) -> None:
        places = ", ".join(f"“{place}”" for place in known)
        said = (
            f"There is not one place called “{name}”." if name else "There is not one place only."
        )
        super().__init__(
            f"{said} Say with --location which of these: {places}."
            if known
            else "There is no place yet: open a provider first."
        )
