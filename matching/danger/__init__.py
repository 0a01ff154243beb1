"""Whether words report danger, and which needs they surely mean then: two trained models beside the exact safety words.

It knows words only: no student, no page, and nothing about what is done about the danger. `read` is the entry point, and
`meaning` if the needs are wanted as well; `ends_of` bounds what strangers may send.
"""

from __future__ import annotations

from matching.danger.detector import ends_of, parts_read, read
from matching.danger.doubt import Meaning, meaning
from matching.danger.kinds import KINDS
from matching.danger.pieces import Danger, Level

__all__ = ["KINDS", "Danger", "Level", "Meaning", "ends_of", "meaning", "parts_read", "read"]
