"""Answers from families and providers without an account: their links and codes, the few answers offered, and recording them.

Nothing about the student or the need is shown to the holder of a link, and pages, letters and SQL do not belong here.
"""
