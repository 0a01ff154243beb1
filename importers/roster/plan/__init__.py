"""What a roster would do to the students on file: the outcome of each row, with schools, guardians and households matched.

Nothing here reads a file or writes anything, and a correction by staff or a ban on contact is never taken back.
"""
