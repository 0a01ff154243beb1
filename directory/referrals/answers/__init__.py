"""What families and providers without an account may tell us: their links and codes, the few answers offered, and their taking.

Nothing of the student or the need is handed to whoever holds a link, and no page, letter or SQL stands here.
"""
