"""Text in more than one language: gettext catalogs, the names of languages, and days in words.

Nothing is decided here, and no data about students, referrals or listings belongs here.
"""
