"""What may go wrong with a GP record: a code for the audit, a plain sentence for the reader."""

PRACTICE = "The GP practice's system "
ASK = " Contact the practice if you need the record now."

SENTENCES = {
    # Stopped before anybody was asked.
    "NO_NHS_NUMBER": "This person has no NHS number on their record, so their GP record cannot "
    "be found. Add it first.",
    "INVALID_NHS_NUMBER": "The NHS number is not valid: one of its digits is wrong. Check it with "
    "the source.",
    "NOBODY_MAY_SEE_IT": "Nobody who works at this person's place has a role that may see the GP "
    "record, so it was not asked for.",
    "NO_ACCESS": "Whoever asked has no post now at this person's place that may see the GP record, "
    "so it was not asked for.",
    "OBJECTION": "This person objects to our seeing their GP record. The practice is not asked, "
    "and nothing that it sent before is shown. What they said is under Consents; if they have "
    "changed their mind, record it there.",
    "NO_ODS_CODE": "Your organisation's ODS code is missing, and no GP system answers without it. "
    "An administrator can add it, under More and Places.",
    "NOT_SET_UP": "The connection to GP systems is not set up here. An administrator can set "
    "it up.",
    "DEMONSTRATION_ONLY": "The connection was refused: a demonstration never calls a real health "
    "service, and a real service never calls a simulator.",
    "NOT_BY_GATEWAY": "The national gateway does not pass on this part of the GP record.",
    # What the national register (PDS) says.
    "PDS_NOT_FOUND": "The national register has nobody with this NHS number. Check the number.",
    "PDS_NOT_VERIFIED": "The name or date of birth on this record does not match the national "
    "register for this NHS number, so the GP record was not asked for. Check them with the person.",
    "PDS_SENSITIVE": "The national register does not let this person's GP record be shown here. "
    "Contact the practice.",
    "PDS_SUPERSEDED": "This NHS number has been replaced by another. Check the current number with "
    "the practice and change it on the record.",
    "PDS_DECEASED": "The national register says that this person has died, so the GP record was "
    "not asked for.",
    "PDS_NO_PRACTICE": "The national register names no GP practice for this person.",
    "PDS_UNAVAILABLE": "The national register could not be reached, and no check of the last 24 "
    "hours stands in for it, so the GP record was not asked for. We will try again.",
    "PDS_UNREADABLE": "The national register gave an answer that could not be read.",
    # What the national directory (SDS) says.
    "SDS_NOT_ENABLED": "This person's GP practice does not share records in this way.",
    "SDS_NO_ADDRESS": "The national directory has no address for this GP practice's system.",
    "SDS_UNAVAILABLE": "The national directory could not be reached. We will try again.",
    "SDS_UNREADABLE": "The national directory gave an answer that could not be read.",
    # What the GP system, or the proxy in front of it, says.
    "NO_PATIENT_CONSENT": "This person does not agree to their GP record being shared, so the "
    "practice does not show it.",
    "NO_ORGANISATION_CONSENT": PRACTICE + "does not share records with your organisation." + ASK,
    "ACCESS_DENIED": "The GP practice has not switched on sharing, or does not share with your "
    "organisation." + ASK,
    "NO_RELATIONSHIP": PRACTICE + "knows of no reason for your organisation to ask." + ASK,
    # Also sent for people who are inactive, deceased, unverified or sensitive: it never says which.
    "PATIENT_NOT_FOUND": PRACTICE + "gave no record for this NHS number and does not say why."
    + ASK,
    "NO_RECORD_FOUND": PRACTICE + "holds no record that can be shown." + ASK,
    "INVALID_PARAMETER": PRACTICE + "did not accept the question. This is a fault in this product: "
    "tell whoever supports it.",
    "INVALID_RESOURCE": PRACTICE + "did not accept the question. This is a fault in this product: "
    "tell whoever supports it.",
    "BAD_REQUEST": PRACTICE + "did not accept the question. This is a fault in this product: "
    "tell whoever supports it.",
    "SPINE_405": "The national proxy did not accept the question. This is a fault in this product: "
    "tell whoever supports it.",
    "SPINE_415": "The national proxy did not accept the question. This is a fault in this product: "
    "tell whoever supports it.",
    "INTERNAL_SERVER_ERROR": PRACTICE + "has a fault." + ASK,
    "SPINE_400": "The national proxy refused the practice's registered address." + ASK,
    "SPINE_403": "The national proxy does not let your organisation ask this practice." + ASK,
    "TIMED_OUT": PRACTICE + "did not answer in time. We will try again.",
    "GATEWAY_FAILED": "The way to the GP practice's system is interrupted. We will try again.",
    "BUSY": PRACTICE + "is busy. We will try again.",
    "BROKEN_OFF": PRACTICE + "broke off in the middle of its answer. We will try again.",
    "UNREACHABLE": PRACTICE + "could not be reached. We will try again.",
    "INSECURE": "The secure connection failed: our certificate or theirs was refused. An "
    "administrator can check the certificates.",
    "RESTING": PRACTICE + "failed several times in a row, so it is left alone for a minute. We "
    "will try again.",
    "REDIRECTED": PRACTICE + "pointed to another address, which is never followed." + ASK,
    "TOO_LARGE": "The GP record is too large to be fetched safely." + ASK,
    "NOT_FHIR": PRACTICE + "answered with something that is not a record." + ASK,
    "NOT_A_RECORD": PRACTICE + "gave an answer that could not be read as a record, or was cut "
    "off." + ASK,
    "WRONG_PERSON": PRACTICE + "gave the record of somebody else. It was refused and nothing of it "
    "was kept. Report this to the practice.",
    "INTERRUPTED": "The last attempt was interrupted before it ended. Try again.",
}  # fmt: skip
OTHERWISE = PRACTICE + "refused the question." + ASK


class GpConnectError(Exception):
    """A GP record that could not be had: `code` for the audit, `sentence` for the reader.

    What a system adds in its own words is left out: it may name the person.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> str:
        """What to tell the reader, and what they can do."""
        return SENTENCES.get(self.code, OTHERWISE)


class Blocked(GpConnectError):
    """The rules say not to ask: nobody's GP system was called."""


class Refused(GpConnectError):
    """Somebody answered, and the answer is not a record of this person."""


class Unavailable(GpConnectError):
    """Nobody answered, or not in time: worth another try."""
