"""Staff and schools: who may sign in, how, until when, and the audit log of what they looked at.

What a role may do on a page is decided in web/, and whose students it may see in storage.scope.
"""
