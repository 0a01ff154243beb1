"""The whole district in one file: every table that cannot be rebuilt, and the keys, sealed with a passphrase.

The file may not depend on the engine or its dialect: what one engine wrote, the other restores.
"""
