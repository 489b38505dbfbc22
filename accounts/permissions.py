"""What each role may do. Default deny: a role has what is listed here and nothing else."""

from django.db import models


class Role(models.TextChoices):
    """What somebody is employed as at a place."""

    CARE_WORKER = "care_worker", "Care worker"
    SENIOR = "senior", "Senior care worker"
    NURSE = "nurse", "Registered nurse"
    MANAGER = "manager", "Registered manager"
    ADMINISTRATOR = "administrator", "Administrator"
    AUDITOR = "auditor", "Auditor"


class Permission(models.TextChoices):
    """One thing that a page lets somebody do."""

    SEE_PEOPLE = "see_people", "See the people at their places, and their records"
    RECORD_CARE = "record_care", "Record care, and correct what they recorded"
    CORRECT_CARE = "correct_care", "Correct what anybody recorded"
    SEE_EXCEPTIONS = "see_exceptions", "See what was missed, late or refused, and say what was done"
    ASSIGN = "assign", "Say who sees to whom on a shift"
    HAND_OVER = "hand_over", "Write a handover, and sign it for the shift that ends or begins"
    ADD_PERSON = "add_person", "Add a person and change who they are"
    EDIT_RECORD = "edit_record", "Write About Me, needs, risks, alerts, allergies and contacts"
    SEE_RESTRICTED = "see_restricted", "See what people want few to read (CPL-13)"
    EDIT_PLAN = "edit_plan", "Draft a care plan"
    REVIEW_PLAN = "review_plan", "Review a care plan, agree it and sign it off"
    SEE_GP_RECORD = "see_gp_record", "See the summary view of the GP record (INT-05)"
    SEE_FULL_GP_RECORD = "see_full_gp_record", "See the whole GP record (INT-05)"
    DECIDE_ON_GP_RECORD = (
        "decide_on_gp_record",
        "Accept what the GP record says into ours, keep ours, or ask the practice (INT-06)",
    )
    SEE_AUDIT = "see_audit", "See who looked at a person's record"
    AUDIT = "audit", "See what everybody did with the records of a place, and take a list of it"
    WATCH_GP_RECORDS = "watch_gp_records", "See whether GP records come, and why some do not"
    IMPORT = "import", "Bring in what an old system held, and take it back"
    COPY_RECORD = "copy_record", "Take a copy of a whole record away, and give a person theirs"
    MANAGE_PLACES = "manage_places", "Change the provider, its places, their units and rooms"
    MANAGE_KINDS = "manage_kinds", "Add kinds of care of the provider's own, and retire them"
    MANAGE_STAFF = "manage_staff", "See staff, give and end their posts, help with lost keys"
    APPOINT_MANAGER = "appoint_manager", "The same for a manager"
    MANAGE_DEVICES = "manage_devices", "Enrol devices that workers share, and say one is lost"


P = Permission

EVERY_CARER = {P.SEE_PEOPLE, P.RECORD_CARE, P.EDIT_RECORD}
A_LEAD = EVERY_CARER | {
    *(P.CORRECT_CARE, P.SEE_EXCEPTIONS, P.ASSIGN, P.HAND_OVER),
    *(P.SEE_RESTRICTED, P.EDIT_PLAN, P.SEE_GP_RECORD, P.DECIDE_ON_GP_RECORD),
}

MAY: dict[str, frozenset[Permission]] = {
    Role.CARE_WORKER: frozenset(EVERY_CARER),
    Role.SENIOR: frozenset(A_LEAD),
    # A nurse sees the whole GP record; the others who may see it see a summary (INT-05).
    Role.NURSE: frozenset(A_LEAD | {P.SEE_FULL_GP_RECORD}),
    Role.MANAGER: frozenset(
        A_LEAD
        | {P.ADD_PERSON, P.REVIEW_PLAN, P.SEE_AUDIT, P.AUDIT, P.COPY_RECORD}
        | {P.MANAGE_STAFF, P.APPOINT_MANAGER, P.MANAGE_PLACES, P.MANAGE_KINDS}
        | {P.MANAGE_DEVICES, P.WATCH_GP_RECORDS}
    ),
    Role.ADMINISTRATOR: frozenset(
        {P.SEE_PEOPLE, P.ADD_PERSON, P.IMPORT, P.COPY_RECORD}
        | {P.MANAGE_STAFF, P.MANAGE_PLACES, P.MANAGE_DEVICES, P.WATCH_GP_RECORDS}
    ),
    # Sees acts and no record; the post ends when the look is over.
    Role.AUDITOR: frozenset({P.AUDIT}),
}

# Roles that must prove who they are twice (SEC-02).
NEEDS_SECOND_FACTOR = frozenset({Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR})

# What a session gives that a PIN began on a shared device: care, where a post allows it (SEC-03).
# All else asks for the password: what is kept private, signing plans off, deciding what of a GP
# record becomes ours, who people are, audit, copies, imports, places, devices, staff and keys.
PIN_GIVES = frozenset(
    EVERY_CARER
    | {P.CORRECT_CARE, P.SEE_EXCEPTIONS, P.ASSIGN, P.HAND_OVER, P.EDIT_PLAN}
    | {P.SEE_GP_RECORD, P.SEE_FULL_GP_RECORD}
)
