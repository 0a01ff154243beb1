"""Students, their guardians, households, needs and consents: sealed, opened for those who may, looked up, imported.

Whom somebody may see is decided in storage (storage.scope), and no name of a student leaves this room but to the pages.
"""
