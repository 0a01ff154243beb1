"""The pages of letters: giving one, a whole batch, and looking at those that were given.

What a letter says is no matter of theirs (directory.letters).
"""
