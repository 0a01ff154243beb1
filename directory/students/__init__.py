"""Students, their guardians, households, needs and consents: sealed, opened for authorized users, looked up, imported.

Who may see a student is decided in storage (storage.scope), and a student's name leaves this package only for the pages.
"""
