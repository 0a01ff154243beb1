"""The directory as coordinators see it: the list, each record with its history, the form, and two records made into one.

What a record says, how it is read and written stands in listings/; nothing of a student comes in here.
"""
