"""Who may come, in a listing's own words: what no column holds and somebody must read before sending a family.

What the words mean for the student, where that is known, is judged with the other criteria (matching.needs.audiences). Where the
words themselves are shown, a question about the same people is not asked twice.

>>> [one.fields for one in asks({"service.eligibility_description": "Must be court ordered"})]
[{'words': 'Must be court ordered'}]
>>> asks({"service.name": "Boys & Girls Club", "service.eligibility_description": "Open to all."})
()
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from directory.finding.reason_codes import CheckCode
from directory.storage.listings.facts import Listing, text
from importers.fields import Target
from matching.needs import audience_of
from matching.query import Reason, Verdict

LONGEST = 300
"""Characters of the listing's own words that are shown; the rest is on its page."""

_ANYBODY = re.compile(
    r"(?:no|none|without)(?: \w+){0,2}(?: (?:restrictions?|requirements?|limits?))?"
    r"|(?:(?:open to|for|serves) )?(?:all|anyone|everyone|anybody|everybody|(?:the )?general public|the public)(?: ages| welcome)?"
    r"|n/?a|unknown|varies|please inquire",
    re.IGNORECASE,
)


def asks(fields: Listing, judged: Iterable[Reason] = ()) -> tuple[Reason, ...]:
    """Return the reasons after the listing's own words on who may come, which replace a question about the same people."""
    own = " ".join((text(fields, Target.SERVICE_ELIGIBILITY_DESCRIPTION) or "").split())
    if not own or _ANYBODY.fullmatch(own.strip(" .!")):
        return tuple(judged)
    told = audience_of("", "", own)
    kept = (one for one in judged if not (told and one.criterion == "audience" and one.verdict == Verdict.UNKNOWN))
    return (Reason("audience", Verdict.UNKNOWN, CheckCode.ELIGIBILITY, {"words": _cut(own)}), *kept)


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
