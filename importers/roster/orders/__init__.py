"""No-contact orders in a roster: the words that forbid, whom they are about, and what must be read by a person.

Nothing here knows a file, a column's place or a student on file, and nothing here may lift an order.
"""
