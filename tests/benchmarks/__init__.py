"""Benchmarks, run by `make bench`: imports, matching and search on both databases, beside a bare insert and tantivy.

Nothing here is a test: figures are printed and read by people, and no run fails because it was slow.
"""
