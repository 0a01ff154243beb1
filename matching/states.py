"""States and territories of the United States: their two letters, and what people write for them.

>>> CODE_OF["michigan"], CODE_OF["mich"], CODE_OF["mi"], CODE_BY_NAME.get("mich")
('MI', 'MI', 'MI', None)
"""

from __future__ import annotations

from collections.abc import Mapping

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
