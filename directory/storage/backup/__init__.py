"""The whole district in one file: every table that cannot be made anew, and the keys, sealed with a passphrase.

Neither the engine nor its dialect may show in the file: what one engine wrote, the other restores.
"""
