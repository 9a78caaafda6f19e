"""Stores made fresh and stores filled from a file."""

import os
import stat

import pytest

from adsiis.formats.errors import MetabaseFileError
from adsiis.inetinfo.install import import_file, install
from adsiis.metabase.errors import StoreError, StoreMissingError
from adsiis.metabase.metabase import close_metabase, open_metabase
from adsiis.schema import PathMapError
from adsiis.schema.constants import PATH_MAP, SERVER_BINDINGS
from inetinfo import hosting

FILE = (
    '<?xml version="1.0"?>\n<configuration>\n<MBProperty>\n'
    '<IIsComputer\tLocation ="/LM"\n\t>\n</IIsComputer>\n'
    '<IIsWebServer\tLocation ="/LM/W3SVC/7"\n\t\tServerBindings=":80:\n\t\t\t[::1]:80:www.x.com\n\t\t\t:81:"\n'
    '\t\tSecureBindings=":443:"\n\t\tServerComment="Shop"\n\t>\n</IIsWebServer>\n'
    '<IIsWebVirtualDir\tLocation ="/LM/W3SVC/7/ROOT"\n\t\tPath="C:\\Inetpub\\shop"\n\t>\n</IIsWebVirtualDir>\n'
    "</MBProperty>\n</configuration>\n"
)


@pytest.fixture
def home(tmp_path):
    home = str(tmp_path / "home")
    yield home
    close_metabase(home)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "MetaBase.xml"
    path.write_text(FILE)
    return str(path)


@pytest.mark.parametrize(("profile", "pools"), [("iis6", True), ("iis5", False)])
def test_a_fresh_store_has_the_keys_scripts_expect_and_folders_beside_it(home, profile, pools):
    """docs/behaviour.md, fresh-1."""
    view = install(home, profile=profile).store.view
    assert view.key("/LM/W3SVC/1/ROOT") is not None
    assert (view.key("/LM/W3SVC/AppPools/DefaultAppPool") is not None) == pools
    assert os.path.exists(os.path.join(home, "drive_c", "Inetpub", "wwwroot", "iisstart.htm"))


def test_no_secret_of_a_fresh_store_is_readable_on_the_disk(home):
    """docs/behaviour.md, secure-1."""
    metabase = install(home)
    record = metabase.store.view.key("/LM/W3SVC").records[6021]
    secret = metabase.reveal(record).data
    with open(os.path.join(home, "metabase", "data.mdb"), "rb") as data:
        assert secret.encode() not in data.read()
    assert stat.S_IMODE(os.stat(os.path.join(home, "secret.key")).st_mode) == 0o600


def test_an_existing_store_is_never_overwritten_by_init(home):
    """docs/behaviour.md, fresh-1."""
    before = install(home).store.view.key("/LM/W3SVC").revision
    with pytest.raises(StoreError, match="already"):
        install(home)
    assert open_metabase(home).store.view.key("/LM/W3SVC").revision == before


def test_an_import_makes_the_store_if_there_is_none(home, file):
    """docs/behaviour.md, xml-1."""
    report = import_file(home, file)
    assert open_metabase(home).store.view.children("/LM/W3SVC") == ["7"]
    assert (report.keys, [site.comment for site in report.sites]) == (3, ["Shop"])
    assert any("C:\\Inetpub\\shop" in warning for warning in report.warnings)


def test_an_import_replaces_the_whole_tree_in_one_commit(home, file):
    """docs/behaviour.md, xml-1."""
    metabase = install(home)
    with metabase.store.watch() as watcher:
        import_file(home, file)
        entries = watcher.entries()
    assert len(entries) == 1
    assert metabase.store.view.key("/LM/W3SVC/1") is None


def test_ports_are_mapped_in_every_binding_and_nowhere_else(home, file):
    """docs/behaviour.md, xml-1."""
    import_file(home, file, port_maps=["80=8080", "443=8443"])
    key = open_metabase(home).store.view.key("/LM/W3SVC/7")
    assert key.records[SERVER_BINDINGS].data == (":8080:", "[::1]:8080:www.x.com", ":81:")
    assert key.records[2021].data == (":8443:",)


def test_a_map_is_kept_in_the_tree_and_names_the_folder(home, file, tmp_path):
    """docs/behaviour.md, winpath-1."""
    (tmp_path / "shop").mkdir()
    report = import_file(home, file, maps=[f"C:\\Inetpub={tmp_path}"])
    assert open_metabase(home).store.view.key("/LM").records[PATH_MAP].data == (f"C:\\Inetpub={tmp_path}",)
    assert [site.folder for site in report.sites] == [str(tmp_path / "shop")]
    assert report.warnings == []


@pytest.mark.parametrize("bad", ["80", "80=", "x=1", "80=70000", "0=1"])
def test_a_port_map_that_is_none_changes_nothing(home, file, bad):
    """Bad input is one sentence, and nothing is half-written."""
    with pytest.raises(PathMapError, match="80=8080"):
        import_file(home, file, port_maps=[bad])
    with pytest.raises(StoreMissingError):
        open_metabase(home)


def test_a_broken_file_changes_nothing(home, tmp_path):
    """docs/behaviour.md, xml-1."""
    metabase = install(home)
    broken = tmp_path / "broken.xml"
    broken.write_text(FILE.replace("</MBProperty>", ""))
    revision = metabase.store.environment.word[0]
    with pytest.raises(MetabaseFileError):
        import_file(home, str(broken))
    assert metabase.store.environment.word[0] == revision


def test_a_site_of_the_import_serves(home, file, tmp_path):
    """docs/behaviour.md, xml-1: the sites of an imported file serve."""
    shop = tmp_path / "shop"
    shop.mkdir()
    (shop / "default.HTM").write_text("hello")
    port = hosting.free_port()
    text = FILE.replace(
        "</IIsComputer>",
        '</IIsComputer>\n<IIsMimeMap\tLocation ="/LM/MimeMap"\n\t\tMimeMap=".htm,text/html"\n\t>\n</IIsMimeMap>',
    ).replace('Path="C', 'AccessFlags="AccessRead"\n\t\tDefaultDoc="Default.htm"\n\t\tPath="C')
    tmp_path.joinpath("MetaBase.xml").write_text(
        text.replace('":80:\n\t\t\t[::1]:80:www.x.com\n\t\t\t:81:"', f'"127.0.0.1:{port}:"').replace(
            '\t\tSecureBindings=":443:"\n', ""
        )
    )
    import_file(home, file, maps=[f"C:\\Inetpub={tmp_path}"])
    with hosting.running(home, port):
        assert hosting.status_of(port) == 200
