"""Windows paths of the tree, and where they are on this machine's disk."""

from __future__ import annotations

import os
import posixpath

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from adsiis.schema.errors import PathMapError, WindowsPathError
from adsiis.schema.winpath import PathMap, expand, find_existing, to_local, to_windows

DATA = "/var/lib/adsiis"
NONE = PathMap()
RULES = PathMap.parse(
    [
        r"C:\Inetpub=/srv/inetpub",
        r"C:\Inetpub\wwwroot\shop=/srv/shop",
        r"D:\=/mnt/d",
        r"\\files\public=/mnt/public",
    ]
)

NAMES = st.text(
    st.characters(blacklist_characters='/\\\0%"', blacklist_categories=("Cs", "Cc")), min_size=1, max_size=8
)
NAMES = NAMES.filter(lambda name: name not in {".", ".."})
TAILS = st.lists(NAMES | st.sampled_from(["Inetpub", "INETPUB", "wwwroot", "shop", "Shop"]), max_size=5)
FOLDERS = st.lists(st.sampled_from(["srv", "inetpub", "shop", "mnt", "d", "x"]), max_size=3)
LINES = st.builds(
    lambda top, parts, local: top + "\\".join(parts) + "=/" + "/".join(local),
    st.sampled_from(["C:\\", "d:\\", "Z:\\", "\\\\files\\"]),
    TAILS.map(lambda tail: [n for n in tail if "=" not in n and n == n.strip()]),
    FOLDERS,
)


@pytest.mark.parametrize(
    ("windows", "local"),
    [
        (r"C:\Inetpub\wwwroot", "/srv/inetpub/wwwroot"),
        (r"c:\INETPUB\wwwroot\a b", "/srv/inetpub/wwwroot/a b"),
        (r"C:\Inetpub\wwwroot\Shop\x.asp", "/srv/shop/x.asp"),
        (r"C:\Inetpub\wwwroot\shopping", "/srv/inetpub/wwwroot/shopping"),
        (r"C:\Inetpub2\x", "/var/lib/adsiis/drive_c/Inetpub2/x"),
        (r"D:\logs", "/mnt/d/logs"),
        ("D:", "/mnt/d"),
        ("C:/Inetpub/ftproot/", "/srv/inetpub/ftproot"),
        ("C:\\", "/var/lib/adsiis/drive_c"),
        (r"Z:\srv\www", "/srv/www"),
        ("Z:\\", "/"),
        (r"\\FILES\Public\a", "/mnt/public/a"),
        ("//files/public/a", "/mnt/public/a"),
        (r"%windir%\system32", "/var/lib/adsiis/drive_c/WINDOWS/system32"),
        ("/srv/www", "/srv/www"),
        ("/", "/"),
    ],
)
def test_the_longest_rule_on_a_part_boundary_decides_without_regard_to_case(windows, local):
    """docs/behaviour.md, winpath-2."""
    assert to_local(windows, RULES, DATA) == local


def test_without_a_rule_c_is_drive_c_of_the_data_folder_and_z_is_the_root():
    """docs/behaviour.md, winpath-2."""
    assert to_local(r"C:\Inetpub", NONE, DATA) == "/var/lib/adsiis/drive_c/Inetpub"
    assert to_local(r"z:\etc", NONE, DATA) == "/etc"


def test_a_rule_may_take_the_place_of_a_whole_drive():
    assert to_local(r"Z:\a", PathMap.parse([r"Z:=/mnt/z"]), DATA) == "/mnt/z/a"


@given(st.lists(st.sampled_from(["..", ".", "a", "b"]), max_size=9))
def test_two_dots_never_lead_out_of_the_drive(parts):
    """docs/behaviour.md, winpath-2."""
    local = to_local("C:\\" + "\\".join(parts), NONE, DATA)
    assert local == f"{DATA}/drive_c" or local.startswith(f"{DATA}/drive_c/")
    assert ".." not in local.split("/")


def test_two_dots_are_worked_off_before_rules_are_asked():
    assert to_local(r"C:\Inetpub\..\x", RULES, DATA) == "/var/lib/adsiis/drive_c/x"
    assert to_local(r"C:\x\..\Inetpub\y", RULES, DATA) == "/srv/inetpub/y"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (r"E:\x", "drive E:"),
        (r"\\other\share\x", r"server \\\\other"),
        (r"wwwroot\x", "does not start with a drive"),
        (r"\x", "does not start with a drive"),
        ("C:x", "does not start with a drive"),
        ("", "does not start with a drive"),
        (r"%nothing%\x", "does not start with a drive"),
        ("\\\\", "names no server"),
        ("C:\\a\0b", "number zero"),
    ],
)
def test_a_path_without_a_place_is_refused_with_the_reason(path, words):
    """docs/behaviour.md, winpath-2."""
    with pytest.raises(WindowsPathError, match=words):
        to_local(path, RULES, DATA)


@pytest.mark.parametrize(
    "line",
    [r"C:\Inetpub", r"C:\Inetpub=", r"C:\Inetpub=srv", "=/srv", "Inetpub=/srv", "C:x=/srv", "C:\\a=/x\0"],
)
def test_a_malformed_line_of_path_map_is_refused_and_shown(line):
    """docs/behaviour.md, winpath-1."""
    with pytest.raises(PathMapError, match=r"PathMap: .* is no rule"):
        PathMap.parse([line])


def test_blank_lines_and_blanks_around_a_rule_do_not_count():
    assert PathMap.parse(["", r" C:\a = /srv/a "]) == PathMap.parse([r"C:\a=/srv/a"])


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        (r"%WinDir%\x", r"C:\WINDOWS\x"),
        (r"%SystemRoot%\x", r"C:\WINDOWS\x"),
        (r"%SystemDrive%\x", r"C:\x"),
        (r"%ProgramFiles%\x", r"C:\Program Files\x"),
        (r"%unknown%\x %windir", r"%unknown%\x %windir"),
        ("100%", "100%"),
    ],
)
def test_variables_have_fixed_windows_values_and_unknown_ones_stand(text, expanded):
    """docs/behaviour.md, winpath-4."""
    assert expand(text) == expanded


@pytest.mark.parametrize(
    ("local", "windows"),
    [
        ("/srv/inetpub/wwwroot", r"C:\Inetpub\wwwroot"),
        ("/srv/shop", r"C:\Inetpub\wwwroot\shop"),
        ("/srv/shopping", r"Z:\srv\shopping"),
        ("/var/lib/adsiis/drive_c/x/", r"C:\x"),
        ("/var/lib/adsiis/drive_c", "C:\\"),
        ("/mnt/d", "D:\\"),
        ("/mnt/public/a", r"\\files\public\a"),
        ("/", "Z:\\"),
    ],
)
def test_a_local_path_is_shown_in_its_windows_form(local, windows):
    """docs/behaviour.md, winpath-3."""
    assert to_windows(local, RULES, DATA) == windows


def test_a_folder_that_a_rule_hides_is_shown_on_drive_z():
    """docs/behaviour.md, winpath-3."""
    hidden = "/var/lib/adsiis/drive_c/Inetpub/x"
    assert to_windows(hidden, RULES, DATA) == r"Z:\var\lib\adsiis\drive_c\Inetpub\x"
    assert to_local(to_windows(hidden, RULES, DATA), RULES, DATA) == hidden


@pytest.mark.parametrize("local", ["srv/x", "", "/srv/a\\b", "/srv/a\0b"])
def test_a_path_without_a_windows_form_is_refused(local):
    with pytest.raises(WindowsPathError):
        to_windows(local, RULES, DATA)


def test_where_rules_hide_every_form_there_is_none():
    with pytest.raises(WindowsPathError, match="no Windows form"):
        to_windows("/etc", PathMap.parse([r"Z:\=/mnt/z"]), DATA)


@given(st.sampled_from(["C:\\", "c:\\", "Z:\\", "D:\\", "\\\\files\\public\\"]), TAILS)
def test_windows_to_local_and_back_leads_to_the_same_place(top, tail):
    """docs/behaviour.md, winpath-3."""
    local = to_local(top + "\\".join(tail), RULES, DATA)
    assert to_local(to_windows(local, RULES, DATA), RULES, DATA) == local


@given(TAILS, st.sampled_from(["/", "/srv/inetpub", "/srv", f"{DATA}/drive_c", "/mnt/d"]))
def test_local_to_windows_and_back_is_the_same_path(tail, top):
    """docs/behaviour.md, winpath-3."""
    local = posixpath.join(top, *tail)
    assert to_local(to_windows(local, RULES, DATA), RULES, DATA) == local


@given(st.lists(LINES, max_size=5), st.sampled_from(["C:\\", "Z:\\"]), TAILS)
def test_the_way_back_holds_for_any_rules(lines, top, tail):
    rules = PathMap.parse(lines)
    local = to_local(top + "\\".join(tail), rules, DATA)
    assume("\\" not in local)
    assert to_local(to_windows(local, rules, DATA), rules, DATA) == local


def test_an_existing_path_is_found_in_any_letter_case(tmp_path):
    """docs/behaviour.md, winpath-5."""
    (tmp_path / "WwwRoot" / "Images").mkdir(parents=True)
    (tmp_path / "WwwRoot" / "Images" / "Logo.GIF").touch()
    found = find_existing(f"{tmp_path}/wwwroot/IMAGES/logo.gif")
    assert found == f"{tmp_path}/WwwRoot/Images/Logo.GIF"


def test_the_name_as_given_comes_before_one_in_another_case(tmp_path):
    """docs/behaviour.md, winpath-5."""
    for name in ("A.txt", "a.txt"):
        (tmp_path / name).touch()
    assert find_existing(f"{tmp_path}/a.txt") == f"{tmp_path}/a.txt"
    assert find_existing(f"{tmp_path}/A.TXT") == f"{tmp_path}/A.txt"


def test_what_does_not_exist_is_not_found(tmp_path):
    (tmp_path / "file").touch()
    assert find_existing(f"{tmp_path}/nothing") is None
    assert find_existing(f"{tmp_path}/file/below") is None
    assert find_existing("relative") is None
    assert find_existing(f"{tmp_path}/a\0b") is None
    assert find_existing("/") == "/"


def test_two_dots_are_never_followed(tmp_path):
    """docs/behaviour.md, winpath-5."""
    (tmp_path / "site").mkdir()
    (tmp_path / "secret").touch()
    assert os.path.exists(f"{tmp_path}/site/../secret")
    assert find_existing(f"{tmp_path}/site/../secret") is None
