"""The queries about people: staff, schools, sessions, links, failed sign-ins, receipts, the audit log, and students.

What is sealed goes in and out as bytes: no key and nothing personal of a student in the open may come in here.
"""
