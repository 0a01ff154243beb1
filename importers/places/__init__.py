"""Where a service is: addresses, streets, ZIPs and points read from text, and the words that withhold them.

No module here knows a cell's column or the rest of its row; what a record may say of a hidden place stands in
importers/confidential.py.
"""
