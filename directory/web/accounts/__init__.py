"""The pages about people who work here: staff, schools, one's own account, and the audit log.

What makes a name, a role or a school right stands in accounts/, and nothing of a student is shown here but the id.
"""
