"""People and numbers in a cell of ages that are not the ages of those served: a class size, a driver, the staff, parents.

>>> without_asides("grades 6-8, max 20 students")
'grades 6-8,  '
>>> without_asides("60 and older, or adults with a disability")
'60 and older '
>>> without_asides("14-18 (must be 16 to drive)"), without_asides("6 a 12; padres de todas las edades")
('14-18  ', '6 a 12;  ')
>>> without_asides("13-17; staff must be 21"), without_asides("14 and older; day care for clients' children")
('13-17;  ', '14 and older;  ')
>>> without_asides("ages 5 to 12")
'ages 5 to 12'
"""

from __future__ import annotations

import re

_SERVED = r"(?:kids|children|students?|youths?|people|participants?|campers|girls|boys|teens|slots|spots|seats|spaces)"
_OTHERS = (
    r"(?:staff|volunteers?|mentors?|tutors?|drivers?|counselors?|coaches|instructors|employees|parents?|guardians?|caregivers?|chaperones?"
    r"|siblings?|voluntarios|padres)"
)
_DISABLED = r",? or (?:(?:younger )?(?:adults?|persons?|people|individuals?|those|anyone|someone) )?(?:who (?:are|is) |with (?:an? |any )?)?disab\w+[^;.]*"
_ASIDES = (
    (rf"\b(?:max(?:imum)?\.?|limit(?:ed)?|up to|capacity|maximo)(?: (?:of|to|at|de))?:? \d{{1,4}} {_SERVED}\b", " "),
    (r"\(?\b(?:must|need to|have to) be (?:at least )?\d{1,2}(?: or older)? to (?:drive|volunteer|work|vote|sign|drink)\b[^;.)]*\)?", " "),
    (rf"\b{_OTHERS} (?:must|should|need to|have to|are|is|deben|tienen que) (?:be |ser )?(?:at least |over )?\d{{1,2}}\b[^;.)]*", " "),
    (rf"\b{_OTHERS} (?:of |de )?(?:any|all|every|cualquier|todas las) (?:ages?|edad(?:es)?)\b[^;.)]*", " "),
    (r"\b(?:day ?care|child ?care|babysitting|guarderia) (?:is |available |provided |offered )*(?:for|para) [^;.]*", " "),
    (rf"\b([5-9]\d(?:\+| ?(?:years? )?(?:and|or|&) (?:older|over|up|above))){_DISABLED}", r"\1 "),
    (rf"^((?:age )?[5-9]\d){_DISABLED}", r"\1 and older "),
)  # fmt: skip
_STEPS = tuple((re.compile(pattern), instead) for pattern, instead in _ASIDES)


def without_asides(folded: str) -> str:
    """Return a folded cell without what is said of other people, of the size of a group, or of those taken for another reason."""
    for pattern, instead in _STEPS:
        folded = pattern.sub(instead, folded)
    return folded
