"""Provider lists in the browser: uploaded, previewed, published and undone, and the held rows.

What a list says and what publishing it does is decided in storage/; nothing about students belongs here.
"""
