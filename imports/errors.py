"""What can go wrong with an import as a whole, each as one sentence for the administrator."""


class ImportProblem(Exception):
    """A reason to stop that the administrator can read and act on."""


class UnreadableFile(ImportProblem):
    """The file itself cannot be used; nothing of it was read."""


class NotNow(ImportProblem):
    """The run is not in a state in which this can be done."""


class RecordMovedOn(ImportProblem):
    """Another import brought in, or took back, some of the same rows since the check."""
