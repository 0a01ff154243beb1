"""When a service runs: hours, weekdays, dates, months, seasons and closures read from text.

No module here knows a cell's column or the rest of its row, and none reads a clock: today is given.
"""
