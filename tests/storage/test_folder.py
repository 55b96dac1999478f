"""The data folder: made, writable, local, one window at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import EnvironmentProblem
from models.storage import folder
from models.storage.folder import FolderInUse, default_data_folder, is_remote, open_folder


def test_a_folder_is_made_with_its_parts(tmp_path: Path) -> None:
    held = open_folder(tmp_path / "新 文件夹" / "数据")
    assert held.database.parent.is_dir()
    assert (held.path / "files").is_dir() and (held.path / "backups").is_dir()
    assert list(held.path.glob(".write-test*")) == []


def test_a_second_window_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    first = open_folder(tmp_path, single=True)
    with pytest.raises(FolderInUse, match="已经打开"):
        open_folder(tmp_path, single=True)
    open_folder(tmp_path)  # a command may work beside the window
    first.release()
    open_folder(tmp_path, single=True).release()


def test_the_lock_goes_with_a_killed_process(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from models.storage.folder import open_folder\n"
        "held = open_folder(Path(sys.argv[1]), single=True); print('held', flush=True); sys.stdin.read(1); os._exit(9)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None and child.stdout.readline().strip() == b"held"
    with pytest.raises(FolderInUse):
        open_folder(tmp_path, single=True)
    child.communicate(b"x", timeout=30)
    open_folder(tmp_path, single=True).release()


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(EnvironmentProblem, match="不能写入"):
        open_folder(tmp_path / "data")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(EnvironmentProblem, match="不能写入"):
        open_folder(tmp_path / "data")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has drives and no mounts")
@pytest.mark.parametrize(
    ("mounts", "remote"),
    [
        ("server:/x /mnt/share nfs4 rw 0 0\n/dev/sda / ext4 rw 0 0", True),
        ("//server/x /mnt/share cifs rw 0 0", True),
        ("/dev/sdb /mnt/share ext4 rw 0 0\nserver:/x /mnt nfs rw 0 0", False),
        ("server:/x /mnt/shared nfs rw 0 0\n/dev/sda / ext4 rw 0 0", False),
    ],
)
def test_a_network_share_is_known_by_its_mount(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mounts: str, remote: bool
) -> None:
    listing = tmp_path / "mounts"
    listing.write_text(mounts)
    monkeypatch.setattr(folder, "MOUNTS", listing)
    monkeypatch.setattr(sys, "platform", "linux")
    assert is_remote(Path("/mnt/share/data")) is remote


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has drives and no mounts")
def test_a_link_to_a_network_share_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    share, listing = tmp_path / "share", tmp_path / "mounts"
    share.mkdir()
    (tmp_path / "数据").symlink_to(share)
    listing.write_text(f"server:/x {share.resolve()} nfs4 rw 0 0\n/dev/sda / ext4 rw 0 0")
    monkeypatch.setattr(folder, "MOUNTS", listing)
    assert is_remote(tmp_path / "数据") and not is_remote(tmp_path)


def test_a_network_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "is_remote", lambda path: True)
    with pytest.raises(EnvironmentProblem, match="网络盘"):
        open_folder(tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_the_default_folder_is_the_users_own() -> None:
    assert default_data_folder().name == "binhuiban"
