"""What the district decides about its desk: settings, the school calendar, dismissal times, protocols for danger, aims.

Nothing about a student belongs here, and no secret: keys, passwords and addresses of servers stay in the environment.
"""
