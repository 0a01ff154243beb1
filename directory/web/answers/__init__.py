"""Pages for families and providers without an account: the answer page behind a link, and the door for whoever types a code.

Nothing that names a student, a need or a provider is shown here, and no page for staff stands here.
"""
