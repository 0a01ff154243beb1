"""The demo: a fictional district in mid-Michigan and the providers around it, as a coordinator's list.

Nobody in it exists, and nothing about a real provider, student or family may be added.
"""
