"""Finding a provider: from a specialist's question to ranked matches, reasons why there are none, and a comparison.

It is the only entrance to ranking; nothing is recorded here, and what becomes of a choice is in referrals.
"""
