"""The languages that families here speak: ISO 639 codes, with each name in English and in the language itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from matching.text import fold_text

# Code, three-letter codes that rosters use instead (ISO 639-2 and 639-3), English name, own name.
_TABLE = """
en|eng|English|English
es|spa|Spanish|Español
ar|ara|Arabic|العربية
zh|zho chi cmn|Chinese|中文
yue||Cantonese|粵語
vi|vie|Vietnamese|Tiếng Việt
so|som|Somali|Soomaali
sw|swa swh|Swahili|Kiswahili
ne|nep|Nepali|नेपाली
my|mya bur|Burmese|မြန်မာဘာသာ
kar|ksw|Karen|ကညီကျိာ်
rw|kin|Kinyarwanda|Ikinyarwanda
rn|run|Kirundi|Ikirundi
fr|fra fre|French|Français
ht|hat|Haitian Creole|Kreyòl ayisyen
pt|por|Portuguese|Português
ru|rus|Russian|Русский
uk|ukr|Ukrainian|Українська
pl|pol|Polish|Polski
sq|sqi alb|Albanian|Shqip
bs|bos|Bosnian|Bosanski
sr|srp|Serbian|Српски
ro|ron rum|Romanian|Română
de|deu ger|German|Deutsch
it|ita|Italian|Italiano
el|ell gre|Greek|Ελληνικά
tr|tur|Turkish|Türkçe
fa|fas per|Persian|فارسی
prs||Dari|دری
ps|pus|Pashto|پښتو
ku|kur kmr|Kurdish|Kurdî
ur|urd|Urdu|اردو
hi|hin|Hindi|हिन्दी
bn|ben|Bengali|বাংলা
pa|pan|Punjabi|ਪੰਜਾਬੀ
gu|guj|Gujarati|ગુજરાતી
ta|tam|Tamil|தமிழ்
te|tel|Telugu|తెలుగు
am|amh|Amharic|አማርኛ
ti|tir|Tigrinya|ትግርኛ
tl|tgl fil|Tagalog|Tagalog
ko|kor|Korean|한국어
ja|jpn|Japanese|日本語
th|tha|Thai|ไทย
lo|lao|Lao|ລາວ
hmn|hmong mww|Hmong|Hmoob
km|khm|Khmer|ខ្មែរ
ln|lin|Lingala|Lingála
syr|aii cld|Assyrian|ܣܘܪܝܬ
ase|sgn|American Sign Language|ASL
"""


@dataclass(frozen=True, slots=True)
class FamilyLanguage:
    """A language by its name in English and in the language itself."""

    english: str
    own: str


def _rows() -> list[list[str]]:
    return [line.split("|") for line in _TABLE.strip().splitlines()]


LANGUAGES: Mapping[str, FamilyLanguage] = {code: FamilyLanguage(english, own) for code, _, english, own in _rows()}
"""By ISO 639 code, in the order in which a form offers them: the most common first."""


def language_code(words: str) -> str | None:
    """Return the code that a code or a name means ("es", "SPA", "es-MX", "Español"), or None if it is not listed."""
    return _codes().get(fold_text(words)) or _codes().get(words.strip().casefold().replace("_", "-").split("-")[0])


@cache
def _codes() -> Mapping[str, str]:
    return {key: row[0] for row in _rows() for key in (row[0], *row[1].split(), fold_text(row[2]), fold_text(row[3]))}
