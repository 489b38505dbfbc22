"""About Me: seven headings, each with the standard's words on what belongs there."""

from records.forms.writing import WritingForm, drawn_from
from records.models import AboutMe


@drawn_from(AboutMe)
class AboutMeForm(WritingForm):
    """What matters to the person, in their words."""
