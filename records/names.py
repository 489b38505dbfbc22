"""What to call people, on a page or a button."""


def chosen(given: str, preferred: str, family: str) -> str:
    """Return the name somebody likes, with their last name."""
    return f"{preferred or given} {family}"


def initials(first: str, family: str) -> str:
    """Return two letters to stand where there is no photograph."""
    return (first[:1] + family[:1]).upper()
