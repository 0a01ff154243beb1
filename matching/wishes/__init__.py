"""What a family wishes for beside a need: when, in which setting, with whom, how to get there, which activity.

A wish is a code (codes.py); what a listing says about it is judged from the listing's traits (matching.traits). A wish never
excludes a service, and no listing's text is read here.
"""

from __future__ import annotations

from matching.wishes.codes import CRITERIA, Wish, WishKind, criterion, parse

__all__ = ["CRITERIA", "Wish", "WishKind", "criterion", "parse"]
