"""The pages about people who work here: staff, schools, the user's own account, and the audit log.

What makes a name, a role or a school valid is decided in accounts/, and nothing about a student is shown here but the id.
"""
