"""The directory as coordinators see it: the list, each record with its history, the form, and the merging of two records.

What a record says and how it is read and written is up to listings/; nothing about students belongs here.
"""
