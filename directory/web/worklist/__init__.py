"""The pages of the work list: what to do by day, one-click outcomes, and the handover of a caseload.

What is due and what may be recorded is decided in worklist, never here.
"""
