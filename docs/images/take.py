#!/usr/bin/env python3
"""Takes the pictures in this folder anew: `make docs`. Needs what `make browser-test` needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from base64 import b64decode
from pathlib import Path
from tempfile import TemporaryDirectory

from selenium import webdriver

HERE = Path(__file__).parent
DESKTOP, PHONE = (1000, 760), (390, 760)
PICTURES = [
    ("timeline", "timeline.html#typical", DESKTOP, "light"),
    ("rule", "rules/running--run-walk--allowed.html", DESKTOP, "light"),
    ("start-on-a-phone", "index.html", PHONE, "dark"),
]


def main() -> None:
    """Builds the site of our own protocol, and looks at three of its pages."""
    with TemporaryDirectory() as temporary:
        site = Path(temporary, "site")
        recovery = Path(sys.executable).parent / "recovery"
        build = [recovery, "docs", "build", site]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for argument in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--hide-scrollbars",
            f"--user-data-dir={temporary}/profile",
        ):
            options.add_argument(argument)
        browser = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
        try:
            for name, address, size, scheme in PICTURES:
                take(browser, f"{site.as_uri()}/{address}", size, scheme, HERE / f"{name}.png")
        finally:
            browser.quit()


def take(
    browser: webdriver.Chrome, address: str, size: tuple[int, int], scheme: str, place: Path
) -> None:
    """One picture of what a person sees first."""
    width, height = size
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get(address)
    taken = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    place.write_bytes(b64decode(taken["data"]))


if __name__ == "__main__":
    main()
