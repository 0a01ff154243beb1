"""Where things are: the map's grid, and the centres of ZIPs.

Nothing here reads a database, and nothing of a student but a ZIP or a school's point may come in.
"""
