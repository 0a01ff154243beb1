"""What happens after a referral was given: the work list by day, untouched referrals, and handing over a caseload.

Pages and SQL do not belong here, and nothing is recorded except through referrals.updates.
"""
