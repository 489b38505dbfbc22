"""What can go wrong with an import as a whole, each as one sentence for the administrator."""


class ImportProblem(Exception):
    """A reason to stop that the administrator can read and act on."""


class UnreadableFile(ImportProblem):
    """The file itself cannot be used; nothing of it was read."""
