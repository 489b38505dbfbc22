"""What people type about the care of each day, cleaned; one module for each kind of page."""

from dailycare.forms.assigning import AssignForm
from dailycare.forms.correcting import CorrectionForm, TakeOutForm, as_initial
from dailycare.forms.handing_over import AddendumForm, LineForm, NewLineForm
from dailycare.forms.outside import ElsewhereForm, OpenForm
from dailycare.forms.own_kinds import OwnKindForm, as_begun
from dailycare.forms.reading import TimelineForm
from dailycare.forms.recording import CareForm, HeldForm
from dailycare.forms.reviewing import ReviewForm
from dailycare.forms.seeing import CorrectSeenForm, SeenForm
from dailycare.forms.several import (
    Lines,
    OneOfSeveralForm,
    SeveralForm,
    as_sent,
    said_of,
    shared_by,
)

__all__ = [
    "AddendumForm",
    "AssignForm",
    "CareForm",
    "CorrectSeenForm",
    "CorrectionForm",
    "ElsewhereForm",
    "HeldForm",
    "LineForm",
    "Lines",
    "NewLineForm",
    "OneOfSeveralForm",
    "OpenForm",
    "OwnKindForm",
    "ReviewForm",
    "SeenForm",
    "SeveralForm",
    "TakeOutForm",
    "TimelineForm",
    "as_begun",
    "as_initial",
    "as_sent",
    "said_of",
    "shared_by",
]
