"""The sections of the HTML view: their codes, tables and fixed texts, as the specification says."""

from dataclasses import dataclass

NOT_FILTERED = "Date filter not applied"
ALL_ITEMS = "All relevant items"
NO_DATA = "No '{name}' data is recorded for this patient."
NOT_SUPPORTED = "This system does not support retrieval of '{name}' data."
DENIED = "Access is denied to '{name}' data for this patient."


@dataclass(frozen=True)
class Part:
    """One table. `pick` names the rows that stand in it; `area` the parameter it is asked by."""

    heading: str
    table: str
    area: str
    pick: str
    columns: tuple[str, ...]
    takes_period: bool = False


@dataclass(frozen=True)
class Section:
    """One code of the value set; without parts it is no live view."""

    code: str
    title: str
    takes_period: bool = False
    parts: tuple[Part, ...] = ()


_EVENT = ("Date", "Entry", "Details")
_ALLERGY = ("Start Date", "Details")
_PROBLEM = ("Start Date", "Entry", "Significance", "Details")
_MEDICINE = ("Start Date", "Medication Item", "Dosage Instruction", "Quantity", "Last Issued Date")


def _part(heading: str, table: str, area: str, pick: str, columns: tuple[str, ...]) -> Part:
    return Part(heading, table, f"include{area}", pick, columns)


_CURRENT = _part(
    "Current Allergies and Adverse Reactions", "all-tab-curr", "Allergies", "all", _ALLERGY
)
_ACUTE = _part(
    "Acute Medication (Last 12 Months)", "med-tab-acu-med", "Medication", "acute", _MEDICINE
)
_REPEAT = _part("Current Repeat Medication", "med-tab-curr-rep", "Medication", "repeat", _MEDICINE)
_ACTIVE = _part("Active Problems and Issues", "prb-tab-act", "Problems", "active", _PROBLEM)
_MAJOR = _part(
    "Major Inactive Problems and Issues", "prb-tab-majinact", "Problems", "major", _PROBLEM
)


def _dated(code: str, title: str, table: str, area: str) -> Section:
    part = Part("", table, f"include{area}", "all", _EVENT, takes_period=True)
    return Section(code, title, takes_period=True, parts=(part,))


_ALL = (
    Section(
        "SUM",
        "Summary",
        parts=(
            _part("Emergency Codes", "emc-tab", "UncategorisedData", "none", _EVENT),
            _part("Last 3 Encounters", "enc-tab", "Consultations", "three", _EVENT),
            _ACTIVE,
            _MAJOR,
            _CURRENT,
            _ACUTE,
            _REPEAT,
        ),
    ),
    Section(
        "ALL",
        "Allergies and Adverse Reactions",
        parts=(
            _CURRENT,
            _part(
                "Historical Allergies and Adverse Reactions",
                "all-tab-hist",
                "Allergies",
                "ended",
                (*_ALLERGY, "End Date"),
            ),
        ),
    ),
    Section(
        "MED",
        "Medications",
        takes_period=True,
        parts=(
            _ACUTE,
            _REPEAT,
            _part(
                "Discontinued Repeat Medication",
                "med-tab-dis-rep",
                "Medication",
                "discontinued",
                _MEDICINE,
            ),
            Part(
                "All Medication",
                "med-tab-all-sum",
                "includeMedication",
                "all",
                _MEDICINE,
                takes_period=True,
            ),
            Part(
                "All Medication Issues",
                "med-tab-all-iss",
                "includeMedication",
                "issues",
                ("Issue Date", "Medication Item", "Dosage Instruction", "Quantity"),
                takes_period=True,
            ),
        ),
    ),
    Section(
        "IMM",
        "Immunisations",
        parts=(_part("", "imm-tab", "Immunisations", "all", ("Date", "Vaccination", "Details")),),
    ),
    Section(
        "PRB",
        "Problems and Issues",
        takes_period=True,
        parts=(
            _ACTIVE,
            Part(**{**vars(_MAJOR), "takes_period": True}),
            Part(
                "Other Inactive Problems and Issues",
                "prb-tab-othinact",
                "includeProblems",
                "minor",
                _PROBLEM,
                takes_period=True,
            ),
        ),
    ),
    _dated("ENC", "Encounters", "enc-tab", "Consultations"),
    _dated("CLI", "Clinical Items", "cli-tab", "UncategorisedData"),
    _dated("OBS", "Observations", "obs-tab", "Investigations"),
    _dated("ADM", "Administrative Items", "adm-tab", "DiaryEntries"),
    _dated("REF", "Referrals", "ref-tab", "Referrals"),
    Section("INV", "Investigations"),
    Section("PAT", "Patient Details"),
)
SECTIONS = {section.code: section for section in _ALL}
