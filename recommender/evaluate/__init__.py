"""Is a list any good? The offline protocol, its metrics, and the peers it measures against."""
