"""One row of a table to the fields of one record: each module fills one part of a draft.

Nothing here knows bytes or guesses a column; what concerns several rows of a list (its points, its agencies) is settled
in placing.complete and families.
"""
