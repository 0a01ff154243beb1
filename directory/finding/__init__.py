"""Finding a provider: from what a specialist asks to ranked matches, why there are none, and what to compare.

The one entrance to ranking; nothing is recorded here, and what becomes of a choice stands in referrals.
"""
