"""Whether words report danger, and which needs they surely mean then: a small trained model beside the exact safety words.

It knows words only: no student, no page, and nothing about what is done about the danger. `read` is the entry point, and
`meaning` if the needs are wanted as well; a second model would be added beside `model` and called from `detector`.
"""

from __future__ import annotations

from matching.danger.detector import KINDS, Danger, Level, read
from matching.danger.doubt import Meaning, meaning

__all__ = ["KINDS", "Danger", "Level", "Meaning", "meaning", "read"]
