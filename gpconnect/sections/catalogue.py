"""The sections there are, and which roles may have them (reference: sections 1 and 12)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One live view of the specification: its code there, its address and name here."""

    code: str
    slug: str
    name: str
    is_for_full_view: bool = False
    takes_period: bool = False

    @property
    def address(self) -> str:
        """The name of its page's address, which takes its code."""
        return f"gpconnect:{'full_' if self.is_for_full_view else ''}section"

    @property
    def page_address(self) -> str:
        """The name of the address of what the practice's system drew."""
        return f"{self.address}_page"


_FOR_ALL = (
    Section("SUM", "overview", "Summary"),
    Section("ALL", "allergies", "Allergies and adverse reactions"),
    Section("MED", "medications", "Medications", takes_period=True),
    Section("IMM", "immunisations", "Immunisations"),
)
_FOR_FULL_VIEW = (
    ("PRB", "problems", "Problems and issues"),
    ("ENC", "encounters", "Encounters"),
    ("CLI", "clinical-items", "Clinical items"),
    ("OBS", "observations", "Observations"),
    ("REF", "referrals", "Referrals"),
    ("ADM", "administrative-items", "Administrative items"),
)
SECTIONS = {section.code: section for section in _FOR_ALL} | {
    code: Section(code, slug, name, is_for_full_view=True, takes_period=True)
    for code, slug, name in _FOR_FULL_VIEW
}
