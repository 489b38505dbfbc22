"""The person's record, in the classes of MODS: every class is a table or columns of one."""

from records.models.activities import (
    Communication,
    Device,
    Medication,
    Procedure,
    Referral,
    Service,
    Task,
    TransferOfCare,
    Vaccination,
    Visit,
)
from records.models.appointments import Appointment
from records.models.asked import Asked
from records.models.assessments import Assessment, CapacityAssessment
from records.models.base import CodingField, EventRecord, PersonRecord, Provenance
from records.models.beside_plan import PlanComment, SupportPlan
from records.models.documents import Document, DocumentFile
from records.models.gp import GPDecision, GPNotice
from records.models.legal import (
    AdvanceDecision,
    AdvanceStatement,
    CPRDecision,
    InformedConsent,
    LibertyDeprivation,
    MentalHealthAct,
    PowerOfAttorney,
)
from records.models.nursing import AnswersField, NursingNeed
from records.models.observations import (
    Alert,
    Allergy,
    Incident,
    InvestigationResult,
    Need,
    Observation,
    Outcome,
    Problem,
    Risk,
    SafeguardingConcern,
)
from records.models.outside import OpenedFromOutside
from records.models.person import (
    AboutMe,
    Absence,
    Admission,
    Contact,
    Person,
    PersonAddress,
    SupportedBy,
)
from records.models.photographs import Photograph, Pictured
from records.models.plans import CarePlan, Goal, GoalReview, Instruction, Review
from records.models.ranges import PersonalRange

__all__ = [
    "AboutMe",
    "Absence",
    "Admission",
    "AdvanceDecision",
    "AdvanceStatement",
    "Alert",
    "Allergy",
    "AnswersField",
    "Appointment",
    "Asked",
    "Assessment",
    "CPRDecision",
    "CapacityAssessment",
    "CarePlan",
    "CodingField",
    "Communication",
    "Contact",
    "Device",
    "Document",
    "DocumentFile",
    "EventRecord",
    "GPDecision",
    "GPNotice",
    "Goal",
    "GoalReview",
    "Incident",
    "InformedConsent",
    "Instruction",
    "InvestigationResult",
    "LibertyDeprivation",
    "Medication",
    "MentalHealthAct",
    "Need",
    "NursingNeed",
    "Observation",
    "OpenedFromOutside",
    "Outcome",
    "Person",
    "PersonAddress",
    "PersonRecord",
    "PersonalRange",
    "Photograph",
    "Pictured",
    "PlanComment",
    "PowerOfAttorney",
    "Problem",
    "Procedure",
    "Provenance",
    "Referral",
    "Review",
    "Risk",
    "SafeguardingConcern",
    "Service",
    "SupportPlan",
    "SupportedBy",
    "Task",
    "TransferOfCare",
    "Vaccination",
    "Visit",
]
