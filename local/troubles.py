"""What may go wrong on somebody's machine, said in one sentence."""


class Trouble(Exception):
    """Something the reader can put right; its text is the whole message they see."""
