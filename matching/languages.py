"""Languages by their ISO 639 codes."""

from __future__ import annotations


def base(code: str) -> str:
    """Return the language of a code without its script or country: "es-MX" is "es".

    >>> base("es-MX"), base("zh_Hans"), base("EN")
    ('es', 'zh', 'en')
    """
    return code.replace("_", "-").split("-")[0].casefold()
