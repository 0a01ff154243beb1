"""The migrations, one a change, in the order of their numbers.

None may be edited once a district has run it.
"""
