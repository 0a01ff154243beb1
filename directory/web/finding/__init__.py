"""The pages with which a specialist finds the right provider: asking, results, search by words, a provider, the shortlist.

What was asked about a student never stands in an address, and nothing here ranks or reads a listing: that is done in
directory.referrals, whose answers are only shown.
"""
