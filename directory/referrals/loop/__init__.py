"""A referral from its opening until the student is connected: status, reasons, events, and what was frozen on the day.

No letter, no page and no SQL stands here; what is pure says so in its first line.
"""
