"""The pages with which a specialist finds the right provider: search forms, results, a provider's page, the shortlist.

Nothing asked about a student is ever part of a URL, and nothing here ranks or reads a listing: that is done in directory.finding,
whose answers are only shown.
"""
