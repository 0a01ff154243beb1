"""The pages of outcomes: the funnel and its groups, the gap list, and the schools' own counts beside the referrals.

Users who may see the students see their exact figures; what others see, and every file, comes from the guarded reports.
"""
