"""Weights as files keep them: matrices as whole numbers of one byte, with the value of one unit for each column.

>>> whole, steps = in_bytes(np.array([[1.0, -4.0], [0.5, 2.0]], dtype=np.float32))
>>> whole.tolist(), bool(np.allclose(whole * steps, [[1.0, -4.0], [0.5, 2.0]], atol=0.02))
([[127, -127], [64, 64]], True)
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Arrays = dict[str, npt.NDArray[np.generic]]


def in_bytes(weights: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Return a matrix as whole numbers, and the value of one unit in each column."""
    steps = np.maximum(np.abs(weights).max(axis=0) / 127, 1e-12).astype(np.float32)
    return np.rint(weights / steps).astype(np.int8), steps


def file_of(arrays: Mapping[str, npt.NDArray[np.generic]]) -> bytes:
    """Return the content of a file of arrays. They are stored as they are: a process would wait long for them to be decompressed."""
    out = io.BytesIO()
    np.savez(out, **arrays)  # type: ignore[arg-type]
    return out.getvalue()


def packed(weights: Mapping[str, Floats], suffix: str) -> Arrays:
    """Return weights by name, matrices in bytes beside their steps, whose names end with the suffix, and vectors as they are."""
    arrays: Arrays = {}
    for name, value in weights.items():
        if value.ndim == 1:
            arrays[name] = value.astype(np.float32)
        else:
            arrays[name], arrays[f"{name}{suffix}"] = in_bytes(value)
    return arrays


def unpacked(arrays: Mapping[str, npt.NDArray[np.generic]], suffix: str) -> dict[str, Floats]:
    """Return the weights that `packed` made into arrays; each column of a matrix is contiguous, since a few are read at a time."""
    steps = {name.removesuffix(suffix): array.astype(np.float32) for name, array in arrays.items() if name.endswith(suffix)}
    one = np.float32(1)
    return {
        name: array.astype(np.float32, order="F") * steps.get(name, one)
        for name, array in arrays.items()
        if not name.endswith(suffix)
    }
