"""States and territories of the United States: their two letters, and what people write for them.

>>> CODE_OF["michigan"], CODE_OF["mich"], CODE_OF["mi"], CODE_BY_NAME.get("mich")
('MI', 'MI', 'MI', None)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

# The name comes first, then abbreviations; "_" is a space. Military mail (AA, AE, AP) has letters and no name.
_WORDS = {
    "AL": "alabama ala", "AK": "alaska", "AZ": "arizona ariz", "AR": "arkansas ark", "CA": "california calif cal",
    "CO": "colorado colo", "CT": "connecticut conn", "DE": "delaware del", "DC": "district_of_columbia washington_dc washington_d_c d_c",
    "FL": "florida fla", "GA": "georgia", "HI": "hawaii", "ID": "idaho", "IL": "illinois ill", "IN": "indiana ind", "IA": "iowa",
    "KS": "kansas kans kan", "KY": "kentucky", "LA": "louisiana", "ME": "maine", "MD": "maryland", "MA": "massachusetts mass",
    "MI": "michigan mich", "MN": "minnesota minn", "MS": "mississippi miss", "MO": "missouri", "MT": "montana mont",
    "NE": "nebraska nebr neb", "NV": "nevada nev", "NH": "new_hampshire n_h", "NJ": "new_jersey n_j", "NM": "new_mexico n_m",
    "NY": "new_york n_y", "NC": "north_carolina n_c", "ND": "north_dakota n_d", "OH": "ohio", "OK": "oklahoma okla",
    "OR": "oregon ore", "PA": "pennsylvania penn penna", "RI": "rhode_island r_i", "SC": "south_carolina s_c",
    "SD": "south_dakota s_d", "TN": "tennessee tenn", "TX": "texas tex", "UT": "utah", "VT": "vermont", "VA": "virginia",
    "WA": "washington wash", "WV": "west_virginia w_va w_v", "WI": "wisconsin wis wisc", "WY": "wyoming wyo",
    "PR": "puerto_rico p_r", "VI": "virgin_islands us_virgin_islands u_s_virgin_islands", "GU": "guam", "AS": "american_samoa",
    "MP": "northern_mariana_islands", "AA": "", "AE": "", "AP": "",
}  # fmt: skip

CODE_OF: Mapping[str, str] = {
    name.replace("_", " "): code for code, words in _WORDS.items() for name in (code.lower(), *words.split())
}
"""Two letters by what people write: the letters themselves, the name and its abbreviations, in lower case without points."""

CODE_BY_NAME: Mapping[str, str] = {words.split()[0].replace("_", " "): code for code, words in _WORDS.items() if words}
"""Two letters by full name in lower case: in running text "miss", "mass" and "ill" are other words."""

_ORDINARY = frozenset("al ar co de hi id in la ma me mi oh ok or pa".split())
"""Letters of states that are English or Spanish words as well: they are read only as capitals."""

_LETTERS = re.compile(r"\b(?:[A-Za-z]{2}|[A-Za-z]\. ?[A-Za-z])\b")


def is_state(letters: str, *, shouted: bool = False) -> bool:
    """Whether two letters, as they are written, are a state: "MI", "ny", and not "or". `shouted` is a text in capitals alone.

    >>> [is_state(letters) for letters in ("MI", "mi", "OR", "or", "ny", "D.C.", "xy")]
    [True, False, True, False, True, True, False]
    """
    plain = letters.replace(".", "").replace(" ", "")
    return plain.upper() in _WORDS and (plain.lower() not in _ORDINARY or (plain.isupper() and not shouted))


def named_states(text: str) -> set[str]:
    """Return the states that a text names or may name, by their two letters.

    >>> sorted(named_states("a tutor in Washington DC, or in Flint, Michigan"))
    ['DC', 'MI', 'WA']
    """
    folded = f" {' '.join(re.findall(r'[a-z]+', text.casefold()))} "
    letters = (match[0] for match in _LETTERS.finditer(text))
    found = {one.replace(".", "").replace(" ", "").upper() for one in letters if is_state(one, shouted=text.isupper())}
    return found | {code for name, code in CODE_BY_NAME.items() if f" {name} " in folded}


@cache
def words_of(code: str) -> tuple[str, ...]:
    """Return what people write after a town for a state: its name, its two letters, and for some these letters apart.

    >>> words_of("NY")
    ('new york', 'ny', 'n y')
    """
    apart = (name for name, of in CODE_OF.items() if of == code and name.replace(" ", "") == code.lower())
    return tuple(dict.fromkeys((*(name for name, of in CODE_BY_NAME.items() if of == code), *apart)))
