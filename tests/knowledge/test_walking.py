"""The files at a place: folders, archives, lists, and what cannot be read of them."""

from __future__ import annotations

import os
import zipfile

import pytest

from adsiis.knowledge.errors import CheckedPathError, ListingError
from adsiis.knowledge.walking import Walk
from knowledge.programs import program

WANTED = {"iisext.dll"}


def walked(path):
    walk = Walk(str(path), WANTED)
    return walk, sorted(walk.files(), key=lambda file: file.path)


@pytest.fixture
def image(tmp_path):
    for place, data in {
        "WINNT/system32/inetsrv/Iisext.dll": program("5.0.2195.1"),
        "WINNT/ServicePackFiles/iisext.DLL": program(),
        "WINNT/system32/Asp.dll": program(),
        "WINNT/notes/readme.txt": b"text",
    }.items():
        path = tmp_path / "image" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "image"


def test_files_of_the_names_that_matter_are_found_in_any_letter_case(image):
    """docs/behaviour.md, kb-10."""
    walk, files = walked(image)
    assert [(file.name, file.version, file.platform) for file in files] == [
        ("iisext.DLL", "5.0.2195.2413", "x86"),
        ("Iisext.dll", "5.0.2195.1", "x86"),
    ]
    assert (walk.seen, walk.problems) == (4, [])


def test_only_files_that_matter_are_opened(image, monkeypatch):
    """docs/behaviour.md, kb-10."""
    opened = []
    monkeypatch.setattr(
        "adsiis.knowledge.walking.stamp_of_file", lambda path: opened.append(path) or ("", "", "")
    )
    monkeypatch.setattr("adsiis.knowledge.walking._stamped", lambda path, name, size, stamp: stamp)
    list(Walk(str(image), WANTED).files())
    assert {os.path.basename(path).lower() for path in opened} == WANTED


def test_symbolic_links_lead_nowhere(image, tmp_path):
    """docs/behaviour.md, kb-10: in a mounted image they would lead out of it."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "Iisext.dll").write_bytes(program())
    (image / "out").symlink_to(tmp_path / "outside")
    (image / "WINNT" / "notes" / "Iisext.dll").symlink_to(tmp_path / "outside" / "Iisext.dll")
    assert len(walked(image)[1]) == 2


def test_what_is_no_file_is_left_alone(image):
    os.mkfifo(image / "Iisext.dll")
    assert len(walked(image)[1]) == 2


def test_a_folder_that_cannot_be_read_is_told_and_the_rest_goes_on(image, monkeypatch):
    """docs/behaviour.md, kb-10."""
    scandir = os.scandir

    def refusing(path):
        if path.endswith("inetsrv"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    walk, files = walked(image)
    assert len(files) == 1
    assert walk.problems == [
        (str(image / "WINNT/system32/inetsrv"), "The folder cannot be read: Permission denied.")
    ]


def test_an_archive_is_read_without_unpacking_it(image, tmp_path):
    """docs/behaviour.md, kb-10."""
    path = tmp_path / "image.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(image / "WINNT/system32/inetsrv/Iisext.dll", "WINNT/inetsrv/Iisext.dll")
        archive.write(image / "WINNT/system32/Asp.dll", "WINNT\\Asp.dll")
    walk, (file,) = walked(path)
    assert (file.path, file.version) == (f"{path}!WINNT/inetsrv/Iisext.dll", "5.0.2195.1")
    assert walk.seen == 2


def test_a_damaged_member_is_told(tmp_path):
    path = tmp_path / "image.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Iisext.dll", program())
    data = bytearray(path.read_bytes())
    data[200] ^= 0xFF
    path.write_bytes(data)
    _, (file,) = walked(path)
    assert file.version == ""
    assert file.problem.startswith("It cannot be unpacked: Bad CRC-32")


def test_a_list_is_read(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("Iisext.dll 5.0.2195.2413\nAsp.dll 5.0\n")
    walk, (file,) = walked(path)
    assert (file.version, walk.seen) == ("5.0.2195.2413", 2)


def test_one_file_is_read_by_its_name(tmp_path):
    """docs/behaviour.md, kb-10."""
    path = tmp_path / "IISEXT.DLL"
    path.write_bytes(program())
    assert [file.version for file in walked(path)[1]] == ["5.0.2195.2413"]
    path.write_bytes(b"damaged")
    assert [file.problem for file in walked(path)[1]] == ["It is no PE file, or a damaged one."]


@pytest.mark.parametrize(
    ("name", "data", "error", "sentence"),
    [
        (None, b"", CheckedPathError, "is not there"),
        ("Other.dll", program(), CheckedPathError, "neither a ZIP archive nor a list of files"),
        ("list.txt", b"nothing\n", ListingError, "is no list of files"),
    ],
)
def test_what_cannot_be_checked_is_refused_with_a_sentence(tmp_path, name, data, error, sentence):
    path = tmp_path / (name or "gone")
    if name:
        path.write_bytes(data)
    with pytest.raises(error, match=sentence):
        walked(path)


def test_progress_is_told_now_and_then(tmp_path):
    for index in range(600):
        (tmp_path / f"{index}.dll").touch()
    told = []
    list(Walk(str(tmp_path), WANTED, told.append).files())
    assert told == [256, 512]
