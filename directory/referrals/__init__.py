"""Referrals: finding a provider for a need, and (when they come) the steps until a student is connected.

Ranking is entered only through finding.py; no page and no command stands here.
"""
