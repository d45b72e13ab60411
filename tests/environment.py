"""The environment of a host who has set nothing, for jobs run as processes of their own."""

import os

#: Where Discord's own document is: in CI the sandbox refuses to run without it.
_KEPT = ("BLENDZ_SHARED_DATA", "BLENDZ_DISCORD_SPEC")


def unset_environment(**settings: str) -> dict[str, str]:
    """This environment without Blendz's settings, but for these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BLENDZ_") or name in _KEPT}
    return kept | settings
