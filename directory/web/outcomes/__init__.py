"""The pages of outcomes: the funnel and its groups, the gap list, and the schools' own counts beside the referrals.

Whoever may see the students sees exact figures of them; what others see, and every file, comes from the guarded reports.
"""
