"""A referral from its opening until the student is connected: status, reasons, events, and what was frozen on the day.

No page and no command stands here, and whom a search finds is decided in finding.
"""
