"""Language data: found, chosen, downloaded by camel-tools itself, removed."""

import hashlib
import http.server
import json
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from annotator.model.errors import Cancelled, InputError, MachineError
from annotator.operations import analysing, language_data
from annotator.settings import Settings
from tests.morphology import TINY

FOLDER = "data/morphology_db/calima-msa-r13"


@pytest.fixture(autouse=True)
def no_database_afterwards() -> Iterator[None]:
    yield
    language_data.forget(Settings())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


def install(folder: Path) -> Path:
    """Put the small database where camel-tools would have put its own."""
    path = folder / FOLDER / "morphology.db"
    path.parent.mkdir(parents=True)
    path.write_bytes(TINY.read_bytes())
    (folder / "versions.json").write_text('{"morphology-db-msa-r13": "0.4.0", "other": "1"}')
    return path


def test_nothing_is_in_use_and_nothing_is_made(own_home: Path, settings: Settings) -> None:
    language_data.begin(settings)
    assert language_data.in_use() is None
    assert language_data.installed() == []
    assert list(own_home.iterdir()) == []


def test_what_camel_tools_has_is_found_and_not_used_unasked(
    own_home: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = install(own_home / ".camel_tools")
    language_data.begin(settings)
    (found,) = language_data.installed()
    assert (found.path, found.name, found.found) == (path, "calima-msa-r13", True)
    assert found.size == TINY.stat().st_size
    assert found.licence == "GPL-2.0"
    assert not found.in_use
    (path.parent / "LICENSE").write_text("\n  Mine alone  \nand more\n", encoding="utf-8")
    assert language_data.installed()[0].licence == "Mine alone"
    other = install(tmp_path / "elsewhere")
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path / "elsewhere"))
    assert [each.path for each in language_data.installed()] == [other]


def test_a_chosen_file_is_checked_used_and_remembered(settings: Settings) -> None:
    told: list[tuple[int, int]] = []
    language_data.choose(settings, TINY, lambda done, total: told.append((done, total)))
    assert language_data.in_use() == TINY
    (found,) = language_data.installed()
    assert (found.name, found.in_use, found.found, found.licence) == ("tiny.db", True, False, "")
    language_data.forget(Settings())
    language_data.begin(Settings(settings.path))
    assert language_data.in_use() == TINY
    assert analysing.opened_morphology(TINY) is None, "nothing is read before a word is looked up"


def test_a_bad_file_leaves_what_was_in_use(settings: Settings, tmp_path: Path) -> None:
    language_data.choose(settings, TINY)
    bad = tmp_path / "bad.db"
    bad.write_text("no database\n")
    with pytest.raises(InputError, match=r"bad\.db"):
        language_data.choose(settings, bad)
    assert language_data.in_use() == TINY
    assert settings["morphology_database"] == str(TINY)


def test_a_chosen_file_that_is_gone_is_still_told_of(settings: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(TINY.read_bytes())
    language_data.choose(settings, copy)
    copy.unlink()
    (found,) = language_data.installed()
    assert (found.size, found.in_use) == (0, True)
    with pytest.raises(MachineError, match=r"copy\.db"):
        analysing.open_morphology(copy)


def test_a_changed_file_is_read_again(settings: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(TINY.read_bytes())
    first = analysing.open_morphology(copy)
    assert analysing.open_morphology(copy) is first
    copy.write_bytes(TINY.read_bytes() + b"V3 SE\n")
    assert analysing.open_morphology(copy) is not first


def test_forgetting_touches_no_file_and_removing_only_camel_tools_own(
    own_home: Path, settings: Settings
) -> None:
    path = install(own_home / ".camel_tools")
    language_data.choose(settings, path)
    language_data.forget(settings)
    assert language_data.in_use() is None
    assert path.exists()
    with pytest.raises(InputError, match="yourself"):
        language_data.remove(settings, TINY)
    assert TINY.exists()
    language_data.choose(settings, path)
    language_data.remove(settings, path)
    assert not path.parent.exists()
    assert language_data.in_use() is None
    kept = json.loads((own_home / ".camel_tools" / "versions.json").read_text(encoding="utf-8"))
    assert kept == {"other": "1"}


# downloading, from a server on this machine


@dataclass
class Server:
    """A server that has one package; ``wait`` keeps it from sending the end."""

    address: str = ""
    asked: list[str] = field(default_factory=list)
    body: bytes = b""
    wait: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def server() -> Iterator[Server]:
    about = Server()
    about.wait.set()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            about.asked.append(self.path)
            if not about.body:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(about.body)))
            self.end_headers()
            half = len(about.body) // 2
            self.wfile.write(about.body[:half])
            self.wfile.flush()
            about.wait.wait(60)
            try:
                self.wfile.write(about.body[half:])
            except OSError:
                return

        def log_message(self, *_arguments: Any) -> None:
            return

    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    about.address = f"http://127.0.0.1:{made.server_address[1]}/db.zip"
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield about
    about.wait.set()
    made.shutdown()
    thread.join()
    made.server_close()


def catalogue(home: Path, address: str, folder: Path, *, checksum: str = "") -> bytes:
    """Write camel-tools' list of packages, naming a server, and return the package's file."""
    content = TINY.read_bytes()
    package = {
        "description": "A small database",
        "version": "1",
        "license": "GPLv2",
        "package_type": "http",
        "url": address,
        "destination": "morphology_db/calima-msa-r13",
        "dependencies": [],
        "files": [
            {
                "path": "morphology.db",
                "sha256": checksum or hashlib.sha256(content).hexdigest(),
            }
        ],
        "private": False,
        "sha256": "",
        "size": len(content),
    }
    listed = {"version": "1.6", "packages": {language_data.PACKAGE: package}, "components": {}}
    target = home / ".camel_tools" / "catalogue.json"
    target.parent.mkdir()
    target.write_text(json.dumps(listed), encoding="utf-8")
    packed = folder / "db.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        file.writestr("morphology.db", content)
    return packed.read_bytes()


def never() -> bool:
    return False


def test_camel_tools_downloads_its_own_with_progress(
    own_home: Path, tmp_path: Path, settings: Settings, server: Server
) -> None:
    server.body = catalogue(own_home, server.address, tmp_path)
    told: list[tuple[int, int]] = []
    path = language_data.download(settings, lambda *far: told.append(far), never)
    assert path == own_home / ".camel_tools" / FOLDER / "morphology.db"
    assert path.read_bytes() == TINY.read_bytes()
    assert language_data.in_use() == path
    assert server.asked == ["/db.zip"]
    assert (len(server.body), len(server.body)) in told


def test_what_has_another_checksum_is_deleted(
    own_home: Path, tmp_path: Path, settings: Settings, server: Server
) -> None:
    server.body = catalogue(own_home, server.address, tmp_path, checksum="0" * 64)
    with pytest.raises(MachineError, match=r"morphology\.db"):
        language_data.download(settings, lambda *_far: None, never)
    assert not (own_home / ".camel_tools" / FOLDER).exists()
    assert language_data.in_use() is None
    versions = own_home / ".camel_tools" / "versions.json"
    assert json.loads(versions.read_text(encoding="utf-8")) == {}


def test_cancelling_stops_the_download_and_leaves_nothing_half(
    own_home: Path, tmp_path: Path, settings: Settings, server: Server
) -> None:
    server.body = catalogue(own_home, server.address, tmp_path)
    server.wait.clear()
    with pytest.raises(Cancelled):
        language_data.download(settings, lambda *_far: None, lambda: bool(server.asked))
    assert not list((own_home / ".camel_tools").rglob("*.db"))
    assert language_data.in_use() is None


def test_without_a_network_one_sentence_says_so(
    own_home: Path, tmp_path: Path, settings: Settings, server: Server
) -> None:
    catalogue(own_home, server.address, tmp_path)
    with pytest.raises(MachineError, match="could not download") as caught:
        language_data.download(settings, lambda *_far: None, never)
    assert "404" in caught.value.message
    assert not list((own_home / ".camel_tools").rglob("*.db"))
