"""What comes in from outside, read and planned: lists of providers, and rosters of students.

Of what importers know, only this package and publishing hand anything on; no rule of how a file is read stands here.
"""
