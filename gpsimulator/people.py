"""Everyone the simulator knows, all invented: who they are, how the GP system behaves."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Who PDS says someone is; dates are FHIR text, so that a folder's partial ones stay partial.

    `behaviour` names what goes otherwise than an ordinary answer; `source` the file of a bundle.
    """

    nhs_number: str
    prefix: str
    given: str
    family: str
    gender: str
    born_on: str
    practice: str
    behaviour: str = ""
    source: str = ""

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.prefix, self.given, self.family)))

    @property
    def street(self) -> str:
        """A house that nobody has, the same in PDS as in the GP record."""
        return f"{int(self.nhs_number[-4:-1]) % 90 + 1} Orchard Way"


_TABLE = """
9990000018 | Mr   | Arthur    | Green       | male   | 1942-03-14 | Z99001 |
9990000026 | Mrs  | Mary      | Smith       | female | 1938-06-02 | Z99002 |
9990000034 | Mr   | Imran     | Bodat       | male   | 1951-11-09 | Z99002 |
9990000042 | Mr   | James     | Okafor      | male   | 1994-08-21 | Z99003 |
9990000050 | Mrs  | Dorothy   | Pemberton   | female | 1936-01-27 | Z99001 |
9990000069 | Mr   | Walter    | Hughes      | male   | 1939-09-05 | Z99001 |
9990000077 | Miss | Edith     | Marlowe     | female | 1931-04-18 | Z99001 |
9990000085 | Mrs  | Nasreen   | Akhtar      | female | 1947-12-11 | Z99002 |
9990000093 | Mr   | Tadeusz   | Nowak       | male   | 1940-02-23 | Z99001 |
9990000107 | Mrs  | Beryl     | Ashworth    | female | 1934-07-30 | Z99001 |
9990000115 | Mr   | Desmond   | Campbell    | male   | 1945-05-16 | Z99002 |
9990000123 | Mrs  | Mei Ling  | Chan        | female | 1943-10-03 | Z99003 |
9990000131 | Mr   | George    | Whitfield   | male   | 1937-11-21 | Z99001 |
9990000158 | Mrs  | Joan      | Rowbotham   | female | 1933-03-08 | Z99001 |
9990000166 | Mr   | Harjit    | Gill        | male   | 1948-08-14 | Z99002 |
9990000174 | Mrs  | Patricia  | O'Connor    | female | 1941-06-25 | Z99001 |
9990000182 | Mr   | Leonard   | Fairbrother | male   | 1935-12-02 | Z99003 |
9990000190 | Ms   | Grace     | Adeyemi     | female | 1952-04-09 | Z99002 |
9990000204 | Miss | Chloe     | Barnes      | female | 1999-02-17 | Z99003 |
9990000212 | Mr   | Daniel    | Hartley     | male   | 1987-10-12 | Z99003 |
9990010013 | Mrs  | Nora      | Kelly       | female | 1944-01-15 | Z99001 | no-known-allergies
9990010021 | Mr   | Frank     | Emery       | male   | 1950-02-11 | Z99001 | all-empty
9990010048 | Mrs  | Tessa     | Moran       | female | 1946-03-22 | Z99001 | data-in-transit
9990010056 | Mr   | Colin     | Fielding    | male   | 1949-04-30 | Z99001 | confidential-items
9990010064 | Mrs  | Audrey    | Filer       | female | 1943-05-19 | Z99002 | data-awaiting-filing
9990010072 | Mr   | Dennis    | Sentinel    | male   | 1947-06-08 | Z99001 | dissent
9990010080 | Mrs  | Doreen    | Parting     | female | 1930-07-27 | Z99001 | deceased
9990010099 | Ms   | Selina    | Ward        | female | 1972-08-16 | Z99001 | sensitive
9990010102 | Mr   | Simon     | Perrin      | male   | 1953-09-04 | Z99001 | superseded
9990010110 | Mr   | Neil      | Fowler      | male   | 1951-10-23 | Z99001 | not-found
9990010129 | Mrs  | Dilys     | Abel        | female | 1945-11-12 | Z99004 | areas-disabled
9990010137 | Mr   | Oliver    | Vernon      | male   | 1942-12-31 | Z99005 | older-provider
9990010145 | Mrs  | Wendy     | Pearson     | female | 1948-01-20 | Z99001 | wrong-person
9990010153 | Mr   | Digby     | Onslow      | male   | 1940-02-09 | Z99001 | one-digit-wrong
9990010161 | Mrs  | Miriam    | Pate        | female | 1939-03-28 | Z99001 | no-patient
9990010188 | Mr   | Sidney    | Lowe        | male   | 1938-04-17 | Z99001 | slow
9990010196 | Mrs  | Trudy     | Cutter      | female | 1941-05-06 | Z99001 | truncated
9990010218 | Mr   | Hugh      | Tamlin      | male   | 1944-06-25 | Z99001 | html-error
9990010226 | Mrs  | Barbara   | Gates       | female | 1946-07-14 | Z99001 | bad-gateway
9990010234 | Mr   | Upton     | Knowles     | male   | 1943-08-02 | Z99001 | unknown-resources
9990010242 | Mrs  | Sheila    | Tagg        | female | 1947-09-21 | Z99001 | script-text
9990010250 | Mr   | Daniel    | Reffell     | male   | 1949-10-10 | Z99003 | dangling-references
9990010269 | Mrs  | Loretta   | Longden     | female | 1937-11-29 | Z99002 | long-dosage
9990010277 | Mr   | Ivor      | Farrow      | male   | 1945-12-18 | Z99001 | server-error
9990010285 | Mrs  | Enid      | Blanking    | female | 1942-01-06 | Z99001 | empty-body
9990010293 | Mr   | Hector    | Biggs       | male   | 1948-02-25 | Z99001 | ten-megabytes
9990010307 | Mrs  | Tracey    | Ide         | female | 1950-03-16 | Z99001 | other-trace-id
9990010315 | Mr   | Duncan    | Pryce       | male   | 1946-04-04 | Z99001 | duplicate-ids
9990010323 | Mrs  | Norma     | Dancey      | female | 1940-05-23 | Z99006 | practice-not-enabled
9990010331 | Mr   | Ewan      | Noad        | male   | 1951-06-12 | Z99007 | no-endpoint-address
9990010358 | Mrs  | Ada       | Denham      | female | 1944-07-01 | Z99008 | access-denied
9990010366 | Mr   | Victor    | Unwin       | male   | 1943-08-20 | Z99001 | unverified
9990010374 | Mrs  | Demi      | Graves      | female | 1955-09-09 | Z99001 | other-demographics
9990010382 | Mr   | Noel      | Patterson   | male   | 1952-10-28 | Z99002 | not-for-disclosure
9990010390 | Mrs  | Rita      | Dray        | female | 1949-11-17 | Z99001 | redirect
9990010404 | Mr   | Dafydd    | Hope        | male   | 1941-12-06 | Z99001 | dropped
9990010412 | Mr   | Simon     | Perrin      | male   | 1953-09-04 | Z99001 | supersedes
9990010420 | Mrs  | Nadia     | Bare        | female | 1956-01-24 | Z99001 | no-record-found
9990010439 | Mr   | Timothy   | Blake       | male   | 1947-02-13 | Z99001 | future-dates
9990010447 | Mrs  | Connie    | Twyford     | female | 1938-03-04 | Z99001 | contradictory
9990010501 | Mr   | Basil     | Reddish     | male   | 1935-01-01 | Z99001 | error-bad-request
9990010528 | Mrs | Connie | Vale | female | 1936-02-02 | Z99001 | error-conflicting-values
9990010536 | Mr | Idris | Sykes | male | 1937-03-03 | Z99001 | error-invalid-identifier-system
9990010544 | Mrs | Ivy | Vance | female | 1938-04-04 | Z99001 | error-invalid-identifier-value
9990010552 | Mr | Ian | Nunn | male | 1939-05-05 | Z99001 | error-invalid-nhs-number
9990010560 | Mrs | Iris | Pond | female | 1940-06-06 | Z99001 | error-invalid-patient-demographics
9990010579 | Mr | Norris | Oakes | male | 1941-07-07 | Z99001 | error-no-organisation-consent
9990010587 | Mrs  | Nell      | Rowe        | female | 1942-08-08 | Z99001 | error-no-relationship
9990010595 | Mr | Orson | Nott | male | 1943-09-09 | Z99001 | error-organisation-not-found
9990010609 | Mrs | Prue | North | female | 1944-10-10 | Z99001 | error-practitioner-not-found
9990010617 | Mr | Dudley | Reece | male | 1945-11-11 | Z99001 | error-duplicate-rejected
9990010625 | Mrs  | Ingrid    | Reid        | female | 1946-12-12 | Z99001 | error-invalid-resource
9990010633 | Mr   | Ivan      | Parr        | male   | 1947-01-13 | Z99001 | error-invalid-parameter
9990010641 | Mrs | Rhoda | Neale | female | 1948-02-14 | Z99001 | error-reference-not-found
9990010668 | Mr   | Noah      | Impey       | male   | 1949-03-15 | Z99001 | error-not-implemented
9990010676 | Mrs  | Enid      | Varley      | female | 1950-04-16 | Z99001 | proxy-endpoint-varies
9990010684 | Mr   | Asa       | Checkley    | male   | 1951-05-17 | Z99001 | proxy-asid-check
9990010692 | Mrs  | Patsy     | Keys        | female | 1952-06-18 | Z99001 | proxy-party-key-check
9990010706 | Mr | Foster | Tyler | male | 1953-07-19 | Z99001 | proxy-first-of-type-check
9990010714 | Mrs | Meg | Nairn | female | 1954-08-20 | Z99001 | proxy-method-not-allowed
9990010722 | Mr | Unwin | Mead | male | 1935-09-21 | Z99001 | proxy-unsupported-media-type
9990010730 | Mrs  | Wilma     | Typer       | female | 1936-10-22 | Z99001 | wrong-content-type
"""


def _read(table: str) -> dict[str, Person]:
    people = {}
    for line in table.strip().splitlines():
        person = Person(*(cell.strip() for cell in line.split("|")))
        people[person.nhs_number] = person
    return people


PEOPLE = _read(_TABLE)
SUPERSEDED = {"9990010102": "9990010412"}  # old number: the one that PDS answers with
