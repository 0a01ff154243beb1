"""The specialist's pages of a referral: opening one, its own page, what is shared with the provider, the timeline.

What may happen to a referral is decided in directory.referrals; nothing here knows its moves or writes rows directly.
"""
