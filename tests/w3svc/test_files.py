"""Files found by URL, whatever the letter case."""

import os

import pytest

from adsiis.w3svc.errors import HttpError
from adsiis.w3svc.files import FileFinder, open_file
from adsiis.w3svc.settings import SettingsCache
from w3svc.world import site, tree_of


@pytest.fixture
def find(tmp_path):
    settings = SettingsCache(lambda: tree_of(site(1, tmp_path / "Web", [":80:"])), "/x").find(
        "/LM/W3SVC/1", "/"
    )
    finder = FileFinder()
    (tmp_path / "web").mkdir()
    return lambda url: finder.find(settings, url)


def test_a_name_of_another_letter_case_is_found_and_its_real_place_told(tmp_path, find):
    """docs/behaviour.md, static-2."""
    (tmp_path / "web" / "Sub").mkdir()
    (tmp_path / "web" / "Sub" / "ReadMe.TXT").touch()
    found = find("/SUB/readme.txt")
    assert (found.path, found.url_path) == (str(tmp_path / "web/Sub/ReadMe.TXT"), "/Sub/ReadMe.TXT")
    assert found.is_file
    assert not found.is_folder
    assert find("/sub/").is_folder
    assert find("/").url_path == ""
    assert find("/sub/none") is None


def test_the_exact_name_wins_over_one_of_another_letter_case(tmp_path, find):
    for name in ("a.txt", "A.txt"):
        (tmp_path / "web" / name).touch()
    assert find("/a.txt").url_path == "/a.txt"
    assert find("/A.txt").url_path == "/A.txt"
    assert find("/A.TXT").url_path == "/A.txt"


def test_a_folder_is_listed_once_for_any_number_of_missing_names_and_anew_when_it_changes(
    tmp_path, find, monkeypatch
):
    listed = []
    real = os.listdir
    monkeypatch.setattr(os, "listdir", lambda folder: listed.append(folder) or real(folder))
    find("/warm")
    listed.clear()
    for number in range(50):
        assert find(f"/none{number}") is None
    assert str(tmp_path / "web") not in listed
    (tmp_path / "web" / "New").touch()
    os.utime(tmp_path / "web", ns=(1, 1))
    assert find("/NEW").url_path == "/New"


def test_a_link_out_of_the_folder_is_refused_and_one_within_tells_its_real_place(tmp_path, find):
    """docs/behaviour.md, static-2."""
    (tmp_path / "webs").mkdir()
    (tmp_path / "web" / "in").touch()
    (tmp_path / "web" / "out").symlink_to(tmp_path / "webs")
    (tmp_path / "web" / "loop").symlink_to(tmp_path / "web" / "loop")
    (tmp_path / "web" / "broken").symlink_to("nothing")
    (tmp_path / "web" / "link").symlink_to("in")
    with pytest.raises(HttpError, match="404"):
        find("/out")
    assert find("/loop") is None
    assert find("/broken") is None
    assert find("/link").url_path == "/in"


def test_a_file_replaced_between_finding_and_opening_is_not_opened(tmp_path, find):
    path = tmp_path / "web" / "a"
    path.write_text("one")
    found = find("/a")
    path.unlink()
    path.symlink_to("/etc/passwd")
    with pytest.raises(OSError, match=r".*"):
        open_file(found.path, found.status)
    path.unlink()
    path.write_text("another")
    with pytest.raises(OSError, match="changed"):
        open_file(found.path, found.status)
