"""The pages about students: the caseload, a student's file and everything recorded in it, the roster.

No URL may contain anything about a student except ids, and no page may show a student without recording the look in the audit
log.
"""
