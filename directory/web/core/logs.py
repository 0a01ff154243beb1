"""Structured logs: one JSON line a request or failure, with routes, kinds and times, and nothing that anybody typed."""

from __future__ import annotations

import logging
import secrets
import sys
import traceback
from pathlib import Path
from typing import Any

import structlog

ROOT = Path(__file__).resolve().parents[3]


def configure() -> None:
    """Sends our own lines to standard error as JSON, and keeps libraries quiet below a warning."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s: %(message)s")
    structlog.configure(
        processors=[structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.JSONRenderer()],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def request(*, method: str, route: str, status: int, milliseconds: float) -> None:
    """One request, by its route and never by its address, since an address may be anything."""
    structlog.get_logger().info("request", method=method, route=route, status=status, ms=round(milliseconds, 1))


def failure(error: BaseException, *, route: str) -> str:
    """A failure of ours, by its kind and place; its message and values may hold what is personal, so they stay out.

    Returns the number by which the page and the log speak of the same failure.
    """
    number = secrets.token_hex(4)
    structlog.get_logger().error("failure", number=number, route=route, kind=type(error).__name__, where=_where(error))
    return number


def _where(error: BaseException) -> list[str]:
    frames: list[Any] = list(traceback.walk_tb(error.__traceback__))
    return [f"{_short(frame.f_code.co_filename)}:{line}" for frame, line in frames][-12:]


def _short(path: str) -> str:
    return str(Path(path).relative_to(ROOT)) if path.startswith(str(ROOT)) else Path(path).name
