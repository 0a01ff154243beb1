"""What a listing says of itself beside needs and facts: when it is open, in which setting, who helps, how to get there, what is done.

Traits are short codes that are stored with the rows that matching reads; wishes are judged by them. Texts come in and codes go
out: no query and no student is known here, and nothing is judged.
"""

from __future__ import annotations

from matching.traits.description import DescribedListing, Opening, read

__all__ = ["DescribedListing", "Opening", "read"]
