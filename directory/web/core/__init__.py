"""What every page is built on: requests and answers, the transaction between them, forms, errors and headers.

No page is declared here except /health and the static files, and no module here knows what the pages are about.
"""
