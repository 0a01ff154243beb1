"""Pure: what to bring, in plain words of the letter's language.

What no table knows stays as it is listed, and words that would shame are left out.

>>> from directory.i18n.catalogs import catalog_of
>>> documents(("Immunization record", "birth certificate"), catalog_of("en"))
('Shot record', 'Birth certificate')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from directory.i18n.catalogs import ENGLISH, Catalog, marked
from directory.letters.plain_text import clean
from directory.letters.prose import is_in, says_nothing, shames

MOST_ITEMS = 7
_LONGEST = 90

# Tried in this order: the longer wording first.
_PAPERS = (
    (r"(?:list of )?school supplies|school'?s list", marked("The list from the school")),
    (r"(?:signed )?(?:permission|consent) (?:form|slip)s?", marked("The form to allow it, with your name signed")),
    (r"social security cards?(?: or numbers?)?|\bssn\b", marked("Social Security card")),
    (r"(?:health )?insurance cards?|insurance information|proof of insurance", marked("Health insurance card")),
    (r"medicaid cards?", marked("Medicaid card")),
    (r"(?:list|bottles) of (?:current )?med(?:ication|icine)s?", marked("A list of all medicines")),
    (r"(?:immunization|shot|vaccination|vaccine) (?:records?|cards?)|vaccinations", marked("Shot record")),
    (r"birth certificates?", marked("Birth certificate")),
    (r"proof of income and address", marked("Papers that show your pay and your address")),
    (r"proof of income(?: for 30 days)?|income (?:papers|documents|verification)|pay ?stubs?", marked("Papers that show your pay")),
    (r"proof of (?:address|residence|residency|home address)|something with your name and address", marked("A paper with your name and address")),
    (r"school (?:records|reports)|report cards?|transcripts?", marked("School reports")),
    (r"school id(?: card)?s?", marked("School ID card")),
    (r"(?:photo |picture |state |government )?i\.?d\.?(?: card)?s?|driver'?s license|identification", marked("A card with your photo (ID)")),
    (r"passports?", marked("Passport")),
    (r"(?:doctor'?s )?referral(?: letter| form)?", marked("A letter from the doctor or the school")),
    (r"custody papers|(?:all )?court (?:papers|orders?|documents)|guardianship papers", marked("All court papers")),
    (r"(?:rent and utility|utility) bills?|rent and utility bills", marked("Rent, light, gas and water bills")),
    (r"(?:the bill or )?shut-?off notices?", marked("The bill, or the letter that says it will be cut off")),
    (r"(?:the )?bills?", marked("The bill")),
    (r"notice from the landlord(?: or court)?|eviction notices?", marked("The letter from the landlord or the court")),
    (r"leases?", marked("Lease (the rent papers)")),
    (r"work permits?", marked("Work permit")),
    (r"(?:a )?note from (?:a|the) teacher", marked("A note from a teacher")),
    (r"(?:a )?list of past jobs", marked("A list of past jobs")),
    (r"emergency contact (?:form|number)s?", marked("Names and numbers to call if something happens")),
    (r"(?:health|medical|physical) forms?", marked("Health form")),
    (r"(?:tb|tuberculosis) (?:skin )?tests?(?: results?)?", marked("A TB test result")),
    (r"police (?:clearance|check|record)s?|background checks?", marked("A paper from the police")),
    (r"drug tests?(?: results?)?", marked("A drug test result")),
    (r"proof of (?:\w+ )?resident?cy", marked("A paper with your name and address")),
    (r"(?:the |an )?applications?(?: forms?)?(?: for (?:admission|enrollment))?", marked("The form to sign up")),
    (r"swim ?suits?", marked("Swimsuit")),
    (r"sun ?screen", marked("Sunscreen")),
    (r"comfortable clothes|comfortable clothing", marked("Comfortable clothes")),
    (r"(?:the |your )?child", marked("Your child")),
    (r"(?:a |one )?parent or (?:legal )?guardian at the first visit", marked("A parent or guardian must come the first time")),
    (r"(?:a |one )?parent or (?:legal )?guardian", marked("A parent or guardian must come")),
    (r"todos los papeles que tenga", marked("All the papers you have")),
)  # fmt: skip
_ANY = re.compile("|".join(rf"(?P<p{number}>\b(?:{words})(?!\w))" for number, (words, _) in enumerate(_PAPERS)), re.IGNORECASE)
_IF = re.compile(
    r"[,(]?\s*\b(?:if (?:you have (?:one|them|it|any)|there (?:are|is) any|available|any|applicable)|where applicable)\b\)?",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    r"\b(?:and|or|of|an?|the|your|with|for|bring|required|needed|must have|please|valid|current|cop(?:y|ies)|(?:for )?children)\b|[\W_]+",
    re.IGNORECASE,
)


def documents(listed: Sequence[str], say: Catalog) -> tuple[str, ...]:
    """Return a line for each thing to bring, each once; beyond MOST_ITEMS, or where some were left out, the last says to ask."""
    told = [tuple(_document_words(part, say)) for words in listed for part in re.split(r"[;\n]", words) if part.strip()]
    lines = list(dict.fromkeys(chain.from_iterable(told)))
    if lines and (len(lines) > MOST_ITEMS or not all(told)):
        lines = [*lines[: MOST_ITEMS - 1], say("Ask what else to bring.")]
    return tuple(lines)


def _document_words(listed: str, say: Catalog) -> Iterator[str]:
    words = clean(listed, _LONGEST)
    bare, optional = _IF.subn("", words)
    papers = [say(_PAPERS[int((match.lastgroup or "p0")[1:])][1]) for match in _ANY.finditer(bare)]
    beside = _ANY.sub("", bare)
    either = re.search(r"\bor\b", beside, re.IGNORECASE) is not None
    if papers and not _FILLERS.sub("", beside) and not (either and len(papers) > 2):
        lines = [say("{one}, or: {other}", one=papers[0], other=papers[1])] if either and len(papers) == 2 else papers
        yield from (say("{paper}, if you have it", paper=line) if optional else line for line in lines)
    elif words and not shames(words) and not says_nothing(words):
        own = say.language == ENGLISH or is_in(words, say.language)
        yield words[:1].upper() + words[1:] if own else say("In English: “{words}”", words=words)
