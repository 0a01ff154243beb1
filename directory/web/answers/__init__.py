"""Pages for families and providers without an account: the answer page behind a link, and the page where a code is typed.

Nothing that names a student, a need or a provider is shown here, and no page here is for staff.
"""
