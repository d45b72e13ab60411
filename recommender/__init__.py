"""Scores, groups and reasons from arrays: pure numpy, no I/O, no names of films.

Import `recommender` before numpy where one thread per solve is wanted: it asks OpenBLAS for a single thread, which is
what a server with many blends in one worker needs (two threads halve a lone call and wreck concurrency).
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
