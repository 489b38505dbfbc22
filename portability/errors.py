"""What can go wrong with a copy of the record, each as a sentence for whoever asked for it."""


class NotNow(Exception):
    """The copy is not in a state in which this can be done."""


class Refused(Exception):
    """This package cannot be brought in; nothing of it was. The message says why."""


class AlreadyHere(Exception):
    """This very package was brought in before: there is nothing to do."""
