"""What the words of one allergy mean: a substance, "none known", a question, or nothing.

An unclear statement is never "none known", and a word that we do not know is taken for a
substance: a needless red mark is seen and mended, a missing one is not.
"""

import re
from enum import Enum, auto


class Meaning(Enum):
    """What one part of what was typed under "Allergy" says."""

    SUBSTANCE = auto()
    NONE_KNOWN = auto()
    UNCLEAR = auto()
    NOTHING = auto()


# Words that can stand beside a statement and name nothing that harms.
TALK = """
    a about according advise advised agreed all allergic allergies allergy an and any anything
    as ask asked asking at await awaiting aware be been being by call certain chase chased
    chasing check checked checking chk clarify clear confirm confirmation confirmed confirming
    confirms contacted current currently date details did discussed do doctor documented does
    don done dont dr drug drugs far file find first food foods for found from get given gp gps
    has have he her him his history home hosp hospital i id idea in info information intolerance
    intolerances is it k know known knows letter list listed me med medication medications
    medicine medicines meds mentioned n nd need needed needs new nil nk nka nkda no nobody none
    not note noted notes nothing now obtain of on one or other our out outstanding pending per
    pharmacist pharmacy phone please present query rd re reactions record recorded records
    reported reports resident rest review reviewed ring s said says see seen self she so speak
    spoke st stated still summary sure surgery t tba tbc tell th that the their them there they
    this to told unclear unconfirmed unknown unsure until update verified verify waiting was we
    were whether with yet
"""
PEOPLE = """
    aunt brother carer cousin dad dau daughter daughters family father friend granddaughter
    grandson husband mother mum neighbour nephew niece nok nurse partner relative sister social
    son sons spouse uncle ward wife worker
"""
MONTHS = """
    jan january feb february mar march apr april may jun june jul july aug august sep sept
    september oct october nov november dec december
"""
NAMES_NOTHING = frozenset((TALK + PEOPLE + MONTHS).split())
# "ask Sandra", "confirmed by Louise", "Dr Anand", "daughter Louise": a person, not a substance.
SOMEBODY = re.compile(
    r"\b(?:ask(?:ed|ing)?|per|told\s+by|according\s+to|(?:confirmed|checked|said|stated|given)\s+by"
    r"|(?:check(?:ed)?|confirm(?:ed)?|speak|spoke|discussed|verify|verified)\s+with)\s+"
    r"(?:the\s+|dr\.?\s+|mrs?\.?\s+|ms\.?\s+|miss\s+)?[a-z'\u2019-]+"
    r"|\b(?:dr|mrs?|ms|miss|nurse|sister|matron|son|dau|daughter|wife|husband|brother|niece|nephew)"
    r"\.?\s+(?-i:[A-Z])[a-z'\u2019-]+",
    re.IGNORECASE,
)
# A statement that nothing is known, complete in itself whatever follows; or a bare "none".
SAID_NONE = re.compile(
    r"\b(?:nkd?a\b"
    r"|(?:no|nil|none|nothing)\s+(?:(?:other|drug|food|medication|medicine|current)\s+)*"
    r"(?:known|allerg(?:y|ies)|that\s+(?:we|she|he|they)\s+knows?\s+of)\b"
    r"(?:\s+(?:drug|food|medication|medicine|or|and|allerg(?:y|ies)|to\s+date)\b)*"
    r"|not\s+(?:known\s+to\s+be\s+)?allergic\s+to\s+anything"
    r"|(?:no|nil|none|nothing)"
    r"(?=\W*$|\s*[(\[\u2013\u2014:.-]|\s+(?:per|to\s+date|at\s+(?:all|present)|says|said)\b))",
    re.IGNORECASE,
)
# "Confirmed by the GP" is an answer; "to be confirmed" is a question still open.
IN_DOUBT = re.compile(
    r"\?|\b(?:unknown|unsure|unclear|unconfirmed|pending|outstanding|await|awaiting|waiting|until"
    r"|tbc|tba|chas(?:e|ing)|clarify|obtain|query|asking|checking|confirming|whether|find\s+out"
    r"|(?:to|needs?|please|must)\s+(?:be\s+)?(?:ask|check|confirm|verif|find|ring|call|get)\w*"
    r"|(?:ask|check|chk|confirm|verify|see)\b"
    r"|needs?\b|nobody|no\s+(?:idea|info\w*|details?|records?|history|one)\b"
    r"|n\W?k\b|n\W?a\b|don\W?t\s+know"
    r"|not\s+(?:yet\s+|been\s+)*(?:known(?!\s+to\s+be)|asked|sure|checked|confirmed|recorded|given"
    r"|stated|certain|clear|done|listed|documented|discussed|yet)"
    r"|(?:none|nil|nothing)\s+(?:on|in|seen|found|given|mentioned)\b"
    r"|(?:none|nil|nothing|no\s+(?:known\s+)?(?:drug\s+)?allerg(?:y|ies))\s+(?:is\s+|was\s+|been\s+)?"
    r"(?:recorded|noted|listed|documented|stated|reported))\b",
    re.IGNORECASE,
)
# Beside "none known", what takes it back again.
EXCEPTION = re.compile(
    r"\b(?:but|except\w*|apart|however|although|intoleran(?:t|ce\s+to)|sensitiv\w*|avoid\w*"
    r"|allergic\s+to|react(?:s|ed|ion)\b|rash|anaphyla\w*"
    r"|\w*(?:cillin|mycin|cycline|floxacin|oxin|azole|prim|sulf\w*|sulph\w*|cef\w*|codeine"
    r"|morphine|opi(?:oid|ate)s?|tramadol|aspirin|profen|fenac|nsaids?|statins?|pril|olol|sartan"
    r"|pam|pine|caine|cin|paracetamol|penic\w*|antibiotics?|latex|plasters?|elastoplast|tape|nuts?"
    r"|eggs?|fish|milk|dairy|lactose|gluten|wheat|soya?|sesame|kiwi|strawberr\w*|bees?|wasps?"
    r"|pollen|dust|iodine|nickel|chlorhexidine|savlon|dettol))\b",
    re.IGNORECASE,
)
NAME_OR_INITIALS = re.compile(r"^(?:[A-Z]{2}|[A-Z][a-z'\u2019-]+)$")
WORD = re.compile(r"[^\W\d_]+")


def meaning(part: str) -> Meaning:
    """What one part says; `part` is between commas, semicolons or lines."""
    plain = re.sub(r"\b([nN])\.?\s?([kK])\.?\s?([dD]?)\.?\s?([aA])\b\.?", r"\1\2\3\4", part)
    if not plain.strip("-\u2013\u2014. ,;:*/"):
        return Meaning.NOTHING
    none = SAID_NONE.search(plain)
    unknown = _unknown_words(SAID_NONE.sub(" ", plain))
    names_one = EXCEPTION.search(plain) or not all(
        none and NAME_OR_INITIALS.match(word) for word in unknown
    )
    if unknown and names_one:
        return Meaning.SUBSTANCE
    if IN_DOUBT.search(plain):
        return Meaning.UNCLEAR
    if none:
        return Meaning.NONE_KNOWN
    return Meaning.NOTHING


def is_in_doubt(part: str) -> bool:
    """Whether the words still ask something, as in "Penicillin - check with GP"."""
    return bool(IN_DOUBT.search(part))


def _unknown_words(text: str) -> list[str]:
    """The words that may name a substance: all that we cannot explain otherwise."""
    words = WORD.findall(SOMEBODY.sub(" ", text))
    return [word for word in words if word.lower() not in NAMES_NOTHING]
