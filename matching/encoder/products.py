"""Products of matrices in parts that OpenBLAS multiplies fast, with one thread, and in the same way whatever is multiplied beside."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_ONE_THREAD = (1 << 19) - 1
"""Multiplications in a product of matrices up to which OpenBLAS uses one thread, as it takes one for each 2^18: with more, its
threads wait for one another and cost ten times the processor time of the work."""

_SMALL = 1_200
"""Numbers in the result of a product up to which OpenBLAS multiplies at once; for a greater one it first copies both matrices, which
costs as much as the work."""

_ROWS, _COLUMNS = 4, 16
"""Rows and columns that processors multiply at a time. What is over has other last digits: a row's would hang on how many are beside it."""

_MOST_ROWS = 24  # so that a few columns of the greatest matrix still fit


def product(rows: Floats, layer: Floats) -> Floats:
    """Return the matrix product, a few rows and columns at a time."""
    over = -len(rows) % _ROWS
    filled = np.vstack([rows, np.zeros((over, rows.shape[1]), dtype=np.float32)]) if over else rows
    result = np.empty((len(filled), layer.shape[1]), dtype=np.float32)
    for start in range(0, len(filled), _MOST_ROWS):
        end = min(start + _MOST_ROWS, len(filled))
        most = min(_ONE_THREAD // len(layer), _SMALL) // (end - start)
        width = max(most - most % _COLUMNS, _COLUMNS)
        for first in range(0, layer.shape[1], width):
            np.matmul(filled[start:end], layer[:, first : first + width], out=result[start:end, first : first + width])
    return result[: len(rows)]


def times(vector: Floats, layer: Floats) -> Floats:
    """Return the product of one vector and a matrix."""
    result: Floats = product(vector[None], layer)[0]
    return result
