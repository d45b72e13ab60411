"""`python -m bot demo`: an evening of three sample members on a local Discord, with the real bot in its own process."""

from bot.demo.play import play

__all__ = ["play"]
