"""The pages about students: the caseload, a student's file and all that is written into it, the roster.

Nothing of a student may stand in an address but ids, and no page may show a student without leaving a look in the audit.
"""
