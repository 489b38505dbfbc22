"""What people type into the record, cleaned; nothing is saved here."""

from records.forms.about_me import AboutMeForm
from records.forms.asked import AskedForm
from records.forms.beside_plan import CommentForm
from records.forms.looking import ActsForm, LooksForm
from records.forms.nursing import NursingForm, as_answers
from records.forms.of_kind import RecordForm, as_initial, form_of
from records.forms.person import AddPersonForm, IdentityForm
from records.forms.places import PlaceForm, ProviderForm, RoomForm, UnitForm
from records.forms.plans import (
    AgreementForm,
    DraftForm,
    ForATimeForm,
    GoalForm,
    InstructionForm,
    SignOffForm,
)
from records.forms.reasons import ReasonForm, TakeOutForm
from records.forms.writing import KeptForm, ReplacingForm, WritingForm

__all__ = [
    "AboutMeForm",
    "ActsForm",
    "AddPersonForm",
    "AgreementForm",
    "AskedForm",
    "CommentForm",
    "DraftForm",
    "ForATimeForm",
    "GoalForm",
    "IdentityForm",
    "InstructionForm",
    "KeptForm",
    "LooksForm",
    "NursingForm",
    "PlaceForm",
    "ProviderForm",
    "ReasonForm",
    "RecordForm",
    "ReplacingForm",
    "RoomForm",
    "SignOffForm",
    "TakeOutForm",
    "UnitForm",
    "WritingForm",
    "as_answers",
    "as_initial",
    "form_of",
]
