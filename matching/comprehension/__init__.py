"""One small network that reads a sentence once: which need it tells of, which danger, and which of its words say a condition.

Everything else that reads people's sentences (matching.needs, matching.danger, matching.requests) asks it and adds what words and
tables know. The encoder below it (matching.encoder) learned together with it: `make comprehension` writes the files of both.
"""

from __future__ import annotations

from matching.comprehension.network import (
    FILE,
    Comprehended,
    Comprehension,
    Texts,
    encode_ahead,
    log_chances,
    network,
    read,
    read_ahead,
    together,
)

__all__ = [
    "FILE",
    "Comprehended",
    "Comprehension",
    "Texts",
    "encode_ahead",
    "log_chances",
    "network",
    "read",
    "read_ahead",
    "together",
]
