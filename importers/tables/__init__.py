"""Files of any kind, read into tables of text: their bytes, encodings, delimiters, sheets and limits.

Nothing here knows what a column means, or whether its rows are providers or students.
"""
