"""Files that are whole or not there."""

from __future__ import annotations

import errno
import os
import socket
import stat

import pytest

from adsiis.metabase.errors import BackupExistsError, StoreError
from adsiis.metabase.files import write_whole


def content(path):
    with open(path, "rb") as file:
        return file.read()


@pytest.fixture
def there(tmp_path):
    """A file that is there, in a folder with nothing else."""
    os.mkdir(tmp_path / "folder")
    path = tmp_path / "folder" / "there"
    path.write_bytes(b"before")
    return str(path)


def test_a_file_is_made_for_its_owner_alone(tmp_path):
    path = str(tmp_path / "file")
    write_whole(path, [b"a", b"b"], overwrite=False)
    assert content(path) == b"ab"
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_one_that_is_there_stays_unless_it_may_be_replaced(there):
    """docs/behaviour.md, backup-1."""
    with pytest.raises(BackupExistsError):
        write_whole(there, [b"after"], overwrite=False)
    assert content(there) == b"before"
    write_whole(there, [b"after"], overwrite=True)
    assert content(there) == b"after"
    assert os.listdir(os.path.dirname(there)) == ["there"]


def test_a_link_stays_and_the_file_it_leads_to_is_replaced(there, tmp_path):
    """docs/behaviour.md, backup-12."""
    link, over = str(tmp_path / "link"), str(tmp_path / "over")
    os.symlink("folder/there", link)
    os.symlink(link, over)
    with pytest.raises(BackupExistsError):
        write_whole(over, [b"after"], overwrite=False)
    assert content(there) == b"before"
    write_whole(over, [b"after"], overwrite=True)
    assert os.path.islink(link)
    assert os.path.islink(over)
    assert content(there) == b"after"
    assert not os.path.islink(there)


def test_a_link_that_leads_to_nothing_yet_is_followed_only_where_it_may_be_replaced(tmp_path):
    """docs/behaviour.md, backup-12."""
    link, target = str(tmp_path / "link"), str(tmp_path / "target")
    os.symlink("target", link)
    with pytest.raises(BackupExistsError):
        write_whole(link, [b"x"], overwrite=False)
    assert not os.path.lexists(target)
    write_whole(link, [b"x"], overwrite=True)
    assert (content(target), os.path.islink(link)) == (b"x", True)


def make_socket(path):
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path)


@pytest.mark.parametrize(
    ("make", "what"), [(os.mkfifo, "a named pipe"), (os.mkdir, "a folder"), (make_socket, "a socket")]
)
@pytest.mark.parametrize("through_link", [False, True])
def test_what_is_no_file_is_never_replaced(tmp_path, monkeypatch, make, what, through_link):
    """docs/behaviour.md, backup-12."""
    monkeypatch.chdir(tmp_path)
    make("odd")
    if through_link:
        os.symlink("odd", "link")
    path = "link" if through_link else "odd"
    before = os.lstat("odd")
    with pytest.raises(StoreError, match=f"^{path} is {what}, not a file: nothing was written.$"):
        write_whole(path, [b"x"], overwrite=True)
    with pytest.raises(BackupExistsError):
        write_whole(path, [b"x"], overwrite=False)
    assert os.path.samestat(before, os.lstat("odd"))
    assert sorted(os.listdir()) == (["link", "odd"] if through_link else ["odd"])


@pytest.mark.parametrize("kind", [stat.S_IFCHR, stat.S_IFBLK])
def test_a_device_is_never_replaced(there, monkeypatch, kind):
    """docs/behaviour.md, backup-12; no test touches a real one."""
    look = os.stat

    def as_device(path, **how):
        found = look(path, **how)
        return os.stat_result((kind | 0o600, *found[1:])) if path == there else found

    monkeypatch.setattr(os, "stat", as_device)
    with pytest.raises(StoreError, match="is a device, not a file: nothing was written"):
        write_whole(there, [b"x"], overwrite=True)
    assert content(there) == b"before"


def test_what_a_process_has_open_is_never_replaced(there):
    """docs/behaviour.md, backup-12: `/dev/stdout` leads there."""
    with open(there, "rb") as held:
        path = f"/proc/self/fd/{held.fileno()}"
        with pytest.raises(StoreError, match="is what a process has open, not a file"):
            write_whole(path, [b"x"], overwrite=True)
    assert content(there) == b"before"


def test_links_in_a_circle_are_an_error(tmp_path):
    """docs/behaviour.md, backup-12."""
    os.symlink("b", tmp_path / "a")
    os.symlink("a", tmp_path / "b")
    with pytest.raises(StoreError, match="cannot be written: Too many levels of symbolic links"):
        write_whole(str(tmp_path / "a"), [b"x"], overwrite=True)


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_disk_without_hard_links_takes_files_too(there, tmp_path, monkeypatch, number):
    """docs/behaviour.md, backup-12."""

    def no_links(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(BackupExistsError):
        write_whole(there, [b"after"], overwrite=False)
    assert content(there) == b"before"
    write_whole(str(tmp_path / "new"), [b"new"], overwrite=False)
    assert content(tmp_path / "new") == b"new"
    assert sorted(os.listdir(tmp_path)) == ["folder", "new"]
    assert os.listdir(tmp_path / "folder") == ["there"]


def test_pieces_that_fail_leave_what_was_there(there):
    def pieces():
        yield b"half"
        raise ValueError

    for overwrite in (False, True):
        with pytest.raises(ValueError, match=r"^$"):
            write_whole(there, pieces(), overwrite=overwrite)
    assert content(there) == b"before"
    assert os.listdir(os.path.dirname(there)) == ["there"]
