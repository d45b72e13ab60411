"""Products of every row of a large matrix with a few vectors, as fast as memory is read.

BLAS reads several rows at a time, which no processor foresees: 60,000 rows of 320 numbers it reads at a third of the
speed of memory. One dot product a row reads them in order.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
#: Below this size a matrix stays in the last cache, and BLAS is faster.
_SMALL = 1_000_000
#: From so many vectors on a product of matrices is faster than one by one, so many rows at a time: what stays in the
#: second cache, and what BLAS has its own way for.
_MANY, _ROWS = 4, 256
#: Vectors that `scan_alike` multiplies at a time.
_WIDTH = 4


def scan(matrix: Matrix, *vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Row i is matrix (rows, columns) times the i-th vector (columns,): float32 (vectors, rows)."""
    out = np.empty((len(vectors), len(matrix)), dtype=np.float32)
    if len(vectors) >= _MANY:
        _scan_many(matrix, np.stack(vectors, axis=1), out)
        return out
    for vector, row in zip(vectors, out, strict=True):
        if matrix.size < _SMALL:
            np.dot(matrix, vector, out=row)
        else:
            np.vecdot(matrix, vector, out=row)
    return out


def scan_alike(matrix: Matrix, vectors: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """As `scan`, and the products with a vector are the same to the last bit whatever other vectors there are.

    BLAS rounds differently for different numbers of vectors; so they are always four, some of them zero.
    """
    out = np.empty((len(vectors), len(matrix)), dtype=np.float32)
    groups = [_columns(vectors[at : at + _WIDTH]) for at in range(0, len(vectors), _WIDTH)]
    for at in range(0, len(matrix) if groups else 0, _ROWS):
        block = matrix[at : at + _ROWS]
        flat = block.reshape(-1)
        np.dot(flat, flat)
        for group, columns in enumerate(groups):
            part = out[group * _WIDTH : (group + 1) * _WIDTH, at : at + _ROWS]
            part[:] = (block @ columns).T[: len(part)]
    return out


def _columns(vectors: Sequence[NDArray[np.float32]]) -> Matrix:
    columns = np.zeros((len(vectors[0]), _WIDTH), dtype=np.float32)
    for at, vector in enumerate(vectors):
        columns[:, at] = vector
    return columns


def _scan_many(matrix: Matrix, vectors: Matrix, out: NDArray[np.float32]) -> None:
    """Fill out (vectors, rows): each block is read in order once before it is multiplied."""
    for at in range(0, len(matrix), _ROWS):
        block = matrix[at : at + _ROWS]
        flat = block.reshape(-1)
        np.dot(flat, flat)
        out[:, at : at + _ROWS] = (block @ vectors).T
