"""However many vectors and rows: the same products."""

import numpy as np
import pytest

from recommender.scan import scan, scan_alike


@pytest.mark.parametrize("rows", [0, 1, 255, 256, 257, 20_000])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 10])
def test_every_way_gives_the_same_products(rows: int, count: int) -> None:
    rng = np.random.default_rng(rows + count)
    matrix = rng.standard_normal((rows, 320)).astype(np.float32)
    vectors = rng.standard_normal((count, 320)).astype(np.float32)
    found = scan(matrix, *vectors)
    assert found.shape == (count, rows)
    assert np.allclose(found, vectors.astype(np.float64) @ matrix.T.astype(np.float64), atol=1e-3)


@pytest.mark.parametrize("rows", [0, 1, 255, 256, 257, 20_000])
@pytest.mark.parametrize("columns", [1, 149, 320])
def test_company_changes_no_bit_of_a_product(rows: int, columns: int) -> None:
    rng = np.random.default_rng(rows)
    matrix = rng.standard_normal((rows, columns)).astype(np.float32)
    vectors = list(rng.standard_normal((10, columns)).astype(np.float32))
    together = scan_alike(matrix, vectors)
    assert np.allclose(together, np.stack(vectors).astype(np.float64) @ matrix.T.astype(np.float64), atol=1e-3)
    for found, vector in zip(together, vectors, strict=True):
        assert np.array_equal(found, scan_alike(matrix, [vector])[0])
    assert np.array_equal(together[::-1], scan_alike(matrix, vectors[::-1]))


def test_no_vectors_give_no_products() -> None:
    assert scan_alike(np.zeros((3, 2), dtype=np.float32), []).shape == (0, 3)
