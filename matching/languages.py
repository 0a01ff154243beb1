"""English names of the languages that families of American school districts speak most, by ISO 639 code."""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "am": "Amharic", "ar": "Arabic", "ase": "American Sign Language", "bn": "Bengali", "bs": "Bosnian", "cmn": "Mandarin",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French", "gu": "Gujarati",
    "haw": "Hawaiian", "he": "Hebrew", "hi": "Hindi", "hmn": "Hmong", "ht": "Haitian Creole", "hy": "Armenian",
    "it": "Italian", "ja": "Japanese", "kar": "Karen", "km": "Khmer", "ko": "Korean", "ku": "Kurdish", "ln": "Lingala", "lo": "Lao",
    "my": "Burmese", "ne": "Nepali", "nv": "Navajo", "om": "Oromo", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto",
    "prs": "Dari", "pt": "Portuguese", "rn": "Kirundi", "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "sm": "Samoan",
    "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sw": "Swahili", "syr": "Assyrian", "ta": "Tamil", "te": "Telugu", "th": "Thai",
    "ti": "Tigrinya", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "yi": "Yiddish",
    "yue": "Cantonese", "zh": "Chinese",
}  # fmt: skip


def base(code: str) -> str:
    """The language of a code without its script or country: "es-MX" is "es".

    >>> base("es-MX"), base("zh_Hans"), base("EN")
    ('es', 'zh', 'en')
    """
    return code.replace("_", "-").split("-")[0].casefold()


def name(code: str) -> str:
    """The English name of a language, or its code where the name is not known here.

    >>> name("es-MX"), name("xx")
    ('Spanish', 'xx')
    """
    return NAMES.get(base(code), code)
