"""What every page stands on: a request and its answer, the transaction between them, forms, errors and headers.

No page is declared here but /health and the static files, and nothing here knows a subject of the pages.
"""
