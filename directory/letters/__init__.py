"""Letters that a family can use: their content, the languages, and how they are drawn, printed, kept and mailed.

No page, no rule of what may happen to a referral, and nothing of a student but what the letter says.
"""
