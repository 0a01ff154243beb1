"""E-mail to families and providers: who is reminded, in which words, the outbox, and the server that takes it.

No name of a student and no need stands in a mail that the service writes by itself, and no page stands here.
"""
