"""Is what Blendz ranks any good? Measured on a folder of histories, and on which series it calls near.

`python -m bot evaluate --histories DIR` holds titles back from each member and looks for them in the lists;
`--neighbours` compares likeness with lists of series that belong together. Figures only: nothing is kept, and no title
of a history is printed.
"""

from bot.evaluating.command import add_arguments, evaluate

__all__ = ["add_arguments", "evaluate"]
