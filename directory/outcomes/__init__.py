"""Results of referrals: the funnel, its groups, the providers' record, unmet needs and a school's own counts.

Students and the status stored in a referral's row are not read here: figures are computed from events alone.
"""
