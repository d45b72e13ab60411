"""What is remembered: the interface, the values it takes, and the way to open it.

key = load_key(settings_key, folder)
async with open_store(folder, key.secret) as store:
    added = await store.add_history(member, history)
"""

from data.store.interface import Store
from data.store.problem import KeyProblem, StoreProblem
from data.store.sqlite import open_store
from data.store.values import (
    BLEND_LIFE,
    CONSENTS,
    DEFAULT_CONSENT,
    Added,
    Blend,
    Consent,
    GroupMemory,
    Growth,
    Health,
    Marks,
    Use,
    UsePurpose,
    Vote,
    new_blend_id,
)
from data.store.vault import MasterKey, load_key

__all__ = [
    "BLEND_LIFE",
    "CONSENTS",
    "DEFAULT_CONSENT",
    "Added",
    "Blend",
    "Consent",
    "GroupMemory",
    "Growth",
    "Health",
    "KeyProblem",
    "Marks",
    "MasterKey",
    "Store",
    "StoreProblem",
    "Use",
    "UsePurpose",
    "Vote",
    "load_key",
    "new_blend_id",
    "open_store",
]
