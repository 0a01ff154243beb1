"""Geography: the map's grid, rings of miles, and the centers of ZIPs.

Nothing here reads a database, and of a student only a ZIP or a school's point may come in.
"""
