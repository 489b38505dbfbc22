"""How the makers of GP systems differ in shape: identifiers, ids, notes, extension spellings."""

from dataclasses import dataclass, field
from uuid import UUID

NHS = "https://fhir.nhs.uk/STU3/StructureDefinition/"
HL7 = "https://fhir.hl7.org.uk/STU3/StructureDefinition/"


@dataclass(frozen=True)
class Supplier:
    """One maker's habits. `suffixes` and `prefixes` dress the id of a kind of resource."""

    name: str
    identifier_system: str
    id_pattern: str
    empty_note: str
    description_url: str
    description_display: str
    end_reason: str
    repeat_count: str
    local_drug_codes: str
    keeps_times: bool
    describes_in_extension: bool
    prefixes: dict[str, str] = field(default_factory=dict)
    suffixes: dict[str, str] = field(default_factory=dict)

    def id_of(self, kind: str, key: UUID) -> str:
        """The persistent id of this resource in the maker's shape."""
        text = self.id_pattern.format(
            key=key, upper=str(key).upper(), high=key.hex[:16], low=key.hex[16:]
        )
        return f"{self.prefixes.get(kind, '')}{text}{self.suffixes.get(kind, '')}"

    def identifier(self, ods: str, value: str) -> dict:
        return {"system": self.identifier_system.format(ods=ods), "value": value}


EMIS_LIKE = Supplier(
    name="EMIS-like",
    identifier_system="https://EMISWeb/{ods}",
    id_pattern="{upper}",
    empty_note="Information not available",
    description_url=f"{NHS}Extension-coding-sctdescid",
    description_display="descriptionDisplay",
    end_reason="reasonEnded",
    repeat_count="valueUnsignedInt",
    local_drug_codes="https://fhir.hl7.org.uk/Id/emis-drug-codes",
    keeps_times=True,
    describes_in_extension=True,
    suffixes={
        "MedicationStatement": "-MS",
        "Condition": "-PROB",
        "consultation": "-LST",
        "topic": "-PG",
        "heading": "-HD",
        "group": "-GRP",
        "filing": "-FC",
    },
)
TPP_LIKE = Supplier(
    name="TPP-like",
    identifier_system="https://tpp-uk.com/Id/ccs-id",
    id_pattern="{high}_{low}",
    empty_note="Information not available.",
    description_url=f"{HL7}Extension-coding-sctdescid",
    description_display="DescriptionDisplay",
    end_reason="reasonEnded",
    repeat_count="valuePositiveInt",
    local_drug_codes="https://fhir.hl7.org.uk/Id/multilex-drug-codes",
    keeps_times=False,
    describes_in_extension=True,
    suffixes={"plan": "_plan", "order": "_order", "Condition": "_problem", "group": "_group"},
)
MEDICUS_LIKE = Supplier(
    name="Medicus-like",
    identifier_system="https://medicus.health",
    id_pattern="{key}",
    empty_note="Information not available.",
    description_url=f"{HL7}Extension-coding-sctdescid",
    description_display="descriptionDisplay",
    end_reason="endReason",
    repeat_count="valueUnsignedInt",
    local_drug_codes="https://medicus.health/drugs",
    keeps_times=False,
    describes_in_extension=False,
    prefixes={"MedicationStatement": "ms-", "plan": "mr-", "order": "mr-order-", "Condition": "p-"},
)
