"""What came of the referrals: the funnel, its groups, the providers' record, unmet needs, aims and a school's own counts.

Nothing here reads a student or the status that is kept in a referral's row: figures are made of events alone.
"""
