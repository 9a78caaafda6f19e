"""GetObject: from an ADsPath to an object, by way of the machine it names."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from adsiis import ADSIError, GetObject
from adsiis.adsi import namespace
from adsiis.adsi.errors import BadPathnameError, PathNotFoundError, UnknownMachineError
from adsiis.adsi.namespace import use_store
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.schema.fresh import fresh_keys

HOST = socket.gethostname()


@pytest.mark.parametrize(
    "machine",
    ["", ".", "LocalHost", "localhost", "LOCALHOST", "127.0.0.1", HOST, HOST.upper()],
)
def test_this_machine_has_many_names(metabase, machine):
    """docs/behaviour.md, path-5."""
    assert GetObject(f"IIS://{machine}/W3SVC/1").ServerComment == "Default Web Site"


@pytest.mark.parametrize("adspath", ["IIS://localhost", "IIS://localhost/", "IIS://", "iis://."])
def test_a_machine_alone_is_the_computer(metabase, adspath):
    """docs/behaviour.md, path-1."""
    assert GetObject(adspath).Class == "IIsComputer"


@pytest.mark.parametrize("path", ["W3SVC/1/Root", "w3svc/1/ROOT", "W3svc/1/root/", "W3SVC/1/ROOT "])
def test_letter_case_does_not_tell_keys_apart(metabase, path):
    """docs/behaviour.md, path-3."""
    assert GetObject(f"IIS://localhost/{path}").ADsPath == "IIS://localhost/W3SVC/1/ROOT"


@pytest.mark.parametrize("machine", ["elsewhere", "10.0.0.1", "localhost.", "local host"])
def test_a_machine_nobody_knows_is_unavailable(metabase, machine):
    """docs/behaviour.md, path-5."""
    with pytest.raises(UnknownMachineError) as caught:
        GetObject(f"IIS://{machine}/W3SVC")
    assert caught.value.hresult & 0xFFFFFFFF == 0x800706BA


def test_a_malformed_path_is_refused_before_any_machine_is_asked():
    """docs/behaviour.md, path-1."""
    with pytest.raises(BadPathnameError):
        GetObject("IIS://elsewhere//W3SVC")


def test_a_key_that_is_not_there_cannot_be_bound_to(metabase):
    """docs/behaviour.md, object-2."""
    with pytest.raises(PathNotFoundError) as caught:
        GetObject("IIS://localhost/W3SVC/99")
    assert caught.value.hresult == -2147024893
    assert caught.value.path == "IIS://localhost/W3SVC/99"


def test_a_folder_without_a_store_is_an_error_of_the_provider(tmp_path):
    with pytest.raises(ADSIError, match="no store"):
        use_store(str(tmp_path))


def test_a_store_that_cannot_be_opened_leaves_the_one_in_use(metabase, tmp_path):
    with pytest.raises(ADSIError):
        use_store(str(tmp_path / "none"))
    assert GetObject("IIS://localhost/W3SVC/1").Name == "1"


def test_the_users_own_store_is_used_where_none_was_chosen(metabase):
    script = "from adsiis import GetObject; print(GetObject('IIS://localhost/W3SVC/1').ServerComment)"
    environ = {**os.environ, "ADSIIS_HOME": metabase.folder.home}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "Default Web Site"


def test_a_forked_child_opens_the_store_anew(metabase):
    """docs/behaviour.md, object-4."""
    GetObject("IIS://localhost/W3SVC")
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            site = GetObject("IIS://localhost/W3SVC/1")
            site.ServerComment = "by the child"
            site.SetInfo()
            os.write(write, b"its own" if site._cache.metabase is not metabase else b"the parent's")
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        assert answer.read() == b"its own"
    os.waitpid(child, 0)
    assert GetObject("IIS://localhost/W3SVC/1").ServerComment == "by the child"


def test_the_machines_a_process_used_do_not_pile_up(metabase):
    for _ in range(3):
        with pytest.raises(UnknownMachineError):
            GetObject("IIS://elsewhere")
    assert "elsewhere" not in namespace._machines


def test_a_fresh_store_can_be_walked_from_the_computer_down(tmp_path):
    """docs/behaviour.md, fresh-1."""

    def walk(found):
        yield found
        if hasattr(found, "Create"):
            for below in found:
                yield from walk(below)

    home = str(tmp_path)
    create_metabase(home, fresh_keys("iis6", "testhost"))
    use_store(home)
    found = {each.ADsPath: each.Class for each in walk(GetObject("IIS://localhost"))}
    close_metabase(home)
    assert found["IIS://localhost/W3SVC/AppPools/DefaultAppPool"] == "IIsApplicationPool"
    assert found["IIS://localhost/W3SVC/Filters/Compression/gzip"] == "IIsCompressionScheme"
