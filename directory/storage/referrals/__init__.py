"""Every query of referrals and of what belongs to them: events, letters, links, mail, contacts, work, counts.

No rule of what may happen stands here (directory.referrals), and no sentence for people.
"""
