"""Structured logs: one JSON line per request or failure, with routes, kinds and times, and nothing that anybody typed."""

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
    """Configure logging: our own lines as JSON on standard error, and from libraries only warnings and errors."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s: %(message)s")
    structlog.configure(
        processors=[structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.JSONRenderer()],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def request(*, method: str, route: str, status: int, milliseconds: float) -> None:
    """Log a request by its route, never by its URL, which may contain anything."""
    structlog.get_logger().info("request", method=method, route=route, status=status, ms=round(milliseconds, 1))


def failure(error: BaseException, *, route: str) -> str:
    """Log a failure of ours by its kind and place, and return the number that identifies it on the page and in the log.

    The error's message and values are left out, because they may hold personal data.
    """
    number = secrets.token_hex(4)
    structlog.get_logger().error("failure", number=number, route=route, kind=type(error).__name__, where=_where(error))
    return number


def _where(error: BaseException) -> list[str]:
    frames: list[Any] = list(traceback.walk_tb(error.__traceback__))
    return [f"{_short(frame.f_code.co_filename)}:{line}" for frame, line in frames][-12:]


def _short(path: str) -> str:
    return str(Path(path).relative_to(ROOT)) if path.startswith(str(ROOT)) else Path(path).name
