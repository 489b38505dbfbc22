"""The codes that say what a list is, what it warns of, and the quirks of those who send them."""

ALLERGIES = "allergies"
ENDED_ALLERGIES = "ended_allergies"
MEDICATIONS = "medications"
PROBLEMS = "problems"
IMMUNISATIONS = "immunisations"
CONSULTATIONS = "consultations"
INVESTIGATIONS = "investigations"
REFERRALS = "referrals"
DIARY = "diary"
UNCATEGORISED = "uncategorised"

PRIMARY_LISTS = {
    "886921000000105": ALLERGIES,
    "1103671000000101": ENDED_ALLERGIES,
    "933361000000108": MEDICATIONS,
    "717711000000103": PROBLEMS,
    "1102181000000102": IMMUNISATIONS,
    "1149501000000101": CONSULTATIONS,
    "887191000000108": INVESTIGATIONS,
    "792931000000107": REFERRALS,
    "714311000000108": DIARY,
    "826501000000100": UNCATEGORISED,
}
AREAS = tuple(PRIMARY_LISTS.values())

# Codes under which older systems, and the specification's own older pages, sent the same lists.
OLDER_LISTS = {"886721000000107": REFERRALS}
# The ended list once had no code of its own; only its title and its contained allergies tell.
UNDECIDED_CODE = "TBD"

CONSULTATION, TOPIC, HEADING = "325851000000107", "25851000000105", "24781000000107"
STRUCTURE_LISTS = {CONSULTATION, TOPIC, HEADING}
SECONDARY_SYSTEM = "GPConnect-SecondaryListValues-1"
SECONDARY_PLACEHOLDER = "99999"  # secondary lists before their code system was published

COMMENT_NOTE = "37331000000100"  # says nothing itself: what it says is in its text
# They stand in place of a code that was lost on the way: two entries that share one are not alike.
DEGRADED = {"196461000000101", "196421000000109", "196411000000103"}
NO_KNOWN_ALLERGIES = "716186003"
NOT_FOR_THE_PERSON = "NOPAT"
NOT_A_FINDING = {"NI", "UNC", "ASKU"}  # null flavours sent where a reaction would be named

# Which areas go missing when a provider does not take a parameter, or has it switched off.
AREAS_OF_PARAMETER = {
    "includeAllergies": (ALLERGIES, ENDED_ALLERGIES),
    "includeResolvedAllergies": (ENDED_ALLERGIES,),
    "includeMedication": (MEDICATIONS,),
    "includeProblems": (PROBLEMS,),
    "includeImmunisations": (IMMUNISATIONS,),
    "includeConsultations": (CONSULTATIONS,),
    "includeInvestigations": (INVESTIGATIONS,),
    "includeReferrals": (REFERRALS,),
    "includeDiaryEntries": (DIARY,),
    "includeUncategorisedData": (UNCATEGORISED,),
}

# Everything a structured answer may hold. Another type cannot be read, and is counted.
KNOWN_TYPES = {
    "AllergyIntolerance",
    "Condition",
    "DiagnosticReport",
    "DocumentReference",
    "Encounter",
    "HealthcareService",
    "Immunization",
    "List",
    "Location",
    "Medication",
    "MedicationDispense",
    "MedicationRequest",
    "MedicationStatement",
    "Observation",
    "OperationOutcome",
    "Organization",
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "ProcedureRequest",
    "QuestionnaireResponse",
    "ReferralRequest",
    "RelatedPerson",
    "Schedule",
    "Slot",
    "Specimen",
}
# What a list must point at to be shown: one of these on no list at all is told to the reader.
LISTED_TYPES = (
    "AllergyIntolerance",
    "MedicationStatement",
    "Condition",
    "Immunization",
    "Encounter",
)
# What a list, a report or another of its kind must point at, or nobody is shown it. An issue of a
# medicine is not among them: it points at its plan itself, and is shown with it.
POINTED_AT_TYPES = (
    "DiagnosticReport",
    "DocumentReference",
    "Observation",
    "ProcedureRequest",
    "ReferralRequest",
)
