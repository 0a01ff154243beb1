"""Addresses of a search's buttons, opened as pages: what was asked is never part of a URL, so they lead on without it, and say so.

A button's address names its provider, and nothing else.
"""

from __future__ import annotations

import re

from directory.web.core import notices
from directory.web.core.request import Asked, Redirect

notices.add({"search_lost": "What was asked is never part of an address, so this page does not know it any more. Ask again."})

_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


def records_named(asked: Asked) -> list[str]:
    """Return the ids of the providers whose button was pressed: usually one."""
    named = _in_address(asked)
    return asked.form.all("record") or [named] * bool(named)


def redirect_to_form(path: str) -> Redirect:
    """Return the way to a new search."""
    return Redirect(path, done="search_lost")


def redirect_to_provider(asked: Asked, otherwise: str, student_id: str = "") -> Redirect:
    """Return the way to the page of the provider in the address; `otherwise` is where a new search begins."""
    beside = f"?for={student_id}" if student_id else ""
    return redirect_to_form(f"/providers/{record}{beside}" if (record := _in_address(asked)) else otherwise)


def redirect_to_referral(asked: Asked, otherwise: str, student_id: str = "") -> Redirect:
    """Return the way to a referral to the provider in the address; `otherwise` is where a new search begins."""
    start = f"/students/{student_id}/refer" if student_id else "/refer"
    return redirect_to_form(f"{start}?record={record}" if (record := _in_address(asked)) else otherwise)


def _in_address(asked: Asked) -> str:
    record = asked.word("record")
    return record if _ID.fullmatch(record) else ""
