"""What people type about the care of each day, cleaned; one module for each kind of page."""

from dailycare.forms.assigning import AssignForm
from dailycare.forms.correcting import CorrectionForm, TakeOutForm, as_initial
from dailycare.forms.handing_over import AddendumForm, LineForm, NewLineForm
from dailycare.forms.reading import TimelineForm
from dailycare.forms.recording import CareForm, HeldForm
from dailycare.forms.reviewing import ReviewForm
from dailycare.forms.seeing import SeenForm

__all__ = [
    "AddendumForm",
    "AssignForm",
    "CareForm",
    "CorrectionForm",
    "HeldForm",
    "LineForm",
    "NewLineForm",
    "ReviewForm",
    "SeenForm",
    "TakeOutForm",
    "TimelineForm",
    "as_initial",
]
