"""Serves a site to its author on this machine only, and makes it anew when a file is saved."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

HOST = "127.0.0.1"
CHANGED = "/.changed"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_EVERY = 0.3
"""Seconds between two looks at the files."""
_LIVE = Path(__file__).parent / "files" / "live.html"


@define
class News:
    """Which version of the site is there, and what kept the next from being made."""

    version: int = 0
    problems: list[str] = field(factory=list)

    def as_json(self) -> bytes:
        return json.dumps({"version": self.version, "problems": self.problems}).encode()


@frozen
class Watched:
    """Folders whose rule and feature files are looked at for a change."""

    folders: tuple[Path, ...]

    def state(self) -> tuple[tuple[str, int, int], ...]:
        """What the files look like; equal as long as none has been saved."""
        return tuple(sorted(self._files()))

    def _files(self) -> Iterable[tuple[str, int, int]]:
        for folder in self.folders:
            for pattern in ("*.yaml", "*.feature"):
                for path in folder.glob(pattern):
                    try:
                        found = path.stat()
                    except OSError:  # saved by way of another file, and not there for a moment
                        continue
                    yield str(path), found.st_mtime_ns, found.st_size


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site, with a script in each page that hears of the next version."""

    def __init__(self, *args: Any, news: News, live: bool, **options: Any) -> None:
        self.news, self.live = news, live
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        if not self._is_ours():
            self.send_error(403)
        elif self.path.partition("?")[0] == CHANGED:
            self._say(self.news.as_json(), "application/json")
        elif (page := self._page()) is not None and self.live:
            self._say(
                page.replace(b"</body>", _LIVE.read_bytes() + b"</body>"),
                "text/html; charset=utf-8",
            )
        else:
            super().do_GET()

    def _is_ours(self) -> bool:
        """A page elsewhere may have its own name answer with this machine's address."""
        host = self.headers.get("Host", "").rpartition(":")
        return (host[0] if host[2].isdigit() else self.headers.get("Host", "")) in _LOOPBACK

    def _page(self) -> bytes | None:
        place = Path(self.translate_path(self.path))
        place = place / "index.html" if place.is_dir() else place
        try:
            return place.read_bytes() if place.suffix == ".html" else None
        except OSError:
            return None

    def _say(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing: the author's terminal is for what was found."""


def server(folder: Path, port: int, news: News, live: bool) -> ThreadingHTTPServer:
    """A server on loopback that is not answering yet. Port 0 takes a free one."""
    handler = partial(_Handler, directory=str(folder), news=news, live=live)
    return ThreadingHTTPServer((HOST, port), handler)


def watch(watched: Watched, changed: Callable[[], None], stop: threading.Event) -> None:
    """Calls `changed` after every save, until `stop` is set."""
    before = watched.state()
    while not stop.wait(_EVERY):
        now = watched.state()
        if now != before:
            time.sleep(0.05)  # an editor may still be writing the other half
            before = watched.state()
            changed()
