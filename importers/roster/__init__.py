"""Rosters of students: reads a district's own list or OneRoster's files into rows with their problems, and plans the changes.

Nothing here knows a database or a key, and no message made here repeats what a cell said about a student or a family.
"""
