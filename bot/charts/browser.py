"""Finds the Chromium that draws charts, or installs one; and says which fonts are missing.

`python -m bot.charts.browser` does both and leaves quietly: charts are optional, text always works.
"""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import kaleido  # pyright: ignore[reportMissingTypeStubs] - ships none
from choreographer.cli.defaults import default_download_path

#: Names in the order of preference: the headless shell starts faster, needs half the memory and calls nobody.
_NAMES = (
    "chromium-headless-shell", "headless_shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable", "chrome", "microsoft-edge", "brave-browser",
)  # fmt: skip
_MAC_APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_DOWNLOADED = ("chrome-*/chrome", "chrome-*/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing")
_PACKAGES = ("chromium-headless-shell", "chromium")
_FONT_PACKAGES = ("fonts-inter", "fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji")
_FONTS = {"Inter": "Inter", "Noto Sans": "Noto Sans", "CJK": "Noto Sans CJK JP", "emoji": "Noto Color Emoji"}
_DOWNLOAD_SECONDS = 180.0
_PACKAGE_SECONDS = 600.0


def find_browser() -> Path | None:
    """The browser to draw with: BROWSER_PATH, an installed Chrome or Chromium, or one downloaded earlier."""
    return next((path for path in _candidates() if _runs(path)), None)


def install_browser(report: Callable[[str], None]) -> Path | None:
    """A browser that is there, or gets installed: kaleido's own download, else Debian's package when we are root.

    None when neither is possible; `report` is told each step in a line, the last one says what to do.
    """
    if (found := find_browser()) is not None:
        return found
    report("No Chrome or Chromium found: downloading one for the charts.")
    if _download() and (found := find_browser()) is not None:
        return found
    if _may_install():
        report("The download did not work: installing Chromium and fonts with apt.")
        if _install_packages() and (found := find_browser()) is not None:
            return found
    report("Charts stay text: install Chrome, or on Debian run `apt install chromium-headless-shell`, and start again.")
    return None


def unusable_choice() -> Path | None:
    """What BROWSER_PATH names, when it is no browser that runs."""
    chosen = os.environ.get("BROWSER_PATH")
    return Path(chosen) if chosen and not _runs(Path(chosen)) else None


def fonts_missing() -> list[str] | None:
    """What the fonts of this machine do not cover; None where that cannot be found out."""
    listing = shutil.which("fc-list")
    if listing is None:
        return None
    answer = subprocess.run([listing, ":", "family"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603 - fixed arguments
    return [name for name, family in _FONTS.items() if family not in answer.stdout] if answer.returncode == 0 else None


def _candidates() -> Iterator[Path]:
    if chosen := os.environ.get("BROWSER_PATH"):
        yield Path(chosen)
    for name in _NAMES:
        if found := shutil.which(name):
            yield Path(found)
    yield from (Path(app) for app in _MAC_APPS)
    for pattern in _DOWNLOADED:
        yield from sorted(Path(default_download_path).glob(pattern), reverse=True)


def _runs(path: Path) -> bool:
    """True when the program starts at all: a download may lack libraries of the system."""
    if not (path.is_file() and os.access(path, os.X_OK)):
        return False
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=20, check=False)  # noqa: S603 - the host's own browser
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _download() -> bool:
    """Kaleido's downloader, which knows no time-out, given one."""
    done = threading.Event()

    def fetch() -> None:
        try:
            kaleido.get_chrome_sync()
        except Exception:  # noqa: BLE001 - offline, refused, full disk, unknown machine: all mean "no download"
            return
        done.set()

    thread = threading.Thread(target=fetch, daemon=True, name="browser download")
    thread.start()
    thread.join(_DOWNLOAD_SECONDS)
    return done.is_set()


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def _install_packages() -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for package in _PACKAGES:
        for command in (
            ["update", "-qq"],
            ["install", "-y", "-qq", "--no-install-recommends", package, *_FONT_PACKAGES],
        ):
            try:
                answer = subprocess.run(  # noqa: S603 - fixed arguments
                    ["apt-get", *command],  # noqa: S607 - the system's own package manager
                    env=environment, capture_output=True, timeout=_PACKAGE_SECONDS, check=False,
                )  # fmt: skip
            except (OSError, subprocess.TimeoutExpired):
                return False
        if answer.returncode == 0:
            return True
    return False


def main() -> int:
    """Install a browser where there is none; always a success, since charts are optional."""
    found = install_browser(lambda line: print(line, file=sys.stderr))  # noqa: T201 - this is a command line
    sys.stdout.write(f"Charts are drawn by {found}.\n" if found else "Charts are posted as text.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
