"""What the record refuses, as facts."""


class NotInThisState(Exception):
    """The act does not fit the state the record is in; the message is a sentence for the user."""


class AlreadyRecorded(Exception):
    """The same id came before with other words: an honest repeat is recognised, this is not one."""
