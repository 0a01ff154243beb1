"""The pages of letters: giving one or a whole batch, and looking at those that were given.

What a letter says is not decided here (directory.letters).
"""
