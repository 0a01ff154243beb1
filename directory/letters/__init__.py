"""Letters that a family can use: their content, the languages, and how they are drawn, printed, stored and mailed.

Pages and the rules of referral moves do not belong here, nor anything about a student beyond what the letter says.
"""
