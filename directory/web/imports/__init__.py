"""Provider lists in the browser: sent, looked at before anything is done, published, taken back, and the rows that wait.

What a list says and what publishing it does is decided in storage/; nothing of a student comes in here.
"""
