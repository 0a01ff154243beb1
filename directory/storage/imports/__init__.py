"""What comes in from outside: lists of providers and rosters, staged, previewed, published, reviewed and taken back.

What a file means is decided in importers/; of what importers know, only this room and the rooms of listings hand anything on.
"""
