"""People whose GP records change in the middle of a story: files that the simulator serves."""

import json
import os
from pathlib import Path
from typing import NamedTuple

from tests.gpconnect.answers import a_concept, a_patient
from tests.gpconnect.lists import allergies, allergy, answer, area, medicine


class Newcomer(NamedTuple):
    """Somebody who is new at Rosewood, by the number under which their practice knows them."""

    nhs_number: str
    family: str

    @property
    def file(self) -> str:
        return f"{self.family.lower()}.json"


# A story is told of one with scripts and of the other without: nobody is added twice.
NEWCOMERS = {
    True: Newcomer("9990100004", "Tamblyn"),
    False: Newcomer("9990100012", "Penrose"),
}
PENICILLIN = allergy(
    "penicillin",
    code=a_concept("Penicillin", sent="91936005"),
    reaction=[{"description": "Swelling of the lips"}],
    criticality="high",
)


def write(folder: Path, who: Newcomer, *found: dict) -> None:
    """Write what their practice's record holds from now on: these allergies, and a medicine."""
    record = answer(
        allergies(*found), area("medications", medicine("Amlodipine 5mg tablets")), area("problems")
    )
    name = {"use": "official", "family": who.family, "given": ["Edith"], "prefix": ["Mrs"]}
    record["entry"][0]["resource"] = a_patient(who.nhs_number, name=[name])
    unfinished = folder / f"{who.file}.new"
    unfinished.write_text(json.dumps(record))
    os.replace(unfinished, folder / who.file)
