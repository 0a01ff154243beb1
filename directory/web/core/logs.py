"""Structured logs: one JSON line per request or failure, with routes, kinds and times, and nothing that anybody typed."""

from __future__ import annotations

import logging
import secrets
import sys
import traceback
from pathlib import Path

import structlog

ROOT = Path(__file__).resolve().parents[3]
OURS = frozenset({"directory", "importers", "matching"})
MOST_FRAMES = 12


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
    """Return the innermost lines of our code, and the line of a library in which the error was raised, if it was in one."""
    lines = [(Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    ours = [(path, line) for path, line in lines if _is_ours(path)][-MOST_FRAMES:]
    raised = [one for one in lines[-1:] if not _is_ours(one[0])]
    return [f"{_short(path)}:{line}" for path, line in (*ours, *raised)]


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in OURS


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
