"""Where built catalogues are kept when nobody says: where the bot looks for them."""

import os
from pathlib import Path

from dotenv import dotenv_values


def default_state() -> Path:
    """BLENDZ_STATE, from the environment or from .env as the bot reads it; else `.state`."""
    return Path(os.environ.get("BLENDZ_STATE") or dotenv_values(".env").get("BLENDZ_STATE") or ".state")


def default_catalogue() -> Path | None:
    """BLENDZ_CATALOGUE in the same way: the host's own choice, if there is one."""
    chosen = os.environ.get("BLENDZ_CATALOGUE") or dotenv_values(".env").get("BLENDZ_CATALOGUE")
    return Path(chosen) if chosen else None
