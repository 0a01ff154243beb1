"""What is said in more than one language: gettext catalogs, the names of languages, and days in words.

Nothing is decided here, and nothing of a student, a referral or a listing comes in.
"""
