"""Every query of referrals and of what belongs to them: events, letters, links, mail, contacts, work, counts.

No rule of what may happen stands here (referrals.loop), and no sentence for people.
"""
