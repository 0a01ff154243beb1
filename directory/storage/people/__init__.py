"""The queries about people: staff, schools, sessions, links, failed sign-ins, receipts, the audit log, and students.

Sealed data goes in and out as bytes: no key and no readable personal data of a student may come in here.
"""
