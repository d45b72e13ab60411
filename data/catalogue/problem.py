"""What is wrong with a catalogue, in words for the host."""


class CatalogueProblem(Exception):
    """The catalogue cannot be used or made; the text says why and what to do."""
