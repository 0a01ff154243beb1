"""Whether words tell of danger: a small trained model beside the exact safety words, and the two levels they lead to.

It knows words only: no student, no page, and nothing of what is done about the danger. `read` is the one entrance; a
second model would stand beside `model` and be asked in `reading`.
"""

from __future__ import annotations

from matching.danger.reading import KINDS, Danger, Level, read

__all__ = ["KINDS", "Danger", "Level", "read"]
