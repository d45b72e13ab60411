"""However many vectors and rows: the same products."""

import numpy as np
import pytest

from recommender.scan import scan


@pytest.mark.parametrize("rows", [0, 1, 255, 256, 257, 20_000])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 10])
def test_every_way_gives_the_same_products(rows: int, count: int) -> None:
    rng = np.random.default_rng(rows + count)
    matrix = rng.standard_normal((rows, 320)).astype(np.float32)
    vectors = rng.standard_normal((count, 320)).astype(np.float32)
    found = scan(matrix, *vectors)
    assert found.shape == (count, rows)
    assert np.allclose(found, vectors.astype(np.float64) @ matrix.T.astype(np.float64), atol=1e-3)
