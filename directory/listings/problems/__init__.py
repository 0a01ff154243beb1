"""What is wrong with a list or a roster, put into words: sentences by code, their fields as people write them, kinds of problems.

No list is read and no problem is found here; importers does that, and knows no words.
"""
