"""Every setting, read once, typed, from the environment and `.env`. `.env.example` lists them with their defaults."""

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOG_LEVELS = ("ERROR", "WARNING", "INFO", "DEBUG")
#: Seconds of a hundred years.
_CENTURY = 3.156e9


class SettingsProblem(Exception):
    """A setting cannot be used; the text names it and says what to do."""


class Settings(BaseSettings):
    """What the host decides. Each field is the environment variable of the same name with `BLENDZ_` in front."""

    model_config = SettingsConfigDict(
        env_prefix="BLENDZ_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    token: SecretStr | None = None
    state: Path = Path(".state")
    key: SecretStr | None = None
    catalogue: Path | None = None
    log: str = "INFO"
    api_url: str = "https://discord.com/api/v10"
    gateway_url: str = "wss://gateway.discord.gg/"
    cdn_hosts: str = "cdn.discordapp.com,media.discordapp.net"
    clock_ahead: Annotated[float, Field(ge=-_CENTURY, le=_CENTURY)] = 0.0

    @field_validator("log")
    @classmethod
    def _level_or_file(cls, log: str) -> str:
        if log.upper() not in LOG_LEVELS and not any(sign in log for sign in "/\\."):
            raise ValueError(f"must be {', '.join(LOG_LEVELS)}, or a file such as logs/blendz.log")
        return log

    @field_validator("api_url", "gateway_url")
    @classmethod
    def _safe_address(cls, url: str, info: ValidationInfo) -> str:
        safe, plain = ("https", "http") if info.field_name == "api_url" else ("wss", "ws")
        parts = urlsplit(url)
        if parts.scheme not in (safe, plain) or not parts.hostname or not _is_port(parts):
            raise ValueError(f"must be an address like {safe}://host/path")
        if parts.scheme == plain and not is_loopback(parts.hostname):
            raise ValueError(f"must be {safe}, except on this machine itself: the token travels there")
        return url.rstrip("/")

    @field_validator("cdn_hosts")
    @classmethod
    def _hosts(cls, hosts: str) -> str:
        for host in filter(None, map(str.strip, hosts.split(","))):
            parts = urlsplit(f"//{host}")
            if not parts.hostname or parts.netloc != host or "@" in host or not _is_port(parts):
                raise ValueError(f"must be hosts like cdn.example.com or 127.0.0.1:8000 between commas, not {host!r}")
        return hosts

    @field_validator("clock_ahead")
    @classmethod
    def _local_alone(cls, seconds: float, info: ValidationInfo) -> float:
        """By another clock than Discord's own, old blends would be forgotten at another time than members are told."""
        if seconds and not is_loopback(urlsplit(str(info.data.get("gateway_url"))).hostname or ""):
            raise ValueError("must be 0, except where BLENDZ_GATEWAY_URL names a Discord on this machine")
        return seconds

    @property
    def rest_base(self) -> str:
        """Address of the REST interface, with the version discord.py speaks when the host gave none."""
        return self.api_url if urlsplit(self.api_url).path else f"{self.api_url}/api/v10"

    @property
    def has_own_gateway(self) -> bool:
        """True when the host named a gateway: it is then used as it is, instead of asking Discord for one."""
        return self.gateway_url != Settings.model_fields["gateway_url"].default.rstrip("/")

    @property
    def now(self) -> datetime:
        """The time, by Discord's clock, for what no member asked for (see `presence.moment_of` for what one did)."""
        return datetime.now(UTC) + timedelta(seconds=self.clock_ahead)

    @property
    def cdn(self) -> frozenset[str]:
        """`host` or `host:port` attachments may be read from."""
        return frozenset(host.strip().lower() for host in self.cdn_hosts.split(",") if host.strip())

    @property
    def log_level(self) -> str:
        """Level of Blendz's own log; INFO when `log` names a file."""
        return self.log.upper() if self.log.upper() in LOG_LEVELS else "INFO"

    @property
    def log_file(self) -> Path | None:
        """The file to log to, when `log` names one instead of a level."""
        return None if self.log.upper() in LOG_LEVELS else Path(self.log)


def load_settings() -> Settings:
    """Read the settings. Raises SettingsProblem naming every variable that cannot be used; never shows a secret."""
    try:
        return Settings()
    except ValidationError as error:
        lines = (f"BLENDZ_{str(e['loc'][0]).upper()}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors())
        raise SettingsProblem("; ".join(lines) + ". Mend it in the environment or in .env.") from None


def _is_port(parts: SplitResult) -> bool:
    """False for an address whose port is no port."""
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def is_loopback(host: str) -> bool:
    """True for this machine's own addresses and names."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
