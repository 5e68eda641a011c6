"""Outputs in object stores: the contents of a folder or file on disk, stored as whole objects.

Records of earlier runs and temporary files stay on this machine; the manifest is stored beside the briefs at the end
and every so often, so that another machine can resume if this one is lost. The lock only covers this machine: two
machines must not write to the same place, except to their own shards.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from briefer import places
from briefer.batch import locking, manifest
from briefer.batch.files import OneFile
from briefer.batch.folders import HERE, Folder
from briefer.batch.kept import remove
from briefer.batch.manifest import Known
from briefer.batch.sharding import WHOLE, Shard
from briefer.batch.targets import FAILURES, INDEX, MANIFEST, STATE, beside, is_file, is_own_page
from briefer.batch.work import Failure, Plan, Result

UPLOADS = 16  # briefs on their way at a time: an object takes about 50 ms, most of it waiting
EVERY = 60.0  # seconds between two times that the manifest is stored


@contextmanager
def to(url: str, plan: Plan, *, force: bool, part: Shard) -> Iterator[RemoteFile | RemoteFolder]:
    """Open the output that a URL names; raises OutputError, OutputBusyError, ExtraMissingError or OSError."""
    places.get(url)  # whatever is wrong with the place is wrong now
    home = _home(url)
    home.mkdir(parents=True, exist_ok=True)
    state = home / (f".{_name(url)}{STATE}" if is_file(url) else f"{STATE}{part.label}")
    with locking.held(state / "lock", url):
        output = (
            RemoteFile(url, home, state, plan, force)
            if is_file(url)
            else RemoteFolder(url, home, state, plan, force, part)
        )
        try:
            yield output
        finally:
            output.close()
    for folder in (state, home, home.parent):
        try:
            folder.rmdir()
        except OSError:  # what is left in it is for the next run
            return


def _home(url: str) -> Path:
    """Return an output's folder on this machine."""
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base, "briefer", sha256(url.encode()).hexdigest()[:16], _name(url))


def _name(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


class RemoteFile(OneFile):
    """Briefs in one object, which a complete run replaces."""

    def __init__(self, url: str, home: Path, state: Path, plan: Plan, force: bool) -> None:
        path = home / _name(url)
        self.urls = {local: f"{url.rpartition('/')[0]}/{local.name}" for local in (path, beside(path, MANIFEST))}
        self.report_url = f"{url.rpartition('/')[0]}/{beside(path, FAILURES).name}"
        _check_own(self.report_url)
        if not all(local.exists() for local in self.urls):  # they are here still if they could not be stored
            _check_own(self.urls[beside(path, MANIFEST)])
            for local, there in self.urls.items():
                remove(local)
                places.get_file(there, str(local))
        super().__init__(path, state, plan, force, WHOLE)

    def finish(self) -> None:
        """Store the object, with its manifest and the list of failures; after an interruption, only that list."""
        super().finish()
        _store_report(self, self.report_url)
        if not self.interrupted:
            for local, there in self.urls.items():
                places.put_file(there, str(local))
            remove(*self.urls)


class RemoteFolder(Folder):
    """Briefs below a URL; each is recorded once stored."""

    def __init__(self, url: str, home: Path, state: Path, plan: Plan, force: bool, part: Shard) -> None:
        self.url = url.rstrip("/")
        self.manifest_url = f"{self.url}/{MANIFEST}{part.label}.jsonl"
        self.report_url = f"{self.url}/{FAILURES}{part.label}.jsonl"
        local = home / f"{MANIFEST}{part.label}.jsonl"
        _check_own(self.report_url)
        earlier = _check_own(self.manifest_url)
        earlier = earlier[: earlier.rfind(b"\n") + 1]
        left = local.read_bytes() if local.exists() else b""  # by a run that was killed
        if not left.startswith(earlier):  # as it does when nobody else has stored anything since
            local.write_bytes(earlier + left)
        super().__init__(home, state, plan, force, part)
        self.there = dict(places.sizes(self.url)) if self.known else {}
        self.pool = ThreadPoolExecutor(UPLOADS)
        self.flying: deque[tuple[Future[None], int, Result, bytes]] = deque()
        self.stored = time.monotonic()
        self.storing: Future[None] | None = None  # the manifest as it was

    def write(self, number: int, result: Result) -> Failure | None:
        """Start storing a brief, and record those that have arrived; raises OutputError if one has not."""
        if result.rendered is None:
            return super().write(number, result)
        data = result.rendered.encode(self.encoding)
        made_of, _ = self.pending[number]
        self.flying.append(
            (self.pool.submit(places.put, f"{self.url}/{made_of['output']}", data), number, result, data)
        )
        self._record(UPLOADS * 2)
        if time.monotonic() - self.stored > EVERY and (self.storing is None or self.storing.done()):
            self.stored = time.monotonic()
            self.storing = self.pool.submit(places.put_file, self.manifest_url, str(self.journal.path))
        return None

    def finish(self) -> None:
        """Wait for pending briefs; store the manifest, the list of failures and the index of pages."""
        self._record(0)
        if self.storing:
            wait([self.storing])  # what is older must not arrive after the whole
        super().finish()
        _store_report(self, self.report_url)
        places.put_file(self.manifest_url, str(self.journal.path))
        self.close()
        remove(self.journal.path)

    def close(self) -> None:
        """Wait for pending briefs, and close the manifest."""
        self.pool.shutdown(wait=True, cancel_futures=True)
        super().close()

    def _record(self, most: int) -> None:
        """Record the briefs that have arrived, and wait until at most `most` are pending."""
        while self.flying and (len(self.flying) > most or self.flying[0][0].done()):
            future, number, result, data = self.flying[0]
            future.result()
            self.flying.popleft()
            made_of, _ = self.pending.pop(number)
            row, length = self.journal.append(manifest.completed(made_of, result, data))
            self.slots.set(number, Known(row=row, length=length, source=HERE))

    def _is_there(self, output: str, known: Known) -> bool:
        return self.there.get(output) == known.size

    def _write_index(self) -> None:
        page = self.folder / INDEX
        there = places.get(f"{self.url}/{INDEX}")
        if there is not None:
            page.write_bytes(there)
        super()._write_index()
        if is_own_page(page):
            places.put_file(f"{self.url}/{INDEX}", str(page))
        remove(page)


def _check_own(url: str) -> bytes:
    """Return a stored manifest or list of failures; raises OutputError if it is the user's own."""
    data = places.get(url) or b""
    if not manifest.is_own(data.splitlines(keepends=True)):
        raise manifest.stranger(url)
    return data


def _store_report(output: RemoteFile | RemoteFolder, url: str) -> None:
    """Store the list of failures, or remove an earlier run's."""
    if output.report is None:
        places.remove(url)
        return
    places.put_file(url, output.report)
    remove(Path(output.report))
    output.report = url
