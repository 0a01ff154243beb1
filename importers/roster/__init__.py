"""Rosters of students: a district's own list or OneRoster's files in, rows understood with their problems out, and the plan.

Nothing here knows a database or a key, and no sentence made here repeats what a cell said of a student or a family.
"""
