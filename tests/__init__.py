"""The tests, in folders that mirror the tree; the rules of the house itself stand in test_rules.py.

Nothing here is imported by the program, and no test needs a network, a clock or another test.
"""
