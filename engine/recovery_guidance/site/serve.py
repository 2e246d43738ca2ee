"""Serves a site to its author on this machine only, and makes it anew when a file is saved."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from itertools import chain
from pathlib import Path
from socketserver import TCPServer
from typing import Any, BinaryIO

from attrs import define, field, frozen

from .stale import BEGINS, notice, with_notice

HOST = "127.0.0.1"
CHANGED = "/.changed"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_EVERY = 0.3
"""Seconds between two looks at the files."""
_WAITING = 256
"""Requests that may wait to be taken up. The library has 5; a browser tries what is beyond only a second later."""
_PATIENCE = 10
"""Seconds until a connection that says nothing is closed: each one that is open holds a thread."""
_OURS = re.compile(r"\.(ya?ml|feature)\b", re.IGNORECASE)
"""What the names of rule and feature files hold, also of those that are misnamed."""
_NO_PAGES = (
    f'<!doctype html>\n<html lang="en">\n<title>No pages yet</title>\n{BEGINS}</main></body>\n'
)
_LIVE = Path(__file__).parent / "files" / "live.html"
State = tuple[tuple[str, int, int], ...]


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

    def state(self) -> State:
        """What the files look like; equal as long as none has been saved."""
        return tuple(sorted(self._files()))

    def _files(self) -> Iterable[tuple[str, int, int]]:
        for folder, inside, names in chain.from_iterable(map(os.walk, self.folders)):
            inside[:] = [name for name in inside if not name.startswith(".")]
            for name in (*inside, *names):
                # One that is open in an editor has a second name, which begins with a dot.
                if _OURS.search(name) and not name.startswith("."):
                    with suppress(OSError):  # saved by way of another file, and gone for a moment
                        path = Path(folder, name)
                        found = path.stat()
                        yield str(path), found.st_mtime_ns, found.st_size


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site, with a script in each page that hears of the next version."""

    timeout = _PATIENCE

    def __init__(self, *args: Any, news: News, live: bool, **options: Any) -> None:
        self.news, self.live = news, live
        super().__init__(*args, **options)

    def send_head(self) -> BytesIO | BinaryIO | None:
        """What comes before the content, for GET and HEAD alike; the content, or None after a refusal."""
        if not self._is_ours():
            self.send_error(403)
            return None
        try:
            if self.path.partition("?")[0] == CHANGED:
                return self._said(self.news.as_json(), "application/json")
            if self.live and (page := self._page()) is not None:
                followed = page.replace("</body>", _LIVE.read_text("utf-8") + "</body>")
                return self._said(followed.encode(), "text/html; charset=utf-8")
            return super().send_head()
        except (OSError, ValueError):  # no file has such a name
            self.send_error(404)
            return None

    def _is_ours(self) -> bool:
        """A page elsewhere may have its own name answer with this machine's address."""
        host = self.headers.get("Host", "").rpartition(":")
        return (host[0] if host[2].isdigit() else self.headers.get("Host", "")) in _LOOPBACK

    def _page(self) -> str | None:
        """A page, with what keeps the next version from being made; also where there is no page yet."""
        place = Path(self.translate_path(self.path))
        place = place if place.suffix else place / "index.html"
        if place.suffix != ".html":
            return None
        said = notice(self.news.problems, "live-problems") if self.news.problems else ""
        if not self.news.version:
            return with_notice(_NO_PAGES, said)
        page = place.read_text("utf-8")
        return with_notice(page, said) if said else page

    def _said(self, body: bytes, kind: str) -> BytesIO:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        return BytesIO(body)

    def log_message(self, *_: Any) -> None:
        """Nothing: the author's terminal is for what was found."""


class _Server(ThreadingHTTPServer):
    request_queue_size = _WAITING

    def server_bind(self) -> None:
        """The library looks up a name for the address, which may ask the network and wait for it."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    def handle_error(self, *_: Any) -> None:
        """Nothing: a browser that hangs up in the middle of a page is no news to the author."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(*_)


def server(folder: Path, port: int, news: News, live: bool) -> ThreadingHTTPServer:
    """A server on loopback that is not answering yet. Port 0 takes a free one."""
    handler = partial(_Handler, directory=str(folder), news=news, live=live)
    return _Server((HOST, port), handler)


def watch(
    watched: Watched, before: State, changed: Callable[[], None], stop: threading.Event
) -> None:
    """Calls `changed` after every save since the files looked as `before`, until `stop` is set."""
    while not stop.wait(_EVERY):
        now = watched.state()
        if now != before:
            time.sleep(0.05)  # an editor may still be writing the other half
            before = watched.state()
            changed()
