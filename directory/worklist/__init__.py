"""What happens after a referral was given: the work list by day, what nobody has touched, and the hand-over of a caseload.

No page and no SQL stands here, and nothing is recorded but through referrals.updates.
"""
