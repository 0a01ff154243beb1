"""What the district decides about its desk: the school calendar and the program's aims.

Nothing of a student stands here, and no secret: keys, passwords and addresses of servers stay in the environment.
"""
