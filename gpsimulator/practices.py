"""The invented GP practices: where they are, what system they have, what is switched on."""

from dataclasses import dataclass, replace

from gpsimulator.suppliers import EMIS_LIKE, MEDICUS_LIKE, TPP_LIKE, Supplier

STRUCTURED = "urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1"
OPERATION = "/Patient/$gpc.getstructuredrecord"
HTML = "urn:nhs:names:services:gpconnect:fhir:operation:gpc.getcarerecord"
HTML_OPERATION = "/Patient/$gpc.getcarerecord"
OPERATIONS = {STRUCTURED: OPERATION, HTML: HTML_OPERATION}


@dataclass(frozen=True)
class Practice:
    """One practice as SDS, the proxy and its own GP system know it.

    `disabled` areas are answered with a warning; `unknown` ones the older system never heard of.
    """

    ods: str
    name: str
    town: str
    supplier: Supplier
    usual_gp: tuple[str, str, str] = ("Dr", "Hannah", "Whitlock")
    asid: str = ""
    disabled: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    is_in_sds: bool = True
    has_address: bool = True
    is_enabled: bool = True

    @property
    def root(self) -> str:
        """The structured service root, as SDS gives it and as the proxy expects it in the path."""
        return f"https://gp.example/{self.ods}/STU3/1/gpconnect/structured"

    @property
    def html_root(self) -> str:
        """The root of the older HTML view, which SDS names for its own interaction."""
        return f"https://gp.example/{self.ods}/DSTU2/1/gpconnect"

    def root_for(self, interaction: str) -> str:
        """The root that SDS registers for an interaction."""
        return self.html_root if interaction == HTML else self.root

    @property
    def party_key(self) -> str:
        return f"{self.ods}-800001"


_OLDER = frozenset(
    {
        "includeConsultations",
        "includeProblems",
        "includeImmunisations",
        "includeUncategorisedData",
        "includeInvestigations",
        "includeReferrals",
        "includeDiaryEntries",
    }
)
_ALL = (
    Practice("Z99001", "Meadow Lane Surgery", "Thornbury Cross", EMIS_LIKE),
    Practice(
        "Z99002",
        "Harbour Street Medical Practice",
        "Saltmouth",
        TPP_LIKE,
        usual_gp=("Dr", "Owen", "Prosser"),
    ),
    Practice(
        "Z99003",
        "Canal View Health Centre",
        "Millbrook",
        MEDICUS_LIKE,
        usual_gp=("Dr", "Amara", "Nwosu"),
    ),
    Practice(
        "Z99004",
        "Hilltop Surgery",
        "Highfell",
        EMIS_LIKE,
        disabled=frozenset({"includeConsultations", "includeProblems"}),
    ),
    Practice("Z99005", "Old Mill Practice", "Millbrook", EMIS_LIKE, unknown=_OLDER),
    Practice("Z99006", "Riverside Practice", "Saltmouth", EMIS_LIKE, is_in_sds=False),
    Practice("Z99007", "Station Road Surgery", "Highfell", TPP_LIKE, has_address=False),
    Practice("Z99008", "Priory Surgery", "Thornbury Cross", MEDICUS_LIKE, is_enabled=False),
)
FOLDER_PRACTICE = "Z99900"


def asid_for(position: int) -> str:
    return f"9990{position:08d}"


PRACTICES = {
    practice.ods: replace(practice, asid=asid_for(number))
    for number, practice in enumerate(_ALL, start=1)
}
