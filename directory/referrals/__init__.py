"""A referral from its opening until the student is connected: status, reasons, events, and what was frozen at the opening.

Pages and commands do not belong here; deciding which providers a search finds belongs in finding.
"""
