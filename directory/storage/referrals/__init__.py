"""Every query of referrals and of what belongs to them: events, letters, links, mail, contacts, work, counts.

The rules of what may happen are in directory.referrals, and no sentence for people is written here.
"""
