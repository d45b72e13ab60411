"""The only package that knows Discord."""

import recommender as recommender  # before anything imports numpy: it asks for one thread per solve
