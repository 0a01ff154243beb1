"""E-mail to families and providers: who is reminded, in which words, the outbox, and the mail server.

No student's name and no need appears in mail that the service writes itself, and pages do not belong here.
"""
