"""Whether words tell of danger, and which needs they surely mean then: a small trained model beside the exact safety words.

It knows words only: no student, no page, and nothing of what is done about the danger. `read` is the entrance, and
`meaning` where the needs are asked for as well; a second model would stand beside `model` and be asked in `reading`.
"""

from __future__ import annotations

from matching.danger.detector import KINDS, Danger, Level, read
from matching.danger.doubt import Meaning, everything_meant, meaning

__all__ = ["KINDS", "Danger", "Level", "Meaning", "everything_meant", "meaning", "read"]
