"""The service: the directory of providers, and what staff do with it.

Ranking stands in matching/ and the reading of lists in importers/; neither may be copied or bypassed here.
"""
