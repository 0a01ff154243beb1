"""The tests, in folders that mirror the tree; the project's own rules are in test_rules.py.

Nothing here is imported by the program, and no test may need a network, a clock or another test.
"""
