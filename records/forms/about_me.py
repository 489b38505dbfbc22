"""About Me: seven headings, each with the standard's words on what belongs there."""

from records.forms.writing import WritingForm, drawn_from
from records.models import AboutMe

AboutMeForm = drawn_from(AboutMe, WritingForm)
